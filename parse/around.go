package parse

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/words"
)

// NoteAround is the code of a note about lines that a page has around its
// report, such as links and credits, which were left out. A page copied from a
// browser has them.
const NoteAround incident.Code = "around"

// around notes that the lines from one line up to another are not of the
// report.
func (p *textReader) around(from, to int, where string) {
	first, n := -1, 0
	for i := from; i < to; i++ {
		if !p.page.lines[i].Blank() {
			if n++; first < 0 {
				first = i
			}
		}
	}
	if n == 0 {
		return
	}
	text := p.page.lineText(p.page.lines[first])
	if r := []rune(text); len(r) > maxQuoted {
		text = string(r[:maxQuoted]) + "…"
	}
	what := fmt.Sprintf("the line %q", text)
	if n > 1 {
		what = fmt.Sprintf("%d lines from %q on", n, text)
	}
	verb := "are"
	if n == 1 {
		verb = "is"
	}
	p.in.note(NoteAround, "page", p.page.lines[first].Start, fmt.Sprintf("%s, %s, %s not of the report and left out", what, where, verb))
}

// maxQuoted is the number of characters that a note quotes of a line.
const maxQuoted = 60

// isAround reports whether a line is one that pages have around a report: a
// link, a notice, a credit, or a rule.
func (p *textReader) isAround(i int) bool {
	text := strings.ToLower(p.page.lineText(p.page.lines[i]))
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return true
	}
	return slices.ContainsFunc(p.page.phrases.Updates.Around, func(phrase string) bool {
		rest, ok := strings.CutPrefix(text, phrase)
		next, _ := utf8.DecodeRuneInString(rest)
		last, _ := utf8.DecodeLastRuneInString(phrase)
		return ok && !(unicode.IsLetter(next) && unicode.IsLetter(last))
	})
}

// hasLabel reports whether one of the lines from line i on is the label of a
// post.
func (p *textReader) hasLabel(i int) bool {
	return slices.ContainsFunc(p.kinds[i:], words.Line.IsLabel)
}

// skipBanner moves on behind what a page has between its header and its first
// post: the state of the incident in large letters, its components, the legend
// of a picture; and links. Posts begin with the last of the labels that follow
// one another then, for a legend has labels, too.
func (p *textReader) skipBanner() {
	first := p.after(p.at)
	if first < 0 {
		return
	}
	begin := first
	if p.isBanner(first) {
		begin = p.lastLabel(first + 2)
	} else {
		for begin >= 0 && p.isAround(begin) {
			begin = p.after(begin + 1)
		}
	}
	if begin >= 0 && begin > first && p.kinds[begin].IsLabel() {
		p.around(first, begin, "below the title")
		p.at = begin
	}
}

// lastLabel returns the last label before the first time from line i on, or that
// of the postmortem, whose text may have any; -1 where there is none.
func (p *textReader) lastLabel(i int) int {
	last := -1
	for ; i < len(p.kinds) && p.kinds[i] != words.LineStamp; i++ {
		switch kind := p.kinds[i]; {
		case kind == words.LinePostmortem || kind == words.LinePostmortemDraft:
			return i
		case kind.IsLabel():
			last = i
		}
	}
	return last
}

// isBanner reports whether line i, or the one below it, is that of our pages:
// "since Jan 19, 2024, 05:05 CET", perhaps with the impact behind it.
func (p *textReader) isBanner(i int) bool {
	next := p.after(i + 1)
	for _, k := range [...]int{i, next} {
		if k < 0 {
			continue
		}
		if since, ok := p.page.phrases.Cut(p.page.lineText(p.page.lines[k]), words.Since); ok {
			w, n := civil.Read(since)
			rest := strings.ToLower(strings.TrimSpace(since[n:]))
			if w.HasTime && !w.Date.IsZero() && (rest == "" || strings.Contains(rest, p.page.phrases.Word(words.ImpactOf))) {
				return true
			}
		}
	}
	return false
}

// cutPermalinks takes the links to parts of a page off the ends of its lines,
// if the time of an update has one: "Posted Jan 19, 2024 - 05:05 CET #". Other
// lines that have one are headings.
func (p *textReader) cutPermalinks() {
	lines := p.page.lines
	posted := p.page.phrases.Word(words.Posted)
	if !slices.ContainsFunc(lines, func(l tree.Line) bool {
		text := p.page.lineText(l)
		return strings.HasPrefix(text, posted) && p.permalink(text) > 0
	}) {
		return
	}
	for i := range lines {
		if n := p.permalink(p.page.lineText(lines[i])); n > 0 {
			lines[i].End -= n
			lines[i].Heading = p.page.kindOf(lines[i]) == words.LineText
		}
	}
}

// permalink returns the length of the permalink at the end of a line, with the
// space before it, or 0.
func (p *textReader) permalink(text string) int {
	for _, link := range p.page.phrases.Updates.Permalinks {
		if rest, ok := strings.CutSuffix(text, link); ok {
			if shown := strings.TrimRightFunc(rest, unicode.IsSpace); len(shown) < len(rest) && shown != "" {
				return len(text) - len(shown)
			}
		}
	}
	return 0
}
