package report

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// fields reads fields.
func (c *contentReader) fields(f Found) {
	list, form := c.entries(f)
	if form != incident.FormBullets && !(c.r.doc.Flat && form == incident.FormParagraphs) { // the usual forms
		c.sec.Form = form
	}
	if form == incident.FormTable {
		c.setColumns(&list[0], []string{c.r.ctx.Phrases.Word(words.Field), c.r.ctx.Phrases.Word(words.Value)})
		for i := range list[1:] {
			e := &list[1+i]
			c.r.place(PlaceField, c.n, len(c.sec.Fields), e.Start, e.End)
			value, _ := cutCell(e, 1)
			c.sec.Fields = append(c.sec.Fields, incident.Field{Name: markdown.Unisolate(cellAt(e, 0)), Value: value})
		}
		return
	}
	c.sec.Fields = make([]incident.Field, 0, len(list))
	for i := range list {
		e := &list[i]
		field, start := c.field(e.Markdown), e.Start
		if name, ok := annotation.Value(e.Items, annotation.Field); ok {
			field = incident.Field{Name: name, Value: e.Markdown}
		}
		if c.r.doc.Flat {
			start = e.End - len(field.Value)
		}
		c.r.place(PlaceField, c.n, len(c.sec.Fields), start, e.End)
		field.Name = markdown.Unisolate(field.Name)
		c.sec.Fields = append(c.sec.Fields, field)
	}
}

// setColumns stores the headings of a table, unless they are the usual ones.
func (c *contentReader) setColumns(head *block.Entry, usual []string) {
	columns := make([]string, len(head.Cells))
	for i := range columns {
		columns[i] = cellAt(head, i)
	}
	if !slices.Equal(columns, usual) {
		c.sec.Columns = columns
	}
}

// field reads one field.
func (c *contentReader) field(md string) incident.Field {
	if c.r.doc.Flat {
		if name, value, ok := strings.Cut(md, ": "); ok {
			return incident.Field{Name: name, Value: value}
		}
		return incident.Field{Value: md}
	}
	if inner, rest, ok := row.CutBold(md); ok && c.stated {
		return incident.Field{Name: strings.TrimSuffix(row.Shown(inner), ":"), Value: c.inline(rest)}
	}
	if name, value, ok := cutField(md); ok {
		return incident.Field{Name: name, Value: c.inline(value)}
	}
	return incident.Field{Value: c.inline(md)}
}

// cutField cuts "Name: value" or "**Name:** value". The name is Markdown.
func cutField(md string) (name, value string, ok bool) {
	s := strings.TrimLeft(md, " ")
	line, _, _ := strings.Cut(s, "\n")
	if bold, rest, ok := row.CutBold(s); ok {
		name, ok = strings.CutSuffix(bold, ":")
		if !ok {
			if rest, ok = strings.CutPrefix(rest, ":"); !ok {
				return "", "", false
			}
			name = bold
		}
		if rest != "" && rest[0] != ' ' && rest[0] != '\n' {
			return "", "", false
		}
		return name, strings.TrimLeft(rest, " "), isFieldName(name)
	}
	i := strings.IndexByte(line, ':')
	if i < 0 || i+1 < len(line) && line[i+1] != ' ' {
		return "", "", false
	}
	return line[:i], strings.TrimLeft(s[i+1:], " "), isFieldName(line[:i])
}

// isFieldName reports whether a text is the name of a field rather than the
// start of a sentence.
func isFieldName(s string) bool {
	if len(s) < 2 || len(s) > 30 || s[0] < 'A' || s[0] > 'Z' || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isWordByte(c) && c != ' ' || c == '_' {
			return false
		}
	}
	return true
}

func isWordByte(c byte) bool {
	return markdown.IsAlnum(c) || c == '_' || c == '-'
}
