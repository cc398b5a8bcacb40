package source_test

import (
	"errors"
	"strings"
	"testing"

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
	if err == nil || err.Code != incident.CodeLimit || !errors.As(err, &limit) || limit.Max != 4 || err.Error() != "x:1:1: beyond the limit of 4 bytes" {
		t.Errorf("%v", err)
	}
}

func TestChecks(t *testing.T) {
	for _, test := range []struct{ text, utf8, nul string }{
		{"fine\ufffd é", "", ""},
		{"a\nb\xffc", "x:2:2: not valid UTF-8", ""},
		{"\x00", "", "x:1:1: a NUL byte: this is no text"},
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
