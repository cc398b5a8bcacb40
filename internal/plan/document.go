package plan

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Document is the plan of a postmortem, or of a history, which has only
// sections.
type Document struct {
	Label    words.Word // label of the block; [words.NoWord] in a history
	Draft    bool
	Title    string // its own title, which must be guarded
	Posted   Line   // after the sections
	Edited   Line
	report   *Report
	sections []incident.Section
}

// Document returns the plan of the postmortem or the history. It returns false
// if the report shows none.
func (r *Report) Document() (d Document, ok bool) {
	switch pm := r.Incident.Postmortem; {
	case r.days != nil:
		return Document{report: r, sections: r.days}, true
	case r.ShowsPostmortem():
		d = Document{Label: words.Postmortem, Draft: !pm.Published(), Title: pm.Title,
			Posted: Line{Word: words.Posted, At: pm.PublishedAt}, Edited: Line{Word: words.Edited, At: pm.EditedAt},
			report: r, sections: pm.Sections}
		if d.Draft {
			d.Label = words.PostmortemDraft
		}
		return d, true
	}
	return d, false
}

// Len returns the number of sections left, including those that the report does
// not show.
func (d *Document) Len() int { return len(d.sections) }

// Next stores the next section that the report shows in s. It returns false if
// there is none.
func (d *Document) Next(s *Section) bool {
	source := d.NextSource()
	if source != nil {
		*s = d.report.Section(source, source.Form, d.report.anchor())
	}
	return source != nil
}

// NextSource returns the next section that the report shows, as in the model,
// or nil if there is none.
func (d *Document) NextSource() *incident.Section {
	for len(d.sections) > 0 {
		source := &d.sections[0]
		d.sections = d.sections[1:]
		if !source.Internal || d.report.options.Internal {
			return source
		}
	}
	return nil
}

// anchor returns an instant on the day on which a reader puts undated rows of a
// timeline: that of the first update, if the report shows it.
func (r *Report) anchor() time.Time {
	if r.Posts() == 0 {
		return time.Time{}
	}
	return r.Incident.Updates[0].At
}

// Section is the plan of a section.
type Section struct {
	Source  *incident.Section
	Heading string // heading with the zones shown
	Suffix  string // label of the zones after the heading; "": none
	Body    string // Markdown
	Content Content
	After   string // Markdown
}

// Section returns the plan of a section with its content in a form. The
// argument anchor is an instant on the day of undated rows; zero if none is
// known.
func (r *Report) Section(source *incident.Section, form incident.Form, anchor time.Time) Section {
	s := Section{Source: source, Heading: source.Heading, Body: source.Body, After: source.After}
	s.Content = Content{Form: form, lang: r.Lang, internal: r.options.Internal, whole: r.options.Whole, source: source}
	s.Content.plan(r, anchor)
	if s.Content.Kind == TimelineContent {
		t := &s.Content.Timeline
		s.Heading, s.Body = t.Text(s.Heading), t.Text(s.Body)
		if s.Content.Form != incident.FormTable {
			s.Suffix = t.Suffix
		}
	}
	return s
}

// AppendHeading appends the heading with the label of the zones, which goes
// before a colon at its end: "Timeline (CET):".
func (s *Section) AppendHeading(dst []byte) []byte {
	if rest, ok := strings.CutSuffix(strings.TrimRight(s.Heading, " "), ":"); ok && s.Suffix != "" {
		return append(appendSuffix(markdown.AppendLine(dst, rest), s.Suffix), ':')
	}
	return appendSuffix(markdown.AppendLine(dst, s.Heading), s.Suffix)
}

func appendSuffix(dst []byte, label string) []byte {
	if label == "" {
		return dst
	}
	return append(markdown.AppendLine(append(dst, " ("...), label), ')')
}
