package typed

import (
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Section is what is known of a section before its text is read.
type Section struct {
	Kind     string // of the model
	Headless bool   // it has no heading
	Timeline bool   // it is a timeline, or lies under one
}

// Under knows which sections lie under a timeline: those below the days that one is
// told by.
type Under struct {
	inside bool
	level  int
}

// Section returns what is known of the next section.
func (u *Under) Section(kind, heading string, level int) Section {
	s := Section{Kind: kind, Headless: heading == "", Timeline: kind == "timeline"}
	switch {
	case heading == "":
	case s.Timeline:
		u.inside, u.level = true, level
	case u.inside && level > u.level:
		s.Timeline = kind == ""
	default:
		u.inside = false
	}
	return s
}

// Found is typed content in a text.
type Found struct {
	Name       string // comment.Timeline, comment.Fields or comment.Actions; "": none
	First, End int    // its blocks
}

// lists reports whether a section is one whose lists are fields.
func (s Section) lists() bool {
	return s.Headless || s.Kind == "impact" || s.Kind == "metrics" || s.Kind == "responders"
}

// Find returns the first typed content of a section, by its blocks. Readers find
// what it finds; writers use it to see whether what they write will be found.
func Find(src string, blocks []markdown.Block, s Section, phrases *words.Language) Found {
	for i := 0; i < len(blocks); i++ {
		name, end := "", i+1
		switch b := &blocks[i]; b.Kind {
		case markdown.BlockTable:
			name = findTable(b.Rows(src), src, s, phrases)
		case markdown.BlockList:
			name = findList(b, src, s)
		case markdown.BlockParagraph:
			name, end = findParagraphs(blocks, i, src, s)
		}
		if name != "" {
			return Found{name, i, end}
		}
		i = end - 1
	}
	return Found{}
}

// CellPlain returns the text that a cell shows.
func CellPlain(src string, cell [2]int) string {
	text := src[cell[0]:cell[1]]
	if !strings.ContainsAny(text, "\\`*_[]<&!~|") {
		return strings.Join(strings.Fields(text), " ")
	}
	// Behind a word, nothing begins a block.
	plain := string(markdown.Text{}.Append(nil, "x "+markdown.CellText(text)))
	return string(markdown.AppendLine(nil, strings.TrimPrefix(plain, "x")))
}

func findTable(rows [][][2]int, src string, s Section, phrases *words.Language) string {
	if len(rows) < 2 || len(rows[0]) < 2 {
		return ""
	}
	if s.Kind != "actions" && isTimeHead(CellPlain(src, rows[0][0]), phrases) {
		times := 0
		for _, r := range rows[1:] {
			text := CellPlain(src, r[0])
			if _, n := Read(text); n > 0 {
				times++
			}
		}
		if times > 0 || s.Timeline {
			return comment.Timeline
		}
		return ""
	}
	switch {
	case s.Kind == "actions" && isActionTable(rows, src, phrases):
		return comment.Actions
	case s.lists() && len(rows[0]) == 2:
		for _, r := range rows[1:] {
			if len(r) > 2 || CellPlain(src, r[0]) == "" {
				return ""
			}
		}
		return comment.Fields
	}
	return ""
}

// isTimeHead reports whether a column holds times, by its heading.
func isTimeHead(s string, phrases *words.Language) bool {
	s = strings.ToLower(s)
	for _, w := range phrases.TimeColumns {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return true
		}
	}
	return false
}

// isActionTable reports whether every cell of a table has a place in an action.
func isActionTable(rows [][][2]int, src string, phrases *words.Language) bool {
	columns := ActionColumns(rows[0], src, phrases)
	if columns == nil {
		return false
	}
	for _, r := range rows[1:] {
		for i, cell := range r {
			if i >= len(columns) || columns[i] != words.ActionDue {
				continue
			}
			if text := CellPlain(src, cell); text != "" {
				if _, err := civil.ParseDate(text); err != nil {
					return false
				}
			}
		}
	}
	return true
}

// ActionColumns returns what stands in each column of a table of actions;
// words.NoWord is what an action has no field for. It is nil where two columns
// mean the same.
func ActionColumns(head [][2]int, src string, phrases *words.Language) []words.Word {
	columns := make([]words.Word, len(head))
	text := false
	seen := make(map[words.Word]bool)
	for i, cell := range head {
		c := phrases.ActionColumn(CellPlain(src, cell))
		if c != words.NoWord && seen[c] {
			return nil
		}
		seen[c] = true
		text = text || c == words.ActionText
		columns[i] = c
	}
	if !text {
		columns[0] = words.ActionText
	}
	return columns
}

func findList(b *markdown.Block, src string, s Section) string {
	times, fields := 0, 0
	if b.Ordered && b.Number != 1 {
		return "" // its numbers say something
	}
	for _, it := range b.Items {
		text := src[it.Text:it.End]
		if strings.TrimSpace(text) == "" {
			return ""
		}
		if _, ok := CutRow(text, false); ok {
			times++
		}
		if _, _, ok := CutField(text); ok {
			fields++
		}
	}
	n := len(b.Items)
	switch {
	case s.Timeline && times > 0 && 2*times >= n, times >= 3 && times == n:
		return comment.Timeline
	case s.Kind == "actions":
		return comment.Actions
	case s.lists() && fields == n && n >= 2:
		return comment.Fields
	}
	return ""
}

// findParagraphs finds rows or fields in paragraphs from block i on.
func findParagraphs(blocks []markdown.Block, i int, src string, s Section) (name string, end int) {
	times, fields := 0, 0
	for end = i; end < len(blocks) && blocks[end].Kind == markdown.BlockParagraph; end++ {
		lines := strings.Split(strings.TrimSuffix(src[blocks[end].Start:blocks[end].End], "\n"), "\n")
		t, f := 0, 0
		for k, l := range lines {
			if _, ok := CutRow(l, false); ok && (t > 0 || k == 0) {
				t++
			}
			if _, _, ok := CutField(l); ok {
				f++
			}
		}
		switch {
		case t > 0 && fields == 0:
			times += t
		case f == len(lines) && times == 0 && s.lists():
			fields += f
		default:
			goto done
		}
	}
done:
	switch {
	case s.Timeline && times >= 2, times >= 3:
		return comment.Timeline, end
	case fields >= 2:
		return comment.Fields, end
	}
	return "", i + 1
}

// CutField cuts "Name: value" or "**Name:** value". The name is Markdown.
func CutField(s string) (name, value string, ok bool) {
	s = strings.TrimLeft(s, " ")
	line, _, _ := strings.Cut(s, "\n")
	if bold, rest, ok := cutBold(s); ok {
		name, ok = strings.CutSuffix(bold, ":")
		if !ok {
			if rest, ok = strings.CutPrefix(rest, ":"); !ok {
				return "", "", false
			}
			name = bold
		}
		if rest != "" && rest[0] != ' ' && rest[0] != '\n' {
			return "", "", false
		}
		return name, strings.TrimLeft(rest, " "), isFieldName(name)
	}
	i := strings.IndexByte(line, ':')
	if i < 0 || i+1 < len(line) && line[i+1] != ' ' {
		return "", "", false
	}
	return line[:i], strings.TrimLeft(s[i+1:], " "), isFieldName(line[:i])
}

// isFieldName reports whether a text is the name of a field, not the beginning of
// a sentence.
func isFieldName(s string) bool {
	if len(s) < 2 || len(s) > 30 || s[0] < 'A' || s[0] > 'Z' || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isWordByte(c) && c != ' ' || c == '_' {
			return false
		}
	}
	return true
}

// Bold cuts text in bold off the beginning of Markdown; inner is Markdown.
func Bold(s string) (inner, rest string, ok bool) { return cutBold(s) }

func cutBold(s string) (inner, rest string, ok bool) {
	if !strings.HasPrefix(s, "**") && !strings.HasPrefix(s, "__") || len(s) < 5 {
		return "", s, false
	}
	for i := 2; i+1 < len(s) && s[i] != '\n'; i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == s[0] && s[i+1] == s[0]:
			inner = s[2:i]
			return inner, s[i+2:], inner != "" && inner[0] != ' ' && inner[len(inner)-1] != ' '
		}
	}
	return "", s, false
}

// Row is a row of a timeline in a list or a paragraph.
type Row struct {
	Time string // as it is written, plain
	Sign string // between time and text: ":" in "10:05: Alert"
	Text int    // where its text starts
}

// CutRow cuts the time off the beginning of a row. In a timeline that says so
// itself (told), whatever stands in bold is the time, sign included.
func CutRow(s string, told bool) (r Row, ok bool) {
	lead := len(s) - len(strings.TrimLeft(s, " "))
	s = s[lead:]
	if inner, rest, ok := cutBold(s); ok {
		plain := boldPlain(inner)
		at := lead + len(s) - len(rest)
		if told {
			return Row{Time: plain, Text: at + spaces(rest)}, true
		}
		t, n := Read(plain)
		if n == 0 {
			return Row{}, false
		}
		sign := plain[n:]
		if sign == "" {
			var m int
			if sign, m, ok = cutSign(rest); !ok && rest != "" && rest[0] != '\n' {
				return Row{}, false
			}
			return Row{plain[:n], sign, at + m}, t.Written.HasTime || sign != "" && !t.Written.Date.IsZero()
		}
		if !IsSign(sign) || rest != "" && rest[0] != ' ' && rest[0] != '\n' {
			return Row{}, false
		}
		return Row{plain[:n], sign, at + spaces(rest)}, t.Written.HasTime || !t.Written.Date.IsZero()
	}
	if told || s == "" {
		return Row{Text: lead}, told
	}
	line, _, _ := strings.Cut(s, "\n")
	slash := 0
	if strings.HasPrefix(line, `\~`) {
		slash = 1
	}
	t, n := Read(line[slash:])
	if n == 0 {
		return Row{}, false
	}
	time := line[slash : slash+n]
	sign, m, ok := cutSign(line[slash+n:])
	if !ok || !t.Written.HasTime && (sign == "" || t.Written.Date.IsZero()) {
		return Row{}, false
	}
	return Row{time, sign, lead + slash + n + m}, true
}

// boldPlain returns what the Markdown of a time in bold shows.
func boldPlain(md string) string {
	if !strings.ContainsAny(md, "\\`*_[]<&!~") {
		return md
	}
	plain := string(markdown.Text{}.Append(nil, "x "+md))
	return strings.TrimPrefix(strings.TrimPrefix(plain, "x"), " ")
}

// signs are what stands between a time and its text. A space follows.
var signs = [...]string{":", ".", " -", " –", " —", " |", ",", ";", " :"}

// IsSign reports whether a text is what stands between a time and its text; "" is.
func IsSign(s string) bool {
	for _, sign := range signs {
		if s == sign {
			return true
		}
	}
	return s == ""
}

// cutSign cuts the sign and the space behind it off a text.
func cutSign(s string) (sign string, n int, ok bool) {
	if s == "" || s[0] == '\n' {
		return "", 0, true
	}
	for _, sign := range signs {
		if rest, ok := strings.CutPrefix(s, sign); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\n') {
			return sign, len(sign) + spaces(rest), true
		}
	}
	return "", spaces(s), s[0] == ' '
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// guard stands before the text of a row that reads like a sign.
const guard = "\u200c"

// GuardText puts a U+200C before the text of a row that would be read as more of
// its time.
func GuardText(s string) string {
	if strings.HasPrefix(s, guard) {
		return guard + s
	}
	if sign, _, ok := cutSign(s); ok && sign != "" {
		return guard + s
	}
	return s
}

// UnguardText takes it off.
func UnguardText(s string) string { return strings.TrimPrefix(s, guard) }
