package source_test

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
)

func TestPosition(t *testing.T) {
	for _, text := range []string{"", "a", "\n", "ab\ncd", "\n\n", "é\r\nx\n", strings.Repeat("line\n", 100)} {
		s := &source.Source{Text: text}
		for offset := -1; offset <= len(text)+1; offset++ {
			before := text[:max(0, min(offset, len(text)))]
			wantLine := 1 + strings.Count(before, "\n")
			wantColumn := len(before) - strings.LastIndexByte(before, '\n')
			if line, column := s.Position(offset); line != wantLine || column != wantColumn {
				t.Errorf("%q: offset %d is at %d:%d, want %d:%d", text, offset, line, column, wantLine, wantColumn)
			}
		}
	}
}

func TestNewIsLimited(t *testing.T) {
	if s, err := source.New("x", []byte("four"), 4); err != nil || s.Text != "four" {
		t.Errorf("%q, %v", s.Text, err)
	}
	_, err := source.New("x", []byte("fives"), 4)
	var limit *incident.LimitError
	if err == nil || err.Code != incident.CodeLimit || !errors.As(err, &limit) || limit.Max != 4 || err.Error() != "x: beyond the limit of 4 bytes" {
		t.Errorf("%v", err)
	}
}

func TestChecks(t *testing.T) {
	for _, test := range []struct{ text, utf8, nul string }{
		{"fine\ufffd é", "", ""},
		{"a\nb\xffc", "x:2:2: not valid UTF-8: the byte 0xFF, which is 'ÿ' in Latin-1; convert the file first, for example with iconv -f WINDOWS-1252 -t UTF-8", ""},
		{"\x00", "", "x:1:1: a NUL byte: the file is not text"},
	} {
		s := &source.Source{File: "x", Text: test.text}
		if got := message(s.CheckUTF8()); got != test.utf8 {
			t.Errorf("%q: UTF-8: %q, want %q", test.text, got, test.utf8)
		}
		if got := message(s.CheckNUL()); got != test.nul {
			t.Errorf("%q: NUL: %q, want %q", test.text, got, test.nul)
		}
		if err := s.Valid().CheckUTF8(); err != nil {
			t.Errorf("%q: %v", test.text, err)
		}
	}
}

func message(err *incident.SourceError) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestLinesThatEndInCR(t *testing.T) {
	s := &source.Source{Text: "a\rbc\r\nd\n\re"}
	for offset, want := range map[int][2]int{0: {1, 1}, 2: {2, 1}, 6: {3, 1}, 7: {3, 2}, 8: {4, 1}, 9: {5, 1}} {
		if line, column := s.Position(offset); line != want[0] || column != want[1] {
			t.Errorf("offset %d is at %d:%d, want %v", offset, line, column, want)
		}
	}
}

// utf16Of encodes a text as UTF-16.
func utf16Of(text string, order binary.ByteOrder) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], unit)
	}
	return b
}

func TestDecode(t *testing.T) {
	const text = "Zoë is 😀\n"
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, mark := range []string{"", "\ufeff"} {
			data := utf16Of(mark+text, order)
			if got := string(source.Decode(data)); got != mark+text {
				t.Errorf("%v with mark %q: %q", order, mark, got)
			}
			if s, err := source.New("x", data, 100); err != nil || s.Text != mark+text {
				t.Errorf("%v with mark %q: %q, %v", order, mark, s.Text, err)
			}
			broken := utf16Of(mark+"ab", order)
			for name, data := range map[string][]byte{"half a unit": broken[:len(broken)-1], "half a pair": append(broken, utf16Of("😀", order)[:2]...)} {
				if _, err := source.New("x", data, 100); err == nil || err.Line != 0 || !strings.Contains(err.Error(), "UTF-16") {
					t.Errorf("%v, %s: %v", order, name, err)
				}
			}
		}
	}
	for _, same := range []string{"", "a", "ab", "\ufeffab", "a\x00\x00\x00", "\x00\x00\x00a", "\xff\xfe\x00\x00a\x00\x00\x00"} {
		if got := string(source.Decode([]byte(same))); got != same {
			t.Errorf("%q becomes %q", same, got)
		}
	}
}

func TestKindsOfFilesAreNamed(t *testing.T) {
	for begin, want := range map[string]string{
		"PK\x03\x04": "Word", "\xd0\xcf\x11\xe0": "Office", "%PDF-1.7": "PDF", `{\rtf1`: "RTF", "\x1f\x8b\x08": "gzip",
		"\x89PNG\r\n": "picture", "\xff\xd8\xff\xe0": "picture", "\xff\xfe\x00\x00a": "UTF-32", "\x00\x00\xfe\xff\x00": "UTF-32",
	} {
		_, err := source.New("x", []byte(begin+" and more"), 100)
		if err == nil || err.Line != 0 || err.Code != incident.CodeSyntax || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", begin, err, want)
		}
	}
}
