package main

import "testing"

func TestSplice(t *testing.T) {
	block := func(at int, text string) edit {
		return edit{start: at, end: at, text: text, lines: true, above: true, below: true}
	}
	tight := func(at int, text string) edit { return edit{start: at, end: at, text: text, lines: true} }
	for _, test := range []struct {
		name, src string
		edits     []edit
		eol, want string
	}{
		{"nothing", "a\r\n\tb", nil, "\n", "a\r\n\tb"},
		{"a value", "Date: TODO\n", []edit{{start: 6, end: 10, text: "today"}}, "\n", "Date: today\n"},
		{"a value at the end", "Date: TODO", []edit{{start: 6, end: 10, text: "today"}}, "\n", "Date: today"},
		{"values out of order", "a b c", []edit{{start: 4, end: 5, text: "C"}, {start: 0, end: 1, text: "A"}}, "\n", "A b C"},
		{"lines between lines", "a\nb\n", []edit{tight(2, "x\ny\n")}, "\n", "a\nx\ny\nb\n"},
		{"lines with CRLF", "a\r\nb\r\n", []edit{tight(3, "x\ny\n")}, "\r\n", "a\r\nx\r\ny\r\nb\r\n"},
		{"a block between lines", "a\nb\n", []edit{block(2, "x\n")}, "\n", "a\n\nx\n\nb\n"},
		{"a block between blank lines", "a\n\n \t\nb\n", []edit{block(3, "x\n")}, "\n", "a\n\nx\n \t\nb\n"},
		{"a block with CRLF", "a\r\n\r\nb\r\n", []edit{block(5, "x\n")}, "\r\n", "a\r\n\r\nx\r\n\r\nb\r\n"},
		{"two blocks at one place", "a\nb\n", []edit{block(2, "x\n"), block(2, "y\n")}, "\n", "a\n\nx\n\ny\n\nb\n"},
		{"two blocks at the end", "a\n", []edit{block(2, "x\n"), block(2, "y\n")}, "\n", "a\n\nx\n\ny\n"},
		{"a block behind a last line without a newline", "a", []edit{block(1, "x\n")}, "\n", "a\n\nx"},
		{"a line behind a last line without a newline", "a", []edit{tight(1, "x\n")}, "\r\n", "a\r\nx"},
		{"a block in an empty source", "", []edit{block(0, "x\n")}, "\n", "x"},
		{"a block behind a byte order mark", bom + "a\n", []edit{block(3, "x\n")}, "\n", bom + "x\n\na\n"},
	} {
		got, ok := splice(test.src, test.edits, test.eol)
		if !ok || got != test.want {
			t.Errorf("%s: got %q, %t, want %q", test.name, got, ok, test.want)
		}
	}
}

func TestSpliceRefuses(t *testing.T) {
	for _, edits := range [][]edit{
		{{start: 0, end: 2}, {start: 1, end: 3}},
		{{start: 2, end: 1}},
		{{start: -1, end: 1}},
		{{start: 0, end: 4}},
		{{start: 4, end: 4}},
	} {
		if got, ok := splice("abc", edits, "\n"); ok {
			t.Errorf("%v: got %q", edits, got)
		}
	}
}
