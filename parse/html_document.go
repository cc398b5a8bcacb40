package parse

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/htmltree"
)

// document tries to read any page as a postmortem. It reports whether the page
// is one, that is, whether it has a section that only postmortems have. The
// page is converted to Markdown first, so that notes and errors have places in
// its content.
func (p *htmlReader) document() bool {
	top := cmp.Or(p.root.Named("main"), p.root.Named("article"), p.root.Named("body"), p.root)
	reader := Markdown{Zone: p.page.given, Known: p.page.known, Lax: true}
	concluded := false
	if reader.Zone == nil {
		reader.Zone, concluded = zoneOfTimes(top)
	}
	doc, err := reader.Parse(p.in.source.File, []byte(htmltext.Markdown{}.Inside(top)))
	if doc == nil || doc.Many || doc.Incidents[0].Postmortem == nil {
		return false
	}
	inc := doc.Incidents[0]
	if !slices.ContainsFunc(inc.Postmortem.Sections, isPostmortemPart) {
		return false
	}
	p.in.doc.Incidents = append(p.in.doc.Incidents, inc)
	if concluded {
		p.in.note(NoteZone, "page.time_zone", top.Start, reader.Zone.String()+" was concluded from the instants of the times")
	}
	for _, n := range doc.Notes {
		p.in.note(n.Code, n.Path, top.Start, n.Text)
	}
	if errs, ok := err.(incident.SourceErrors); ok {
		for _, e := range errs {
			p.in.fail(top.Start, e.Code, e.Err)
		}
	}
	return true
}

// zoneOfTimes returns the zone, with a fixed offset, in which a page shows the
// instants of its time elements, or false if it shows none or uses several
// offsets: UTC+1 for <time datetime="2024-03-05T10:05:00Z">11:05</time>.
func zoneOfTimes(top *htmltree.Node) (zone *time.Location, ok bool) {
	same := true
	offset := -1
	top.Walk(func(n *htmltree.Node) bool {
		at := n.Time()
		if at.IsZero() {
			return true
		}
		text := n.Line()
		shown, read := civil.Read(text)
		if read < len(text) || !shown.HasTime || shown.Zone != "" {
			return true
		}
		ahead := (shown.Time.Hour*60 + shown.Time.Minute - at.Hour()*60 - at.Minute() + 36*60) % (24 * 60)
		same = same && (offset < 0 || ahead == offset)
		offset = ahead
		return false
	})
	if offset < 0 || !same {
		return nil, false
	}
	zone, err := civil.Zone(fmt.Sprintf("UTC%+03d:%02d", offset/60-12, offset%60))
	return zone, err == nil
}

// isPostmortemPart reports whether a section is one that only postmortems have.
func isPostmortemPart(s incident.Section) bool {
	switch s.Kind {
	case incident.SectionTimeline, incident.SectionRootCause, incident.SectionActions, incident.SectionImpact, incident.SectionDetection,
		incident.SectionResolution, incident.SectionLessons:
		return true
	}
	return s.Timeline != nil
}
