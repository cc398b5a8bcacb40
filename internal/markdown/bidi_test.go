package markdown

import "testing"

func TestIsolate(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain", "plain"},
		{"漢字 é 10", "漢字 é 10"},
		{"אב 10", "\u2068אב 10\u2069"},
		{"\u200f", "\u2068\u200f\u2069"},
		{"ملف\nmore", "\u2068ملف\u2069\nmore"},
		{"one\nאב", "one\nאב"},
		{"\u2068אב\u2069", "\u2068אב\u2069"},
		{"\u2068אב\u2069, 10", "\u2068אב\u2069, 10"},
		{"\u2068a\u2069 אב", "\u2068\u2068a\u2069 אב\u2069"},
		{"\u2067open", "open"},
		{"\u2069\u2069אב", "\u2068אב\u2069"},
		{"\u2068אב\u2069\u2069", "\u2068אב\u2069"},
	} {
		got := string(Isolate([]byte("10: "+test.in), len("10: ")))
		if got != "10: "+test.want {
			t.Errorf("%q becomes %q, want %q", test.in, got[len("10: "):], test.want)
		}
		again := string(Isolate([]byte(Unisolate(test.want)), 0))
		if again != test.want {
			t.Errorf("%q, read and written again, becomes %q", test.want, again)
		}
	}
}
