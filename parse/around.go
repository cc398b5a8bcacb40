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

// frame is the lines of a text with their roles, for what a page has around its
// report.
type frame struct {
	page  *page
	kinds []words.Line // of the lines
}

func (p *textReader) frame() frame { return frame{p.page, p.kinds} }

// after returns the first line from i on that is not blank, or -1.
func (f frame) after(i int) int {
	for ; i < len(f.page.lines); i++ {
		if !f.page.lines[i].Blank() {
			return i
		}
	}
	return -1
}

// note notes that the lines from one line up to another are not of the
// report.
func (f frame) note(from, to int, where string) {
	first, n := -1, 0
	for i := from; i < to; i++ {
		if !f.page.lines[i].Blank() {
			if n++; first < 0 {
				first = i
			}
		}
	}
	if n == 0 {
		return
	}
	text := f.page.lineText(f.page.lines[first])
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
	f.page.in.note(NoteAround, "page", f.page.lines[first].Start, fmt.Sprintf("%s, %s, %s not of the report and left out", what, where, verb))
}

// maxQuoted is the number of characters that a note quotes of a line.
const maxQuoted = 60

// isAround reports whether a line is one that pages have around a report: a
// link, a notice, a credit, or a rule.
func (f frame) isAround(i int) bool {
	text := strings.ToLower(f.page.lineText(f.page.lines[i]))
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return true
	}
	return slices.ContainsFunc(f.page.phrases.Updates.Around, func(phrase string) bool {
		rest, ok := strings.CutPrefix(text, phrase)
		next, _ := utf8.DecodeRuneInString(rest)
		last, _ := utf8.DecodeLastRuneInString(phrase)
		return ok && !(unicode.IsLetter(next) && unicode.IsLetter(last))
	})
}

// hasLabel reports whether one of the lines from line i on is the label of a
// post.
func (f frame) hasLabel(i int) bool {
	return slices.ContainsFunc(f.kinds[i:], words.Line.IsLabel)
}

// behindBanner returns the first line of the posts, which begin at line i or
// behind what a page has there: the state of the incident in large letters, its
// components, the legend of a picture; and links. The first post then has the
// last of the labels, for a legend has labels, too.
func (f frame) behindBanner(i int) int {
	first := f.after(i)
	if first < 0 {
		return i
	}
	begin := first
	if f.isBanner(first) {
		begin = f.lastLabel(first + 2)
	} else {
		for begin >= 0 && f.isAround(begin) {
			begin = f.after(begin + 1)
		}
	}
	if begin <= first || !f.kinds[begin].IsLabel() {
		return i
	}
	f.note(first, begin, "below the title")
	return begin
}

// lastLabel returns the last label before the first time from line i on, or that
// of the postmortem, whose text may have any; -1 where there is none.
func (f frame) lastLabel(i int) int {
	last := -1
	for ; i < len(f.kinds) && f.kinds[i] != words.LineStamp; i++ {
		switch kind := f.kinds[i]; {
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
func (f frame) isBanner(i int) bool {
	next := f.after(i + 1)
	for _, k := range [...]int{i, next} {
		if k < 0 {
			continue
		}
		if since, ok := f.page.phrases.Cut(f.page.lineText(f.page.lines[k]), words.Since); ok {
			w, n := civil.Read(since)
			rest := strings.ToLower(strings.TrimSpace(since[n:]))
			if w.HasTime && !w.Date.IsZero() && (rest == "" || strings.Contains(rest, f.page.phrases.Word(words.ImpactOf))) {
				return true
			}
		}
	}
	return false
}

// cutPermalinks takes the links to parts of a page off the ends of its lines,
// if the time of an update has one: "Posted Jan 19, 2024 - 05:05 CET #". Other
// lines that have one are headings.
func (f frame) cutPermalinks() {
	lines := f.page.lines
	posted := f.page.phrases.Word(words.Posted)
	if !slices.ContainsFunc(lines, func(l tree.Line) bool {
		text := f.page.lineText(l)
		return strings.HasPrefix(text, posted) && f.permalink(text) > 0
	}) {
		return
	}
	for i := range lines {
		if n := f.permalink(f.page.lineText(lines[i])); n > 0 {
			lines[i].End -= n
			lines[i].Heading = f.page.kindOf(lines[i]) == words.LineText
		}
	}
}

// permalink returns the length of the permalink at the end of a line, with the
// space before it, or 0.
func (f frame) permalink(text string) int {
	for _, link := range f.page.phrases.Updates.Permalinks {
		if rest, ok := strings.CutSuffix(text, link); ok {
			if shown := strings.TrimRightFunc(rest, unicode.IsSpace); len(shown) < len(rest) && shown != "" {
				return len(text) - len(shown)
			}
		}
	}
	return 0
}
