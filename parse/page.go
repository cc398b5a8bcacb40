package parse

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/affected"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// page is the state that the readers of all formats share about the page of an
// incident: its language, its zone, the incident, and, for text, its lines.
type page struct {
	in       *input
	phrases  *words.Language
	given    *time.Location       // zone from the caller
	known    []incident.Component // components from the caller
	maxDepth int                  // limit of nested brackets in names of components
	lines    []tree.Line
	planned  tree.Line // window of a maintenance
	named    tree.Line // sentence that names the components
	spaced   bool      // a copy in which every space is U+00A0 or similar
	inc      *incident.Incident
	clock    *pagezone.Zone
	shared   bool            // clock is that of all reports
	loc      *time.Location  // location of clock
	last     incident.Status // status of the latest update so far
}

func newPage(in *input, data []byte, zone *time.Location, known []incident.Component, maxDepth int) *page {
	return &page{in: in, phrases: words.Of(data), given: zone, known: known, maxDepth: maxDepth}
}

// begin adds an incident to the document.
func (p *page) begin() {
	p.inc = &incident.Incident{Page: incident.Page{Lang: p.phrases.PageLang()}}
	p.last, p.planned, p.named = "", tree.Line{}, tree.Line{}
	if p.in.doc.Many {
		p.in.path = fmt.Sprintf("incidents[%d].", len(p.in.doc.Incidents))
	}
	p.in.doc.Incidents = append(p.in.doc.Incidents, p.inc)
}

// split splits the source into lines. A line without visible characters is
// blank.
func (p *page) split() {
	src := p.in.src
	p.lines = make([]tree.Line, 0, 1+strings.Count(src, "\n"))
	breaks := "\n"
	if strings.ContainsFunc(lineBreaks, func(r rune) bool { return strings.ContainsRune(src, r) }) {
		breaks += lineBreaks
	}
	for start := len(src) - len(strings.TrimPrefix(src, "\ufeff")); start < len(src); {
		end, next := len(src), len(src)
		if i := strings.IndexAny(src[start:], breaks); i >= 0 {
			end = start + i
			_, n := utf8.DecodeRuneInString(src[end:])
			if next = end + n; strings.HasPrefix(src[end:], "\r\n") {
				next++
			}
		}
		from, to := trim(src, start, end)
		p.lines = append(p.lines, tree.Line{Start: from, End: to})
		start = next
	}
}

// lineBreaks are the characters other than LF that end a line. Old systems and
// word processors write them; the writers of this module do not.
const lineBreaks = "\r\v\f\u0085\u2028\u2029"

func (p *page) lineText(l tree.Line) string { return p.in.src[l.Start:l.End] }

func (p *page) kindOf(l tree.Line) words.Line { return p.phrases.Line(p.in.data[l.Start:l.End:l.End]) }

// subtitle reads the second line of the page. It reports whether the text is
// one.
func (p *page) subtitle(text string) bool {
	name, maintenance, ok := p.phrases.Subtitle(markdown.WithoutIsolates(text))
	p.spaced = ok && !strings.Contains(text, " ")
	if name != "" {
		p.inc.Page.Name = markdown.Line(name)
	}
	if maintenance {
		p.inc.Impact = incident.ImpactMaintenance
	}
	return ok
}

// components reads the sentence that names the components, beginning after its
// colon.
func (p *page) components(s string, at int) []incident.Component {
	list, notes, err := p.sentence().Read(markdown.WithoutIsolates(s))
	if err != nil {
		p.in.fail(at, incident.CodeLimit, err)
	}
	for _, n := range notes {
		p.in.note(n.Code, n.Path, at, n.Text)
	}
	return list
}

func (p *page) sentence() affected.Reader {
	return affected.Reader{Words: p.phrases, Known: p.known, MaxDepth: p.maxDepth}
}

// affected reads the sentence that names the components, with the text of line
// l.
func (p *page) affected(text string, l tree.Line) {
	colon := strings.IndexByte(text, ':') + 1
	names := strings.ReplaceAll(text[colon:], "\n", " ")
	if !strings.Contains(text[:colon], " ") {
		names = strings.Join(strings.Fields(names), " ") // in a copy, U+00A0 stands for every space, not only for one inside a name
	}
	p.inc.Components = p.components(names, l.Start+colon)
	p.named = l
	p.in.recordLine(placeComponents, 0, l)
}

// isStamp reports whether a line is the time of an update and nothing else.
func (p *page) isStamp(l tree.Line) bool {
	s, err := p.phrases.ParseStamp(p.in.data[l.Start:l.End])
	return err == nil && s.Zone != ""
}

// noteRepeated notes that the label of update i, at an offset, repeats the
// status before it.
func (p *page) noteRepeated(status incident.Status, i, at int) {
	if status == p.last {
		p.in.note(NoteRepeated, place{kind: placeStatus, i: int32(i)}.path(), at, fmt.Sprintf("the label repeats the one before it and will be written as %q", p.phrases.Word(words.Update)))
	}
}

// add adds the update of a post, which is newer than the ones before it.
func (p *page) add(b *post, u incident.Update) {
	i := len(p.inc.Updates)
	if b.stamp >= 0 {
		p.in.recordLine(placeAt, i, p.lines[b.stamp])
	}
	u.At, u.EditedAt = b.when, p.edited(b, placeEdited, i)
	if !u.Retracted() {
		p.last = u.Status
	}
	p.inc.Updates = append(p.inc.Updates, u)
}

// ending reads the last line of a post, which may say when an update was
// retracted, if it is the only line, or promise the next update. The function
// above returns the text above the line. The result is false if the line is
// part of the text: a sentence that merely begins like a retraction, or a
// promise that the text above makes as well, because no writer would add such a
// line then.
func (p *page) ending(b *post, l tree.Line, only bool, above func() string, u *incident.Update) bool {
	i := len(p.inc.Updates)
	switch p.kindOf(l) {
	case words.LineRetracted:
		if _, err := p.phrases.ParseStamp(p.in.data[l.Start:l.End]); err != nil || !only {
			return false
		}
		u.RetractedAt = p.markedTime(l, placeRetracted, i)
		return true
	case words.LineNextUpdate:
		at, ok := p.moment(l, b.when)
		if !ok || report.Announces(above(), b.when, at, p.loc) {
			return false
		}
		u.NextUpdate = at
		p.in.recordLine(placeNext, i, l)
		return true
	}
	return false
}

// edited reads the line below a stamp that says when the text was last changed.
func (p *page) edited(b *post, kind placeKind, i int) time.Time {
	if b.edited < 0 {
		return time.Time{}
	}
	return p.markedTime(p.lines[b.edited], kind, i)
}

// markedTime reads a line with a time and records its place.
func (p *page) markedTime(l tree.Line, kind placeKind, i int) time.Time {
	s, ok := p.stampOf(l)
	if !ok {
		return time.Time{}
	}
	t := p.resolve(&s)
	p.in.recordLine(kind, i, l)
	return t
}

// moment reads the time of a promise. Without a date, it is on the day of ref.
func (p *page) moment(l tree.Line, ref time.Time) (time.Time, bool) {
	text, _ := p.phrases.Cut(p.lineText(l), words.NextUpdate)
	text, others, _ := strings.Cut(text, " · ")
	w, n := civil.Read(text)
	if n == 0 || !w.HasTime || ref.IsZero() || strings.TrimLeft(text[n:], "/ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return time.Time{}, false
	}
	day := civil.DateOf(ref, p.loc)
	if w.Date.IsZero() {
		w.Date = day
	} else if w.Date.Year == 0 {
		w.Date.Year = day.Year
	}
	r := civil.Resolve(civil.DateTime{Date: w.Date, Time: w.Time}, w.Zone, p.loc)
	if others != "" {
		p.in.otherZones(l.Start)
	}
	return r.Time, r.Kind == civil.OK
}

// tense notes that the sentence of the components will come back in another
// tense.
func (p *page) tense() {
	if len(p.inc.Components) == 0 || p.named.Blank() {
		return
	}
	text := p.lineText(p.named)
	_, over := p.phrases.Cut(text, words.IncidentAffected)
	if _, ok := p.phrases.Cut(text, words.MaintenanceAffected); ok {
		over = true
	}
	if over != p.inc.Status().IsFinal() {
		p.in.note(NoteTense, "components", p.named.Start, "the tense of the sentence does not fit the status; it will be written in the tense that does")
	}
}

// published reads the postmortem of a page from the tree of its post.
func (p *page) published(b *post, doc *tree.Document, ctx report.Context) {
	pm := &incident.Postmortem{PublishedAt: b.when}
	p.inc.Postmortem = pm
	if b.stamp >= 0 {
		p.in.recordLine(placePublished, 0, p.lines[b.stamp])
	}
	pm.EditedAt = p.edited(b, placePMEdited, 0)
	ctx.Published = b.when
	p.sections(doc, ctx)
}

// sections reads the tree of a postmortem into the incident.
func (p *page) sections(doc *tree.Document, ctx report.Context) {
	ctx.Phrases, ctx.Anchor = p.phrases, p.oldest()
	if n := len(p.inc.Updates); n > 0 {
		ctx.Last = p.inc.Updates[n-1].At
	}
	if p.inc.Page.TimeZone != "" {
		ctx.Page = p.loc
	}
	pm := p.inc.Postmortem
	ctx.Titles = [2]string{p.inc.Title, pm.Title}
	result := report.Read(doc, ctx)
	if result.Title != "" {
		pm.Title = result.Title
	}
	pm.Sections = result.Sections
	for _, at := range result.Places {
		p.in.record(placePMTitle+placeKind(at.Kind), at.I, at.J, at.Start, at.End) // the kinds have the same order
	}
	for _, n := range result.Notes {
		p.in.note(n.Code, n.Path, n.At, n.Text)
	}
}
