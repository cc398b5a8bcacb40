package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var directDocuments = []string{
	"", "\n\n", "Alpha.", "Alpha\nbeta.\n\nGamma\n",
	"We did:\n- one\n- two\n\nThen more.", "- [x] one\n- [ ] two", "1. one\n2. two\n\n3. three\n",
	"| Time | Event |\n| --- | --- |\n| 10:05 | Alert \\| page |\n| 10:06 | x |\n\nAfter.",
	"**10:05** text\n\n2024-05-01 10:05 text", "- **10:05** a\n\n- **10:06** b\n\n\n- **10:07** c\n",
	"# A\n## B `c` *d*\ntext\n### C\n- a\n#### D\n2. b\n##### E\n| a |\n| - |\n###### F", "text\n<!-- a -->\n\n<!-- b --> c\n- d\n<!---->\ne\n<!-->\n| f |\n| - |\n<!-- g -->\n",
	"# A #", "#  A", "# A ", "####### A", "#", "# ", "#A", "# \\#", "<!-- a\nb -->", "<b>",
	"10. ten", "text\n10. ten", "- a\nlazy", "a | b\n- | -", "text\n| a |\n| - |", "| a |\n| - |\ntext",
	"| a | b |\n| - |", "- a\n1. b", "a\n---", "\\- a", "`code` a", "&amp; a", "! a", "1.", "-", "- ", "- a\n\n  b",
}

func TestDirectBlocks(t *testing.T) {
	direct := 0
	for _, src := range directDocuments {
		got, ok := directBlocks(src)
		if !ok {
			continue
		}
		direct++
		if diff := cmp.Diff(parsedBlocks(src), append([]Block{}, got...)); diff != "" {
			t.Errorf("%q (-goldmark +direct):\n%s", src, diff)
		}
	}
	if direct < 15 {
		t.Errorf("only %d documents take the direct path", direct)
	}
}

// FuzzDirectBlocks compares the direct path with goldmark.
func FuzzDirectBlocks(f *testing.F) {
	for _, src := range directDocuments {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		src = Source(src)
		got, ok := directBlocks(src)
		if !ok || checkDocument(src) != nil {
			return
		}
		if diff := cmp.Diff(parsedBlocks(src), append([]Block{}, got...)); diff != "" {
			t.Errorf("%q (-goldmark +direct):\n%s", src, diff)
		}
	})
}
