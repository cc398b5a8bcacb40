package render

import (
	"io"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// Text writes reports as plain text, in the form of a status page. The zero
// value writes labels and blank lines, times in the page's zone.
type Text struct {
	Layout Layout // "": LayoutLabelsSpaced
	// Zones are the zones to show times in; the first one leads. nil: the page's,
	// and each timeline's own.
	Zones    []*time.Location
	Drafts   bool // show a postmortem that is not published
	Internal bool // show the internal sections and actions of a postmortem
}

// Append appends the page of the incident to dst and returns it: title, second
// line, window of a maintenance, postmortem, updates from the newest to the
// oldest, affected components. A draft postmortem is left out unless t.Drafts. A
// nil incident appends nothing.
func (t Text) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	var p textPrinter
	p.init(t, dst, inc)
	p.header()
	if pm := inc.Postmortem; pm.Published() || pm != nil && t.Drafts {
		p.postmortem(pm)
	}
	for i := len(inc.Updates) - 1; i >= 0; i-- {
		p.update(i)
	}
	p.affected()
	return p.finish()
}

// AppendPostmortem appends the postmortem alone, as a page that has nothing
// else: title, second line, postmortem. It prints a draft, because that was asked
// for by name, and marks it. An incident without a postmortem appends nothing.
func (t Text) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	if inc == nil || inc.Postmortem == nil {
		return dst
	}
	var p textPrinter
	p.init(t, dst, inc)
	p.alone = true
	p.header()
	p.postmortem(inc.Postmortem)
	return p.finish()
}

// AppendUpdate appends one update as it stands on the page: label, body, time. i
// is its place in Updates.
func (t Text) AppendUpdate(dst []byte, inc *incident.Incident, i int) []byte {
	var p textPrinter
	p.init(t, dst, inc)
	p.update(i)
	return p.finish()
}

// Write writes the page of the incident with one Write. The error is that of w.
func (t Text) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(t.Append(nil, inc))
	return err
}

// textPrinter is the state of one call.
type textPrinter struct {
	Text
	inc     *incident.Incident
	dst     []byte
	start   int // of the report in dst
	phrases *words.Language
	page    *time.Location
	forges  func([]byte) bool // whether a line would be read as structure
	alone   bool              // the postmortem without the page around it
	html    bool              // HTML is written: fields are escaped, instants stand in time elements
}

// init fills p in place, so that it can stay on the stack.
func (p *textPrinter) init(t Text, dst []byte, inc *incident.Incident) {
	p.Text, p.inc, p.dst, p.start = t, inc, dst, len(dst)
	p.phrases, p.page = words.For(inc.Page.Lang), location(inc.Page)
	p.forges = forges(p.phrases)
}

// forges returns the test for lines that a reader would take for structure. The
// usual one costs no closure.
func forges(phrases *words.Language) func([]byte) bool {
	if phrases == words.English() {
		return forgesEnglish
	}
	return phrases.Forges
}

func forgesEnglish(line []byte) bool { return words.English().Forges(line) }

func (p *textPrinter) finish() []byte {
	end := len(p.dst)
	for end > p.start && p.dst[end-1] == '\n' {
		end--
	}
	if end == p.start {
		return p.dst[:end]
	}
	return append(p.dst[:end], '\n')
}

func (p *textPrinter) text(s string) { p.dst = append(p.dst, s...) }

func (p *textPrinter) word(w words.Word) { p.dst = append(p.dst, p.phrases.Word(w)...) }

func (p *textPrinter) line() { p.dst = append(p.dst, '\n') }

// blank ends the line and, in the layouts that have it, leaves one empty.
func (p *textPrinter) blank(always bool) {
	p.line()
	if always || p.Layout != LayoutLabels && p.Layout != LayoutPlain {
		p.line()
	}
}

// plain appends a field that is one line of text.
func (p *textPrinter) plain(s string) {
	if !p.html {
		p.dst = markdown.AppendLine(p.dst, s)
		return
	}
	if markdown.IsPlain(s) {
		p.dst = append(p.dst, s...)
		return
	}
	start := len(p.dst)
	p.dst = markdown.EscapeHTML(markdown.AppendLine(p.dst, s), start)
}

// markdown appends a body of whole lines.
func (p *textPrinter) markdown(s string) {
	p.dst = markdown.Text{Forges: p.forges}.Append(p.dst, s)
}

// inline appends the text of an item, a row or a field. What stands before it is
// part of its first line, so the caller guards the whole; the lines after the
// first are indented.
func (p *textPrinter) inline(s, indent string) {
	p.dst = markdown.Text{Indent: indent}.Append(p.dst, s)
}

func (p *textPrinter) header() {
	if start := len(p.dst); p.inc.Title != "" {
		p.plain(p.inc.Title)
		if len(p.dst) > start {
			p.blank(false)
		}
	}
	p.subtitle("")
	p.blank(p.Layout == LayoutPlain)
	if w := p.inc.Window; !w.IsZero() && !p.alone {
		p.window(w)
		p.blank(p.Layout == LayoutPlain)
	}
}

// subtitle appends the second line, "Incident Report for Example Shop", with the
// name as a link of HTML where url is not "".
func (p *textPrinter) subtitle(url string) {
	named, nameless := words.IncidentReportOf, words.IncidentReport
	if p.inc.IsMaintenance() {
		named, nameless = words.MaintenanceReportOf, words.MaintenanceReport
	}
	start := len(p.dst)
	p.word(named)
	p.text(" ")
	if url != "" {
		p.text(`<a href="`)
		p.dst = appendURL(p.dst, url)
		p.text(`">`)
	}
	name := len(p.dst)
	p.plain(p.inc.Page.Name)
	switch {
	case len(p.dst) == name: // nothing of it shows
		p.dst = p.dst[:start]
		p.word(nameless)
	case url != "":
		p.text("</a>")
	}
}

func (p *textPrinter) update(i int) {
	u := &p.inc.Updates[i]
	if p.Layout != LayoutPlain {
		if u.Status == "" || p.inc.Repeats(i) {
			p.word(words.Update)
		} else {
			p.status(u.Status)
		}
		p.blank(false)
	}
	if u.Retracted() {
		p.stampLine(words.Retracted, u.RetractedAt)
	} else {
		p.said(u)
	}
	p.stamps(u.At, u.EditedAt)
	if p.Layout == "" || p.Layout == LayoutLabelsSpaced {
		p.line()
	}
}

// said appends what an update says: its body, and the promise of the next one.
func (p *textPrinter) said(u *incident.Update) {
	start := len(p.dst)
	p.markdown(u.Body)
	if len(p.dst) > start {
		p.line()
	}
	if !u.NextUpdate.IsZero() && !typed.Announces(u.Body, u.At, u.NextUpdate, p.page) {
		if len(p.dst) > start {
			p.line()
		}
		p.word(words.NextUpdate)
		p.text(" ")
		p.moment(u.NextUpdate, u.At)
		p.line()
	}
}

// status appends the label of a status. A word that is not known is somebody's
// text.
func (p *textPrinter) status(s incident.Status) {
	if s.Valid() {
		p.dst = p.phrases.AppendStatus(p.dst, string(s))
		return
	}
	p.plain(string(p.phrases.AppendStatus(nil, string(s))))
}

// stamps appends the line with the time of an update and, where it was edited
// later, the line that says so.
func (p *textPrinter) stamps(at, edited time.Time) {
	p.stampLine(words.Posted, at)
	p.stampLine(words.Edited, edited)
}

// stampLine appends a line with a time that a word says the meaning of, unless
// the time is zero.
func (p *textPrinter) stampLine(w words.Word, at time.Time) {
	if at.IsZero() {
		return
	}
	p.word(w)
	p.text(" ")
	p.stamp(at)
	p.line()
}

// affected appends the sentence that names the components. Components of one
// group stand together, where the first of them stands.
func (p *textPrinter) affected() {
	var buf [16]incident.Affected
	list := p.inc.AppendAffected(buf[:0])
	if len(list) == 0 {
		return
	}
	// The sentence follows the last stamp without a blank line.
	for end := len(p.dst); end-2 >= p.start && p.dst[end-1] == '\n' && p.dst[end-2] == '\n'; end-- {
		p.dst = p.dst[:end-1]
	}
	p.sentence(list)
	p.line()
}

// sentence appends "This incident affected: A and B."
func (p *textPrinter) sentence(list []incident.Affected) {
	over := p.Layout == LayoutPlain || p.inc.Status().IsFinal()
	switch maintenance := p.inc.IsMaintenance(); {
	case maintenance && over:
		p.word(words.MaintenanceAffected)
	case maintenance:
		p.word(words.MaintenanceAffects)
	case over:
		p.word(words.IncidentAffected)
	default:
		p.word(words.IncidentAffects)
	}
	p.text(" ")
	p.components(list)
	p.text(".")
}
