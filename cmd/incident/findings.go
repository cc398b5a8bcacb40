package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/parse"
)

// origin is the document that a postmortem was read from. The zero value means
// that it is not known.
type origin struct {
	name   string
	doc    *parse.Document
	prefix string          // of paths, if the document has several incidents
	notes  []incident.Note // notes of the reader, if doc is nil
}

// position returns the place of a byte of a value. If the document does not
// have the value, the place is the one of the value around it.
func (o origin) position(path string, offset int) (line, column int, ok bool) {
	if o.doc == nil {
		return 0, 0, false
	}
	path = o.prefix + path
	line, column, ok = o.doc.Position(path, offset)
	for !ok && strings.ContainsAny(path, ".[") {
		path = path[:strings.LastIndexAny(path, ".[")]
		line, column, ok = o.doc.Position(path, 0)
	}
	return line, column, ok
}

// at returns an error about a value with its place.
func (o origin) at(e *incident.FieldError) error {
	err := &incident.SourceError{File: o.name, Path: o.prefix + e.Path, Code: e.Code, Err: e.Err}
	err.Line, err.Column, _ = o.position(e.Path, 0)
	return err
}

// templateOf returns the template that the front matter of a postmortem names,
// or the zero template, which requires nothing.
func templateOf(pm *incident.Postmortem) incident.Template {
	t, _ := incident.LookupTemplate(templateName(pm.FrontMatter))
	return t
}

// templateName returns the name of the template in front matter, or "".
func templateName(frontMatter string) string {
	for line := range strings.SplitSeq(frontMatter, "\n") {
		if name, ok := strings.CutPrefix(line, "template:"); ok {
			return strings.Trim(strings.TrimSpace(name), `"'`)
		}
	}
	return ""
}

var errEmptySection = errors.New("nothing is below this heading")

// findings returns the faults of a published postmortem: gaps, headings with
// nothing below them, and fields that contradict the incident. A draft has
// none.
func findings(inc *incident.Incident, t incident.Template) []*incident.FieldError {
	if !inc.Postmortem.Published() {
		return nil
	}
	return slices.DeleteFunc(openParts(inc, t), func(e *incident.FieldError) bool {
		i := sectionOf(e)
		return i >= 0 && inc.Postmortem.Sections[i].Internal
	})
}

// sectionOf returns the index of the section that an error is about, or -1.
func sectionOf(e *incident.FieldError) int {
	i := -1
	fmt.Sscanf(e.Path, "postmortem.sections[%d]", &i)
	return i
}

// openParts returns the gaps of a postmortem, its headings with nothing below
// them, and its fields that contradict the incident.
func openParts(inc *incident.Incident, t incident.Template) []*incident.FieldError {
	pm := inc.Postmortem
	var gaps incident.Errors
	errors.As(t.Check(pm), &gaps)
	list := []*incident.FieldError(gaps)
	open := make(map[int]bool) // sections with a gap
	for _, e := range gaps {
		open[sectionOf(e)] = true
	}
	for i := range pm.Sections {
		s := &pm.Sections[i]
		at := fmt.Sprintf("postmortem.sections[%d]", i)
		if !open[i] && isEmpty(pm.Sections[i:]) {
			list = append(list, &incident.FieldError{Path: at, Code: incident.CodeRequired, Err: errEmptySection})
		}
		for k, f := range s.Fields {
			if err := contradiction(inc, f); err != nil {
				list = append(list, &incident.FieldError{Path: fmt.Sprintf("%s.fields[%d].value", at, k), Code: incident.CodeConflict, Err: err})
			}
		}
	}
	return list
}

// isEmpty reports whether the first section has a heading with nothing below it
// before the next heading of its level.
func isEmpty(list []incident.Section) bool {
	if list[0].Heading == "" {
		return false
	}
	for i := range list {
		s := &list[i]
		if i > 0 && s.Heading != "" && s.Level <= list[0].Level {
			break
		}
		if !incident.IsPlaceholder(s.Body) || !incident.IsPlaceholder(s.After) || s.Timeline != nil || len(s.Fields)+len(s.Actions) > 0 {
			return false
		}
		if i > 0 && s.Heading != "" {
			return false // the heading below it is reported instead
		}
	}
	return true
}

// contradiction returns an error if a field states a time or a duration that
// differs from the incident's. A stated value is contradicted only by a stated
// one, and a concluded one ("~1 h") by any. An end of the impact is
// contradicted by an incident that is not over.
func contradiction(inc *incident.Incident, f incident.Field) error {
	fact := factOf(f.Name)
	if fact == "" || incident.IsPlaceholder(f.Value) {
		return nil
	}
	value, known := inc.Fact(fact)
	concluded := strings.HasPrefix(strings.TrimSpace(f.Value), "~")
	switch ends := fact == incident.FactEnd || fact == incident.FactDuration; {
	case ends && len(inc.Updates) > 0 && !inc.Status().IsFinal() && (!known || concluded):
		return fmt.Errorf("%s is %s, but the incident is not over", f.Name, f.Value)
	case !known, strings.HasPrefix(value, "~") && !concluded, sameValue(inc, f.Value, value):
		return nil
	}
	return fmt.Errorf("%s is %s, but the incident says %s", f.Name, f.Value, value)
}

// moments are the facts that are times or durations.
var moments = []incident.Fact{
	incident.FactStart, incident.FactEnd, incident.FactDetected, incident.FactMitigated, incident.FactResolved, incident.FactDuration,
	incident.FactTimeToDetect, incident.FactTimeToAcknowledge, incident.FactTimeToMitigate, incident.FactTimeToRecover, incident.FactTimeToResolve,
}

// factOf returns the fact that templates put in a field of the given name, if
// it is a time or a duration.
func factOf(name string) incident.Fact {
	name = strings.TrimSuffix(strings.TrimSpace(name), ":")
	for _, t := range incident.Templates() {
		for _, s := range t.Sections {
			for _, f := range s.Fields {
				if strings.EqualFold(f.Name, name) && slices.Contains(moments, f.Fact) {
					return f.Fact
				}
			}
		}
	}
	return ""
}

// sameValue reports whether two values state the same minute or duration. It
// returns true if either of them states none or several.
func sameValue(inc *incident.Incident, a, b string) bool {
	loc := location(inc)
	var near time.Time
	if len(inc.Updates) > 0 {
		near = inc.Updates[0].At
	}
	stated := func(value string) (time.Time, time.Duration) {
		value = strings.TrimLeft(strings.TrimSpace(value), "~")
		list := claim.Read(value, near, loc)
		if len(list) != 1 {
			return time.Time{}, 0
		}
		length, _ := list[0].Length.Duration()
		if list[0].Kind == claim.Time {
			return list[0].At.Time.Truncate(time.Minute), 0
		}
		return time.Time{}, length
	}
	atA, lengthA := stated(a)
	atB, lengthB := stated(b)
	switch {
	case !atA.IsZero() && !atB.IsZero():
		return atA.Equal(atB)
	case lengthA > 0 && lengthB > 0:
		return lengthA.Round(time.Minute) == lengthB.Round(time.Minute)
	}
	return true
}
