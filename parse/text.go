package parse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/words"
)

// Text reads the page of an incident as plain text, in any layout of package
// render, and the home page and the history that site.Text writes. The zero
// value is strict, and concludes the zone from the abbreviations on the page.
type Text struct {
	// Zone is the zone of the page. If it is nil, the reader concludes the
	// zone that explains every abbreviation, and says so in a [NoteZone].
	Zone *time.Location
	// Known lists the components of the page. They decide how to separate
	// the names in the sentence of affected components; without them, its
	// commas do.
	Known []incident.Component
	// Lax makes Parse read on after an error and return everything that
	// could be read, along with all errors.
	Lax      bool
	MaxBytes int // limit of the input in bytes; 0 means 16 MiB
	MaxDepth int // limit of nested brackets in names of components; 0 means 32
}

const defaultMaxBytes = 16 << 20

// Parse reads data; name is the file name that errors show. It returns a
// Document or, without Lax, the first error, an [*incident.SourceError]. With
// Lax it may return both; the error is then [incident.SourceErrors], and the
// Document is nil only if nothing could be read.
func (t Text) Parse(name string, data []byte) (*Document, error) {
	in := newInput(t.Lax)
	page := newPage(in, data, t.Zone, t.Known, t.MaxDepth)
	p := textReader{in: in, page: page, frame: frame{page: page}}
	p.read(name, data, t.MaxBytes)
	return in.result(len(in.doc.Incidents) > 0 || in.doc.Many)
}

// textReader is the state of reading one page in plain text.
type textReader struct {
	in    *input
	page  *page
	frame frame // lines of the page
	at    int   // next line of the header
}

func (p *textReader) read(name string, data []byte, maxBytes int) {
	if !p.in.open(name, data, maxBytes, defaultMaxBytes) || !p.in.noNUL() {
		return
	}
	p.page.split()
	p.frame.copied = p.frame.cutPermalinks()
	shown := p.classify()
	if shown == 0 {
		p.in.failEmpty()
		return
	}
	p.in.doc.recorded = make([]place, 0, 4+shown)
	reports := p.reports()
	if p.in.failed() {
		return
	}
	lines, kinds := p.page.lines, p.frame.kinds
	for _, r := range reports {
		if p.readReport(lines[r[0]:r[1]:r[1]], kinds[r[0]:r[1]:r[1]]); p.in.failed() {
			return
		}
	}
}

// trim removes spaces from both ends of src[start:end]. A range without visible
// characters becomes empty.
func trim(src string, start, end int) (int, int) {
	const spaces = " \t\r\u00a0"
	isShown := func(c byte) bool { return c > ' ' && c < utf8.RuneSelf } // like the ends of nearly all lines
	if line := src[start:end]; line != "" && !(isShown(line[0]) && isShown(line[len(line)-1])) {
		start = end - len(strings.TrimLeft(line, spaces))
		end = start + len(strings.TrimRight(src[start:end], spaces))
	}
	if start < end && src[start] >= 0xe2 && strings.Trim(src[start:end], words.Invisible) == "" {
		return end, end
	}
	return start, end
}

// classify finds the role of each line. It returns the number of lines that are
// not blank.
func (p *textReader) classify() (shown int) {
	p.frame.kinds = make([]words.Line, len(p.page.lines))
	for i, l := range p.page.lines {
		if !l.Blank() {
			shown++
			if p.frame.kinds[i] = p.page.kindOf(l); strings.HasPrefix(p.page.lineText(l), words.Unknown) {
				p.frame.kinds[i] = words.LineStatus
			}
		}
	}
	p.frame.mend()
	return shown
}

// next returns the next line of the header that is not blank.
func (p *textReader) next() (l tree.Line, ok bool) {
	for p.at < len(p.page.lines) {
		if l = p.page.lines[p.at]; !l.Blank() {
			return l, true
		}
		p.at++
	}
	return tree.Line{Start: len(p.in.src), End: len(p.in.src)}, false
}

// header reads the title, the second line and the window of a maintenance.
func (p *textReader) header() {
	l, _ := p.next()
	// The first line is the title, whatever it says, if the second line of
	// a page follows. Otherwise it may itself be the second line of a page
	// without a title, or there may be lines above the title.
	first, title := p.at, p.at
	p.at++
	if second, ok := p.next(); !ok || !p.subheader(second) {
		p.at, title = first, -1
		if p.subheader(l) {
			// The page has no title.
		} else if at := p.frame.header(); at >= 0 {
			title = p.frame.before(at)
			p.frame.note(first, title, "above the title")
			p.at = at
			p.subheader(p.page.lines[at])
		} else { // not a page
			if !ok {
				second = l
			}
			p.in.fail(second.Start, incident.CodeSyntax, fmt.Errorf("want %q and the name of the page below the title; a postmortem alone is read as Markdown, from a file named .md", p.page.phrases.Word(words.IncidentReportOf)))
			p.at = first + 1
			p.page.inc.Title = markdown.Line(p.page.lineText(l))
		}
	}
	if title >= 0 {
		p.page.inc.Title = markdown.Line(p.frame.text(title))
		if p.page.spaced {
			p.page.inc.Title = strings.Join(strings.Fields(p.page.inc.Title), " ")
		}
		p.in.recordLine(placeTitle, 0, p.page.lines[title])
	}
	if l, ok := p.next(); ok && p.frame.kinds[p.at] == words.LineWindow {
		p.at++
		p.page.planned = l
		p.in.recordLine(placeWindow, 0, l)
	}
	p.at = p.frame.skipLinks(p.at)
}

// subheader reads the line that names the page, which a copy may have broken in
// two, and moves past it.
func (p *textReader) subheader(l tree.Line) bool {
	text, start, at := p.page.lineText(l), l.Start, p.at
	if slices.Contains(p.page.phrases.Updates.SplitTitles, text) {
		if p.at++; p.at < len(p.page.lines) {
			text += " " + p.frame.text(p.at)
		}
	}
	p.at++
	if p.page.subtitle(text) {
		p.in.record(placePage, 0, 0, start, l.End)
		return true
	}
	p.at = at
	return false
}

// post is an update or the postmortem, as indexes of lines. In Markdown, the
// label and the ends of the body are indexes of blocks.
type post struct {
	label  words.Line // LineText if there is none
	line   int        // its label
	from   int        // first line of the body
	to     int        // line after the body
	stamp  int        // -1 if there is none
	edited int        // -1 if there is none
	shown  pagezone.Stamp
	when   time.Time
}

// posts finds the posts, in the order of the page, and reads the lines below
// the last one. A post ends at its stamp, or at the line below the stamp that
// says when it was edited.
func (p *textReader) posts() []post {
	stamps, firstStamp := 0, 0
	for i, kind := range p.frame.kinds {
		if kind == words.LineStamp {
			if stamps++; stamps == 1 {
				firstStamp = i
			}
		}
	}
	copied := p.frame.isCopy(p.at)
	if copied {
		p.at = p.frame.skipPicture(p.at, firstStamp)
	}
	p.unlabel()
	list := make([]post, 0, stamps)
	begin := p.at // first line of the next post
	for i := p.at; i < len(p.page.lines); i++ {
		switch p.frame.kinds[i] {
		case words.LineStamp:
			if first := p.frame.after(begin); copied && !p.frame.kinds[first].IsLabel() {
				begin = p.frame.skipPicture(begin, i)
			}
			list = p.addPost(list, begin, i)
			begin = i + 1
			if k := p.frame.after(begin); k >= 0 && p.frame.kinds[k] == words.LineEdited {
				list[len(list)-1].edited = k
				begin, i = k+1, k
			}
		case words.LineStatus, words.LineUpdate:
			// A draft has no stamp; it ends at the next label.
			if first := p.frame.after(begin); first >= 0 && first < i && p.frame.kinds[first] == words.LinePostmortemDraft {
				list = append(list, post{label: words.LinePostmortemDraft, line: first, from: first + 1, to: i, stamp: -1, edited: -1})
				begin = i
			}
		}
	}
	if sentence := slices.Index(p.frame.kinds[begin:], words.LineAffected); copied && sentence > 0 {
		p.frame.note(begin, begin+sentence, "above the components")
		begin += sentence
	}
	return p.tail(list, begin)
}

// unlabel turns labels into text if the page has no labels: if no label has a
// body and some bodies have no label, then a lone "Resolved" is the text of an
// update.
func (p *textReader) unlabel() {
	begin, bare, bodies := p.at, 0, 0
	for i := p.at; i < len(p.page.lines); i++ {
		if p.frame.kinds[i] == words.LineEdited && p.frame.after(begin) == i {
			begin = i + 1
		}
		if p.frame.kinds[i] != words.LineStamp {
			continue
		}
		switch first := p.frame.after(begin); p.frame.kinds[first] {
		case words.LinePostmortem, words.LinePostmortemDraft:
			return
		case words.LineStatus, words.LineUpdate:
			if p.frame.after(first+1) < i {
				return
			}
			bare++
		case words.LineStamp: // the post is empty
		default:
			bodies++
		}
		begin = i + 1
	}
	if bare == 0 || bodies == 0 {
		return
	}
	for i, kind := range p.frame.kinds {
		if kind == words.LineStatus || kind == words.LineUpdate {
			p.frame.kinds[i] = words.LineText
		}
	}
}

// addPost adds the post in the lines from begin to stamp. The first post
// decides whether the page has labels. If it has, lines without a label are no
// post: they continue the post above, whose stamp was part of its body.
func (p *textReader) addPost(list []post, begin, stamp int) []post {
	b := post{from: begin, to: stamp, stamp: stamp, edited: -1}
	if first := p.frame.after(begin); first < stamp {
		kind := p.frame.kinds[first]
		// On a page with labels, a label may have the spelling of a
		// person: "*resolved*".
		if len(list) > 0 && list[0].label != words.LineText && !kind.IsLabel() {
			_, kind = p.page.phrases.Label(p.frame.text(first))
		}
		if kind.IsLabel() {
			b.label, b.line, b.from = kind, first, first+1
			p.frame.noteLabels(&b)
		}
	}
	if n := len(list); n > 0 && b.label == words.LineText && list[0].label != words.LineText {
		last := &list[n-1]
		last.to, last.stamp, last.edited = stamp, stamp, -1
		return list
	}
	if n := len(list); n == 1 && b.label != words.LineText && list[0].label == words.LineText {
		p.in.fail(p.page.lines[p.frame.after(list[0].from)].Start, incident.CodeSyntax, errors.New("text before the first label"))
	}
	return append(list, b)
}

// tail reads the lines below the last stamp, which may only be the sentence
// that names the components.
func (p *textReader) tail(list []post, begin int) []post {
	i := p.frame.after(begin)
	// A draft of a postmortem has no stamp.
	if i >= 0 && p.frame.kinds[i] == words.LinePostmortemDraft {
		end := len(p.page.lines)
		for k := i + 1; k < end; k++ {
			if p.frame.kinds[k] == words.LineAffected {
				end = k
			}
		}
		list = append(list, post{label: words.LinePostmortemDraft, line: i, from: i + 1, to: end, stamp: -1, edited: -1})
		i = p.frame.after(end)
	}
	// A page without any stamp: with Lax, its text is one post.
	if len(list) == 0 && i >= 0 && p.frame.kinds[i] != words.LineAffected {
		end := len(p.in.src)
		if p.in.doc.Many {
			end = p.page.lines[len(p.page.lines)-1].End
		}
		p.in.fail(end, incident.CodeRequired, fmt.Errorf("no line %q with the time of an update", p.page.phrases.Word(words.Posted)))
		return append(list, post{from: i, to: len(p.page.lines), stamp: -1, edited: -1})
	}
	if i < 0 {
		return list
	}
	l := p.frame.sentence(i)
	if p.frame.kinds[i] != words.LineAffected {
		if isAround(p.page.phrases, p.frame.text(i)) && !p.frame.hasLabel(i) {
			p.frame.note(i, len(p.page.lines), "below the report")
			return list
		}
		p.in.fail(l.Start, incident.CodeSyntax, fmt.Errorf("text after the last update; an update ends with a line %q and its time", p.page.phrases.Word(words.Posted)))
		return list
	}
	p.page.affected(p.page.lineText(l), l)
	if k := p.frame.after(i + 1); k >= 0 {
		if p.frame.hasLabel(k) {
			p.in.fail(p.page.lines[k].Start, incident.CodeSyntax, errors.New("an update below the components has no time"))
			return list
		}
		p.frame.note(k, len(p.page.lines), "below the report")
	}
	return list
}

// build makes the incident from its posts: first the updates, from oldest to
// newest, then everything that depends on them.
func (p *textReader) build(posts []post) {
	layout := p.layout(posts)
	if len(p.in.doc.Incidents) == 1 {
		p.in.doc.Layout = layout
	}
	pm := p.postmortemPost(posts)
	p.page.inc.Updates = make([]incident.Update, 0, len(posts))
	for i := len(posts) - 1; i >= 0; i-- {
		if i != pm {
			p.update(&posts[i])
		}
	}
	if layout == "plain" {
		p.inferStatuses(posts)
	}
	p.page.window()
	if pm >= 0 {
		p.postmortem(&posts[pm])
	}
	if layout != "plain" {
		p.page.tense()
	}
}

// layout returns the name of the layout of the page.
func (p *textReader) layout(posts []post) string {
	labels, spaced := 0, 0
	for i := range posts {
		if b := &posts[i]; b.label != words.LineText {
			labels++
			if b.from < len(p.page.lines) && p.page.lines[b.from].Blank() && (b.label == words.LineStatus || b.label == words.LineUpdate) {
				spaced++
			}
		}
	}
	switch {
	case labels == 0:
		return "plain"
	case spaced > 0:
		return "labels-spaced"
	}
	return "labels"
}

// update adds the update of a post, which is newer than the ones before it.
func (p *textReader) update(b *post) {
	i := len(p.page.inc.Updates)
	var u incident.Update
	switch b.label {
	case words.LineStatus:
		l := p.page.lines[b.line]
		label, _ := p.page.phrases.Label(p.page.lineText(l))
		word, known := p.page.phrases.Terms.Status(label)
		if !known {
			word = strings.TrimLeft(markdown.Line(p.page.lineText(l)), guard)
		}
		u.Status = incident.Status(word)
		p.in.recordLine(placeStatus, i, l)
		p.page.noteRepeated(u.Status, i, l.Start)
	case words.LineUpdate:
		u.Status = p.page.last
		p.in.recordLine(placeStatus, i, p.page.lines[b.line])
	case words.LinePostmortem, words.LinePostmortemDraft:
		p.in.fail(p.page.lines[b.line].Start, incident.CodeDuplicate, errors.New("a second postmortem"))
	}
	to := b.to
	if last := p.frame.before(to); last >= b.from {
		l := p.page.lines[last]
		above := func() string { return p.in.src[p.page.lines[b.from].Start:l.Start] }
		if p.page.ending(b, l, p.frame.after(b.from) == last, above, &u) {
			to = last
		}
	}
	u.Body = p.body(i, b.from, to)
	p.page.add(b, u)
}

// body returns the lines from from to to-1 as Markdown, and records their
// place. One guard is removed from each line that would be read as structure.
func (p *textReader) body(i, from, to int) string {
	lines := tree.TrimBlank(p.page.lines[from:max(from, to)])
	if len(lines) > 0 {
		p.in.record(placeBody, i, 0, lines[0].Start, lines[len(lines)-1].End)
	}
	return tree.TextBody(p.in.src, lines, p.page.phrases)
}

// guard is the character that writers put before a line of text that looks like
// structure.
const guard = "\u200c"
