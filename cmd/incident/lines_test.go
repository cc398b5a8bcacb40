package main

import (
	"slices"
	"testing"
)

func TestLineText(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
		eol  string
	}{
		{"", []string{""}, "\n"},
		{"a", []string{"a"}, "\n"},
		{"a\nb", []string{"a\n", "b"}, "\n"},
		{"a\r\n\r\nb\n", []string{"a\r\n", "\r\n", "b\n", ""}, "\r\n"},
		{"a\rb\u0085c\u2028d\u2029e\vf", []string{"a\r", "b\u0085", "c\u2028", "d\u2029", "e\vf"}, "\n"},
		{"a\u2028b\r\n", []string{"a\u2028", "b\r\n", ""}, "\r\n"},
		{bom + "a\nb\n", []string{"a\n", "b\n", ""}, "\n"},
	} {
		text := newLineText(test.text)
		var got []string
		for i := range text.starts {
			got = append(got, text.slice(i, i+1))
		}
		if !slices.Equal(got, test.want) || text.eol() != test.eol {
			t.Errorf("%q: got %q with %q, want %q with %q", test.text, got, text.eol(), test.want, test.eol)
		}
	}
}

func TestLineTextOutside(t *testing.T) {
	text := newLineText("a\n\n \t\nb\n\n")
	if got := text.slice(2, 1); got != "" {
		t.Errorf("lines in reverse: %q", got)
	}
	if got := text.slice(3, 99); got != "b\n\n" {
		t.Errorf("lines beyond the end: %q", got)
	}
	for line, want := range map[int]int{0: 0, 1: 1, 2: 1, 3: 1, 4: 4, 5: 4, 9: 4} {
		if got := text.trim(line); got != want {
			t.Errorf("trim(%d) = %d, want %d", line, got, want)
		}
	}
}
