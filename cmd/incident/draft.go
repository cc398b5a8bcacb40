package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// draft is a postmortem in a Markdown file.
type draft struct {
	name string
	src  lineText
	doc  *parse.Document
	inc  *incident.Incident // as read from the document

	insist bool // fill in the document even if its id or title is another incident's
}

func readDraft(name, text string) (*draft, error) {
	doc, err := parse.Markdown{}.Parse(name, []byte(text))
	if err != nil {
		return nil, err
	}
	if doc.Many || doc.Incidents[0].Postmortem == nil || len(doc.Incidents[0].Updates) > 0 {
		return nil, fileError(name, errors.New("this is the page of an incident; -into needs the document of a postmortem"))
	}
	return &draft{name: name, src: newLineText(text), doc: doc, inc: doc.Incidents[0]}, nil
}

// rendered returns the document that our writer makes of an incident whose
// postmortem has the given sections.
func rendered(inc *incident.Incident, sections []incident.Section) (*draft, error) {
	return readDraft("", string(render.Markdown{}.AppendPostmortem(nil, withSections(inc, sections))))
}

// withSections returns a shallow copy of an incident whose postmortem has the
// given sections.
func withSections(inc *incident.Incident, sections []incident.Section) *incident.Incident {
	other, pm := *inc, *inc.Postmortem
	other.Postmortem, pm.Sections = &pm, sections
	return &other
}

// template returns the name of the template in the front matter, or "".
func (d *draft) template() string { return templateName(d.inc.Postmortem.FrontMatter) }

// open returns the number of gaps that a template finds.
func (d *draft) open(t incident.Template) int {
	var gaps incident.Errors
	errors.As(t.Check(d.inc.Postmortem), &gaps)
	return len(gaps)
}

// join returns a copy of inc with the document as its postmortem. The document
// of another incident is an error unless insist is set.
func (d *draft) join(inc *incident.Incident) (*incident.Incident, error) {
	joined, doc := inc.Clone(), *d.inc
	err := belongs(inc, doc.ID, doc.Title)
	if d.insist {
		doc.ID, err = "", nil
	}
	if err == nil {
		err = joined.Attach(&doc)
	}
	if err != nil {
		return nil, fileError(d.name, fmt.Errorf("%w, or add -attach", err))
	}
	return joined, nil
}

// findings returns the faults that readers of the document would find, given
// the facts of the incident.
func (d *draft) findings(t incident.Template, inc *incident.Incident) ([]*incident.FieldError, error) {
	joined, err := d.join(inc)
	if err != nil {
		return nil, err
	}
	return findings(joined, t), nil
}

// begin returns the draft with the title of an incident and with its keys in
// the front matter. It returns nil unless the document was begun without an
// incident and has no title yet. If there is a timeline, the zone stays,
// because its times are written in it.
func (d *draft) begin(inc *incident.Incident) *draft {
	if d.template() == "" || d.inc.ID != "" || d.inc.Title != "" || inc.ID == "" && inc.Title == "" {
		return nil
	}
	named := *d.inc
	named.ID, named.Title = inc.ID, inc.Title
	if !hasTimeline(d.inc) {
		named.Page.TimeZone = inc.Page.TimeZone
	}
	head, err := rendered(&named, nil)
	if err != nil {
		return nil
	}
	matter := head.inc.Postmortem.FrontMatter
	edits := []edit{
		{start: d.src.offset(1), end: d.src.offset(d.top() - 1), text: matter + "\n", lines: true},
		d.insertion(d.top(), head.below(strings.Count(matter, "\n")+3), true),
	}
	sections := d.inc.Postmortem.Sections
	return d.edited(edits, withSections(head.inc, sections), make([]bool, len(sections)))
}

func hasTimeline(inc *incident.Incident) bool {
	return slices.ContainsFunc(inc.Postmortem.Sections, func(s incident.Section) bool { return s.Timeline != nil })
}

// wanted returns the document with everything filled in that the incident
// knows. A first timeline is written in the zone of the page.
func (d *draft) wanted(t incident.Template, inc *incident.Incident) (*incident.Incident, error) {
	joined, err := d.join(inc)
	if err != nil {
		return nil, err
	}
	after := d.inc.Clone()
	t.Fill(after.Postmortem, joined)
	if inc.Page.TimeZone != d.inc.Page.TimeZone && !hasTimeline(d.inc) {
		for i := range after.Postmortem.Sections {
			if tl := after.Postmortem.Sections[i].Timeline; tl != nil {
				tl.Zone = inc.Page.TimeZone
			}
		}
	}
	return after, nil
}
