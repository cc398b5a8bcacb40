package markdown

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
)

// reportLines returns the lines by which two reports are compared: without
// blank lines, surrounding space and a leading U+200C, and with runs of space
// collapsed.
func reportLines(text string) []string {
	text = string(appendClean(nil, text, guardBody))
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		fields := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\u00a0' })
		line = strings.Join(fields, " ")
		for strings.HasPrefix(line, zwnj) {
			line = strings.Trim(strings.TrimPrefix(line, zwnj), " ")
		}
		if shows(line) {
			lines = append(lines, line)
		}
	}
	return lines
}

func checkFromText(t *testing.T, text string) {
	t.Helper()
	md := string(AppendFromText(nil, text))
	if IsVerbatim(text) {
		line := strings.IndexByte(text, '\n') < 0
		if escaped := string(AppendEscaped(nil, text, Paragraph)); md != text || line && escaped != text {
			t.Fatalf("verbatim: %q\nMarkdown: %q\nescaped:  %q", text, md, escaped)
		}
	}
	again := string(Text{}.Append(nil, md))
	if diff := cmp.Diff(reportLines(text), reportLines(again)); diff != "" {
		t.Fatalf("text:     %q\nMarkdown: %q\ntext:     %q\nlines (-want +got):\n%s", text, md, again, diff)
	}
	md2 := string(AppendFromText(nil, again))
	if md2 != md {
		t.Fatalf("text:     %q\nMarkdown: %q\nagain:    %q", text, md, md2)
	}
	if tree := string(Text{}.appendTree(nil, source(md))); len(md) <= maxBytes && tree != again {
		t.Fatalf("Markdown: %q\ndirect: %q\ntree:   %q", md, again, tree)
	}
}

// reportPieces are lines of reports and parts of them.
var reportPieces = strings.Split("  • a\n|• b|  •|•|•c|  1. a\n  2. b\n|1. |2. |3. |10. |1.|2.|\n\n|\n\n|\n|\n|    |- x\n|Timeline:|\u00a0|\u200c|\u200b|  2. \u00a0b\n", "|")

func TestFromTextComesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range fixture.Rounds(8_000) {
		var b strings.Builder
		for range r.IntN(5) {
			for range r.IntN(6) {
				b.WriteString(reportPieces[r.IntN(len(reportPieces))])
			}
			b.WriteString(randomBody(r))
		}
		checkFromText(t, b.String())
	}
}

func FuzzFromText(f *testing.F) {
	for _, s := range []string{"One line.", "Lead-in:\n  • a\n  • b\nend", "1. a\n2. b\n1. c\n2. d", "1. a\n\n2. b\n• c", "- x\n# y\n* z", "•\n• a\n\n• b", "a \u00a0\n\u200c\nb\tc", "http://a.b/c_d?e=f&g"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 4000 {
			checkFromText(t, s)
		}
	})
}

func TestAppendFromText(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"paragraphs", "One.\nTwo.\n\n\nThree.\n", "One.\nTwo.\n\nThree."},
		{"bullets stand alone", "Next:\n  • Patch it\n  • Test it\nDone.", "Next:\n\n- Patch it\n- Test it\n\nDone."},
		{"bullets apart", "• a\n\n• b\n• c", "- a\n\n- b\n\n- c"},
		{"a dot in a name", "•Net was down", "•Net was down"},
		{"a bullet alone", "  •\n  • a", "•\n\n- a"},
		{"numbers", "  1. Patch it\n  2. Test it", "1. Patch it\n2. Test it"},
		{"one number", "1. Patch it", "1\\. Patch it"},
		{"numbers that skip", "1. a\n3. b", "1\\. a\n3\\. b"},
		{"numbers from two", "2. a\n3. b", "2\\. a\n3\\. b"},
		{"numbers start again", "1. a\n2. b\n1. c\n2. d", "1. a\n2. b\n\n1\\. c\n2\\. d"},
		{"hand-written marks", "- a\n* b\n# c\n> d", "\\- a\n\\* b\n\\# c\n\\> d"},
		{"blank lines in disguise", "a\n\u200c\nb\n \u00a0 \nc", "a\n\nb\n\nc"},
		{"spaces", "\u00a0 a  b\u00a0c \t", "a  b\u00a0c"},
		{"addresses stay whole", "See https://status.example/a_b", "See https://status.example/a_b"},
		{"nothing", "\n \n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := FromText(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := string(AppendFromText([]byte("kept"), "a")); got != "kepta" {
		t.Errorf("behind other text: %q", got)
	}
}

func TestIsVerbatim(t *testing.T) {
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"One line: it’s 10 % done, at 10:05.\nNext\n\nLast (really)", true},
		{"2 of 3", true},
		{"", false}, {" a", false}, {"a ", false}, {"a \nb", false}, {"a\n", false}, {"a\n\n\nb", false},
		{"1. a", false}, {"12) a", false}, {"- a", false}, {"• a", false}, {"a\n• b", false}, {"a\tb", false},
		{"a *b*", false}, {"http://a.b", false}, {"www.a.b", false}, {"a@b", false}, {"a\u202eb", false}, {"a\u00a0", false},
	} {
		if got := IsVerbatim(tt.text); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

// TestVerbatimComesBack tries short texts of a few signs, so that each sign is
// sometimes the only significant one.
func TestVerbatimComesBack(t *testing.T) {
	pieces := []string{
		"a", "Bc", "w", "www.", " ", " d", "\n", "\n\n", ".", ":", "://", "1", "2. ", "3) ", "*", "_", "`", "\\", "[x]", "<b>", "~", "&", "&amp;", "@",
		"-", "- ", "+", "#", ">", "=", "|", "{", "•", "• ", "é", "…", "\u00a0", "\u200c", "\u202e", "\t", "\r", "\xff",
	}
	r := rand.New(rand.NewPCG(7, 8))
	verbatim := 0
	for range fixture.Rounds(8_000) {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		checkFromText(t, b.String())
		if IsVerbatim(b.String()) {
			verbatim++
		}
	}
	if verbatim == 0 {
		t.Error("no text is verbatim")
	}
}

// TestReportsGoDirect checks that the bodies of real reports are read back
// unchanged and take the direct path.
func TestReportsGoDirect(t *testing.T) {
	dir := fixture.Corpus(t)
	stamp := regexp.MustCompile(`(?m)^(Posted [A-Z].*|This incident affected:.*|Investigating|Identified|Monitoring|Resolved|Update|Postmortem)$`)
	bodies, direct := 0, 0
	for _, glob := range []string{"seeds/*.txt", "corpus/text/*.txt"} {
		files, _ := filepath.Glob(filepath.Join(dir, glob))
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, body := range stamp.Split(string(data), -1) {
				if strings.TrimSpace(body) == "" {
					continue
				}
				checkFromText(t, body)
				bodies++
				md := string(AppendFromText(nil, body))
				if _, ok := (Text{}).appendDirect(nil, md); ok {
					direct++
				} else {
					t.Errorf("%s: not direct: %q", filepath.Base(file), md)
				}
			}
		}
	}
	t.Logf("%d of %d bodies go direct", direct, bodies)
	if bodies == 0 {
		t.Error("no reports found")
	}
}
