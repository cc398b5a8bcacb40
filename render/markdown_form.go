package render

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// formOf returns the form in which the content of a section is to be written.
// Timelines default to a table and fields to a list. For actions it returns "",
// since the plan decides.
func formOf(s *incident.Section) incident.Form {
	form := s.Form
	if !form.Valid() {
		form = ""
	}
	switch {
	case s.Timeline != nil:
		return timelineForm(s.Timeline, form)
	case len(s.Fields) > 0:
		if form == incident.FormTable || form == incident.FormNumbered {
			return form
		}
		for _, f := range s.Fields {
			if form != incident.FormParagraphs || !isParagraph(f.Value) {
				return incident.FormBullets
			}
		}
	case len(s.Actions) > 0:
		for i := range s.Actions {
			t := s.Actions[i].Text
			if form == incident.FormParagraphs && (!isParagraph(t) || markdown.IsTask(t)) {
				form = incident.FormBullets
			}
			if strings.TrimSpace(t) == "" {
				return incident.FormTable
			}
		}
	}
	return form
}

func timelineForm(tl *incident.Timeline, form incident.Form) incident.Form {
	if form == incident.FormTable || len(tl.Events) == 0 {
		return incident.FormTable
	}
	lines, paragraphs := true, true
	for i := range tl.Events {
		e := &tl.Events[i]
		lines = lines && !strings.Contains(strings.Trim(e.Text, " \t\r\n"), "\n")
		paragraphs = paragraphs && form == incident.FormParagraphs && isParagraph(e.Text)
		if len(e.Extra) > 0 || e.By != "" {
			return incident.FormTable
		}
		if e.At.IsZero() && markdown.Line(e.Written) == "" {
			paragraphs = false
			if t := strings.TrimLeft(e.Text, " \t\n"); t == "" || t[0] == '*' || t[0] == '<' {
				return incident.FormTable // the text would be taken for the time
			}
		}
	}
	switch {
	case form == "" && lines:
		return incident.FormTable
	case form == incident.FormParagraphs && paragraphs, form == incident.FormNumbered:
		return form
	}
	return incident.FormBullets
}

// isParagraph reports whether md is at most one paragraph.
func isParagraph(md string) bool {
	blocks, err := markdown.Blocks(trimBlankLines(markdown.Source(md)))
	return err == nil && (len(blocks) == 0 || len(blocks) == 1 && blocks[0].Kind == markdown.BlockParagraph)
}
