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

// NoteAround is the code of a note about lines around a report, such as the
// links and credits in a page copied from a browser. They were left out.
const NoteAround incident.Code = "around"

// NoteLabel is the code of a note about a line in the text of an update that
// looks like the label of another update.
const NoteLabel incident.Code = "label"

// frame is the lines of a text with their roles. Its methods find what a page
// has around its report.
type frame struct {
	page   *page
	kinds  []words.Line // one for each line
	copied bool         // lines had permalinks
}

// text returns the text of line i.
func (f frame) text(i int) string { return f.page.lineText(f.page.lines[i]) }

// after returns the index of the first line from i on that is not blank, or -1.
func (f frame) after(i int) int {
	for ; i < len(f.page.lines); i++ {
		if !f.page.lines[i].Blank() {
			return i
		}
	}
	return -1
}

// note adds a note that the lines from from to to-1 do not belong to the
// report. where says where they stand.
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
	text := f.text(first)
	if r := []rune(text); len(r) > maxQuoted {
		text = string(r[:maxQuoted]) + "…"
	}
	left := fmt.Sprintf("the line %q %s is not part of the report and was left out", text, where)
	if n > 1 {
		left = fmt.Sprintf("%d lines %s, from %q on, are not part of the report and were left out", n, where, text)
	}
	f.page.in.note(NoteAround, "page", f.page.lines[first].Start, left)
}

// maxQuoted is the number of characters of a line that a note quotes.
const maxQuoted = 60

// isAround reports whether a line is of a sort that pages have around a report:
// a link, a notice, a credit, or a rule.
func isAround(phrases *words.Language, text string) bool {
	text = strings.ToLower(text)
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return true
	}
	return slices.ContainsFunc(phrases.Updates.Around, func(phrase string) bool {
		rest, ok := strings.CutPrefix(text, phrase)
		next, _ := utf8.DecodeRuneInString(rest)
		last, _ := utf8.DecodeLastRuneInString(phrase)
		return ok && !(unicode.IsLetter(next) && unicode.IsLetter(last))
	})
}

// hasLabel reports whether any line from i on is the label of a post.
func (f frame) hasLabel(i int) bool {
	return slices.ContainsFunc(f.kinds[i:], words.Line.IsLabel)
}

// skipLinks returns the first line of the posts, which begin at line i or
// after links of the page. If there are links, a label has to follow them.
func (f frame) skipLinks(i int) int {
	first := f.after(i)
	begin := first
	for begin >= 0 && isAround(f.page.phrases, f.text(begin)) {
		begin = f.after(begin + 1)
	}
	if begin <= first || !f.kinds[begin].IsLabel() {
		return i
	}
	f.note(first, begin, "below the title")
	return begin
}

// isCopy reports whether the posts from line i on were copied from an HTML page
// of package render. In such a copy, a permalink follows the time of a post, or
// the banner gives the time of the status, and perhaps the impact after it:
// "since Jan 19, 2024, 05:05 CET".
func (f frame) isCopy(i int) bool {
	if f.copied {
		return true
	}
	first := f.after(i)
	for _, k := range [...]int{first, f.after(first + 1)} {
		if k < 0 {
			continue
		}
		text := f.text(k)
		if since, ok := f.page.phrases.Cut(text, words.Since); ok {
			text = since
		}
		w, n := civil.Read(text)
		rest := strings.ToLower(strings.TrimSpace(text[n:]))
		if n > 0 && w.HasTime && w.Date.Year != 0 && (rest == "" || strings.Contains(rest, f.page.phrases.Word(words.ImpactOf))) {
			return true
		}
	}
	return false
}

// skipPicture returns the line at which a post begins in a copy of an HTML
// page of package render. The time of the post is in line stamp. The lines from
// i on may hold the banner, the components and the picture. Since the legend of
// the picture has labels too, the last label is the one of the post, except
// that a postmortem begins at its first label, because its text may have
// labels.
func (f frame) skipPicture(i, stamp int) int {
	label := -1
	for k := i; k < stamp && (label < 0 || !isPostmortem(f.kinds[label])); k++ {
		if f.kinds[k].IsLabel() {
			label = k
		}
	}
	if label < 0 || label == f.after(i) {
		return i
	}
	f.note(i, label, "above a label")
	return label
}

func isPostmortem(l words.Line) bool {
	return l == words.LinePostmortem || l == words.LinePostmortemDraft
}

// cutPermalinks removes the permalinks at the ends of lines, provided that the
// time of an update has one: "Posted Jan 19, 2024 - 05:05 CET #". Other lines
// with a permalink are headings. It reports whether there are any.
func (f frame) cutPermalinks() bool {
	lines := f.page.lines
	posted := f.page.phrases.Word(words.Posted)
	if !slices.ContainsFunc(lines, func(l tree.Line) bool {
		text := f.page.lineText(l)
		return strings.HasPrefix(text, posted) && f.permalink(text) > 0
	}) {
		return false
	}
	for i := range lines {
		if n := f.permalink(f.page.lineText(lines[i])); n > 0 {
			lines[i].End -= n
			lines[i].Heading = f.page.kindOf(lines[i]) == words.LineText
		}
	}
	return true
}

// permalink returns the length in bytes of the permalink at the end of a line,
// including the space before it, or 0 if there is none.
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

// mend repairs structure that copying has damaged: it removes zero-width
// characters around structural lines, and recognises the time of an update on
// the line below its age ("2 hours ago").
func (f frame) mend() {
	for i := range f.kinds {
		if f.kinds[i] == words.LineText {
			continue
		}
		l := &f.page.lines[i]
		text := f.page.lineText(*l)
		l.Start += len(text) - len(strings.TrimLeft(text, zeroWidth))
		l.End -= len(text) - len(strings.TrimRight(text, zeroWidth))
		if f.kinds[i] != words.LineStamp || !f.page.phrases.IsAge(f.page.in.data[l.Start:l.End:l.End]) {
			continue
		}
		f.kinds[i] = words.LineText
		if next := f.after(i + 1); next == i+1 && f.page.isStamp(f.page.lines[next]) {
			f.kinds[next] = words.LineStamp
			l.Start = l.End
		}
	}
}

// zeroWidth lists characters that chat programs put around lines.
const zeroWidth = "\u200b\u2060\ufeff"

// noteLabels adds a note about the first line in the body of an update that
// looks like a label. If it is one, the time of the update above it is missing.
func (f frame) noteLabels(b *post) {
	if isPostmortem(b.label) {
		return
	}
	for i := b.from; i < b.to; i++ {
		if f.kinds[i].IsLabel() {
			f.page.in.note(NoteLabel, "updates", f.page.lines[i].Start, fmt.Sprintf("%q was read as text of the update above it; if it is a label, that update lacks its time", f.text(i)))
			return
		}
	}
}

// sentence returns the sentence that names the components, which begins at line
// i. A copy may have broken it into several lines.
func (f frame) sentence(i int) tree.Line {
	l := f.page.lines[i]
	for k := i + 1; k < len(f.page.lines) && !f.page.lines[k].Blank() && f.kinds[k] == words.LineText; k++ {
		text, next := f.page.lineText(l), f.text(k)
		whole := strings.HasSuffix(text, ".") || strings.Count(text, "(") <= strings.Count(text, ")") && !strings.HasSuffix(text, ",") &&
			!slices.ContainsFunc(f.page.phrases.Separators[:], func(sep string) bool { return strings.HasPrefix(" "+next, sep) })
		if whole {
			break
		}
		l.End = f.page.lines[k].End
		f.page.lines[k].End = f.page.lines[k].Start // it is blank now
	}
	return l
}
