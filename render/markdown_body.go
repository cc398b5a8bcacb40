package render

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// deepest is the deepest level of a heading.
const deepest = 6

// part makes Markdown a part of a document, below a heading of the given level:
// its headings are moved below that level, raw HTML becomes text, lines that
// read like an annotation or a line of the report are guarded, and an open
// fence is closed.
func (p *markdownPrinter) part(md string, level int) string {
	md = trimBlankLines(md)
	if !markdown.IsVerbatim(md) {
		md = shifted(md, level, p.private)
	}
	if p.private || !mayForge(p.plan.Lang, md) {
		return md
	}
	return string(markdown.GuardLines([]byte(md), 0, p.forges))
}

// shifted is [markdownPrinter.part] without the guards against lines of the
// report. It keeps the comments of authors only if comments is set.
func shifted(md string, level int, comments bool) string {
	headed := mayHaveHeading(md)
	md = markdown.Part{Shift: level, Comments: comments}.Source(md)
	if headed {
		md = below(md, level)
	}
	return annotation.Guard(trimBlankLines(md))
}

// framing lists the words with which the lines begin that forges looks for.
var framing = [...]words.Word{
	words.Posted, words.Edited, words.Retracted, words.NextUpdate, words.ScheduledFor, words.ScheduledUntil, words.IncidentReport,
	words.MaintenanceReport, words.IncidentAffected, words.IncidentAffects, words.MaintenanceAffected, words.MaintenanceAffects,
}

// mayForge is a fast check before forges: it reports false only if no line of
// md forges.
func mayForge(lang *words.Language, md string) bool {
	return slices.ContainsFunc(framing[:], func(w words.Word) bool { return strings.Contains(md, lang.Word(w)) })
}

// forges reports whether a line would be read as the second line of the report,
// as the time of an update, as a promise, a window or the components.
func (p *markdownPrinter) forges(line []byte) bool {
	switch p.plan.Lang.Line(line) {
	case words.LineStamp, words.LineEdited, words.LineRetracted, words.LineNextUpdate, words.LineWindow, words.LineAffected:
		return true
	}
	_, _, subtitle := p.plan.Lang.Subtitle(string(line))
	return subtitle
}

// below turns headings at the top of md that would not be below a heading of
// the given level into text. Empty headings are removed.
func below(md string, level int) string {
	blocks, err := markdown.Blocks(md)
	if err != nil {
		return md
	}
	from := 0
	var b strings.Builder
	for _, h := range blocks {
		if h.Kind != markdown.BlockHeading || h.Level > level || h.Level == deepest {
			continue
		}
		b.WriteString(md[from:h.Start])
		from = h.End
		if text := block.HeadingText(md[h.TextStart:h.TextEnd]); text != "" {
			b.WriteString("\n" + string(markdown.AppendEscaped(nil, text, markdown.Paragraph)) + "\n\n")
		}
	}
	return b.String() + md[from:]
}

// mayHaveHeading is a fast check for the characters that make headings.
func mayHaveHeading(md string) bool {
	return strings.IndexByte(md, '#') >= 0 || strings.Contains(md, "\n-") || strings.Contains(md, "\n=") || strings.Contains(md, "\n ")
}

// trimBlankLines removes blank lines at both ends, and spaces at the end.
func trimBlankLines(s string) string {
	for {
		line, rest, ok := strings.Cut(s, "\n")
		if !ok || strings.Trim(line, " \t") != "" {
			break
		}
		s = rest
	}
	return strings.TrimRight(s, " \t\n")
}
