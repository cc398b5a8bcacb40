package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/fixture"
)

func TestAppendLine(t *testing.T) {
	for in, want := range map[string]string{
		"Checkout – payments (EU)":               "Checkout – payments (EU)",
		"":                                       "",
		" \t\n ":                                 "",
		"  a  b ":                                "a b",
		"a\r\nPosted\u2028now\u0085\v\f.":        "a Posted now .",
		"a\x1b[31;1mred\x1b[0m b":                "ared b",
		"a\u009b31mred":                          "ared",
		"a\x1b]8;;http://x\x1b\\link\x1b]8;;\ab": "alinkb",
		"a\x1b]0;never ends":                     "a]0;never ends",
		"a\x1b]b\nc\x1b]d\ae":                    "a]b ce",
		"a\x1b[never \x1b[1":                     "aever [1",
		"a\x00b\x07c\x7fd\u0090e":                "a\ufffdbcde",
		"a\u202eb\u2066c\u2069d":                 "abcd",
		"a\u200b\u2060\ufeff\u00ad\u3164b":       "ab",
		"a \u200b b":                             "a b",
		"x\u200dy\u200cz\ufe0f\u200e\u200f":      "x\u200dy\u200cz\ufe0f\u200e\u200f",
		"a\U000e0041b":                           "ab",
		"a\xffb\xe2\x80":                         "a\ufffdb\ufffd\ufffd",
		"API\u00a0(v2)":                          "API\u00a0(v2)",
		"a\u00a0 b\u00a0":                        "a b",
		"a \u00a0b":                              "a b",
	} {
		if got := string(AppendLine([]byte("> "), in)); got != "> "+want {
			t.Errorf("%q: got %q, want %q", in, got, "> "+want)
		}
	}
}

func TestLinesAreSafe(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range fixture.Rounds(10_000) {
		s := randomBody(r)
		line := string(AppendLine(nil, s))
		if again := string(AppendLine(nil, line)); again != line {
			t.Fatalf("%q: %q, then %q", s, line, again)
		}
		if line != strings.TrimSpace(line) || strings.Contains(line, "  ") || !utf8.ValidString(line) {
			t.Fatalf("%q: %q", s, line)
		}
		for _, c := range line {
			if unicode.IsControl(c) || c == 0x2028 || c == 0x2029 || 0x202a <= c && c <= 0x202e || 0x2066 <= c && c <= 0x2069 || invisible(c) {
				t.Fatalf("%q: %U in %q", s, c, line)
			}
		}
	}
}

func TestGuardOfBodies(t *testing.T) {
	for in, want := range map[string]string{
		"*a*\x1b[1mb\x1b[0m":          "ab",
		"*a*\x1b]8;;b\acd":            "acd",
		"*a*\x1b]b\nc\x1b]d\ae":       "a]b\nce",
		"*a*\x1b]8;;b\ncd\a":          "a]8;;b\ncd",
		"a\r\nb\rc\u0085d\u2028e":     "a\nb\nc\nd\ne",
		"*a*\tb\vc\fd":                "a b c d",
		"*a* \u202db\u202c":           "a b",
		"*a*\u2067b\nc\u2069d":        "a\u2067b\u2069\ncd",
		"*a*\u2068b\u2066c\u2069d":    "a\u2068b\u2066c\u2069d\u2069",
		"\u2067*a\u2069* \u2069b":     "\u2067a\u2069 b",
		"a&#x202E;b&#27;[1mc&#0;":     "abc\ufffd",
		"a&#x2028;b&NewLine;c&Tab;d":  "a\nb\nc d",
		"a\xffb\x00":                  "a\ufffdb\ufffd",
		"a\u200bb\u200f\u00ad\ufeffc": "a\u200bb\u200f\u00ad\ufeffc",
		"`a\u2028b`":                  "a\nb",
		"[a](b&#10;c&#x202e;d)":       "a (b%0Acd)",
		"[a](&#0;)":                   "a (\ufffd)",
		"\x1b[1m# a":                  "a",
		"\u202e&#7;\n\nb":             "b",
	} {
		if got := string(Text{}.Append(nil, in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	const md = "\u2067*a*\nb\u2069 \u2066c [d](http://e) f"
	const want = "<p>\u2067<em>a</em>\u2069<br>\nb \u2066c <a href=\"http://e\" rel=\"nofollow noopener\">d</a> f\u2069</p>"
	if got := string(HTML{}.Append(nil, md)); got != want {
		t.Errorf("HTML: got %q, want %q", got, want)
	}
}

// TestGuardsAgree checks that the slow paths do not change a text that the fast
// checks accept.
func TestGuardsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range fixture.Rounds(10_000) {
		s := randomBody(r)
		for _, g := range []guard{guardSource, guardBody, guardCode} {
			out := string(appendClean(nil, s, g))
			if isClean(s, g) && out != s {
				t.Fatalf("guard %d changes %q to %q", g, s, out)
			}
			if twice := string(appendClean(nil, out, g)); twice != out {
				t.Fatalf("guard %d: %q, %q, then %q", g, s, out, twice)
			}
		}
		if got, want := string(AppendLine(nil, s)), string(appendLineSlow(nil, s)); got != want {
			t.Fatalf("line %q: fast %q, slow %q", s, got, want)
		}
	}
}
