package incidenttest

import (
	"strings"
	"testing"
)

func TestDiffLines(t *testing.T) {
	for _, test := range []struct{ want, got, diff string }{
		{"a\nb\nc\n", "a\nB\nc\n", "@@ line 1\n  a\n- b\n+ B\n  c\n  \n"},
		{"a\nb\n", "a\nb", "@@ line 1\n  a\n- b\n- \n+ b (without an end)\n"},
		{"", "a\n", "@@ line 1\n+ a\n  \n"},
		{"a \nb", "a\u00a0\nb", "@@ line 1\n- \"a \"\n+ \"a\u00a0\"\n  b (without an end)\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "@@ line 3\n  3\n  4\n- 5\n+ five\n  6\n  7\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n3\n4\n5\n6\n7\n8\nnine\n", "@@ line 1\n- 1\n  2\n  3\n@@ line 6\n  7\n  8\n- 9\n+ nine\n  \n"},
		{"a\nx\nb\ny\n", "x\ny\nz\n", "@@ line 1\n- a\n  x\n- b\n  y\n+ z\n  \n"},
	} {
		if got := diffLines([]byte(test.want), []byte(test.got)); strings.ReplaceAll(got, `\u00a0`, "\u00a0") != test.diff {
			t.Errorf("%q, %q:\n%q, want\n%q", test.want, test.got, got, test.diff)
		}
	}
	long := strings.Repeat("a\n", 5000)
	if got := diffLines([]byte(long), []byte(strings.ReplaceAll(long, "a", "b"))); strings.Count(got, "\n") != 10002 {
		t.Errorf("%d lines", strings.Count(got, "\n"))
	}
}
