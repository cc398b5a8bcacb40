package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNestedRows reads lists of rows inside the items of other lists.
func TestNestedRows(t *testing.T) {
	const day = "# Slow search\n\n## Timeline (UTC)\n\n"
	for _, test := range []struct {
		name, src string
		want      []string // sections: body | rows | text after them
	}{
		{"days", day + "- 2024-02-05\n  - 12:24 seen\n  - 13:08 ticket\n- 2024-02-07\n  - 09:31 tried\n  - 16:24 released\n",
			[]string{"- 2024-02-05 | Feb 5 12:24 seen, Feb 5 13:08 ticket | ", "- 2024-02-07 | Feb 7 09:31 tried, Feb 7 16:24 released | "}},
		{"one of several items", "# Slow\n\n- Impact was small.\n- **What we saw**:\n  * 2024-02-05 12:24: seen\n  * 2024-02-05 13:08: ticket\n    and more\n\n- **Next**:\n  - Add a disk.\n",
			[]string{"- Impact was small.\n- **What we saw**: | Feb 5 12:24 seen, Feb 5 13:08 ticket\nand more | - **Next**:\n  - Add a disk."}},
		{"numbers", day + "1. 2024-02-05\n   1. 12:24 seen\n   2. 13:08 ticket\n", []string{"1. 2024-02-05 | Feb 5 12:24 seen, Feb 5 13:08 ticket | "}},
		{"one row is text", "# Slow\n\n- We saw:\n  - 2024-02-05 12:24: it\n", []string{"- We saw:\n  - 2024-02-05 12:24: it | - | "}},
		{"an item without a time", "# Slow\n\n- We saw:\n  - 2024-02-05 12:24: it\n  - 2024-02-05 12:25: that\n  - nothing\n",
			[]string{"- We saw:\n  - 2024-02-05 12:24: it\n  - 2024-02-05 12:25: that\n  - nothing | - | "}},
		{"days of other things", "# Slow\n\n- We plan:\n  - March 5, 2024: a disk\n  - March 8, 2024: an alarm\n", []string{"- We plan:\n  - March 5, 2024: a disk\n  - March 8, 2024: an alarm | - | "}},
		{"figures", "# Slow\n\n- Numbers:\n  - 12 users\n  - 13 shops\n", []string{"- Numbers:\n  - 12 users\n  - 13 shops | - | "}},
		{"below a row", day + "- 2024-02-05 12:24 seen\n  - 12:25 by one\n  - 12:26 by two\n- 2024-02-05 13:08 ticket\n",
			[]string{" | Feb 5 12:24 seen\n- 12:25 by one\n- 12:26 by two, Feb 5 13:08 ticket | "}},
		{"in fields", "# Slow\n\n## Impact\n\n- Users: all\n- Times:\n  - 2024-02-05 12:24 on\n  - 2024-02-05 13:08 off\n", []string{" | fields 2 | "}},
		{"in fields without a heading", "# Slow\n\n- Impact: some\n- Seen:\n  - 2024-02-05 12:24 on\n  - 2024-02-05 13:08 off\n", []string{" | fields 2 | "}},
		{"quoted", day + "We wrote:\n\n> 2024-02-05 12:24 seen\n> by one\n> 2024-02-05 13:08 ticket\n\nThen it was over.\n",
			[]string{"We wrote: | Feb 5 12:24 seen\nby one, Feb 5 13:08 ticket | Then it was over."}},
		{"a quotation that begins otherwise", day + "> We wrote:\n> 2024-02-05 12:24 seen\n> 2024-02-05 13:08 ticket\n",
			[]string{"> We wrote:\n> 2024-02-05 12:24 seen\n> 2024-02-05 13:08 ticket | - | "}},
		{"a log elsewhere", "# Slow\n\n## Root cause\n\n```\n2024-02-05 12:24 error\n2024-02-05 13:08 error\n```\n",
			[]string{"```\n2024-02-05 12:24 error\n2024-02-05 13:08 error\n``` | - | "}},
		{"bullets of a word processor", "# Slow\n\n## Action items\n\n• Add a disk.\n• Add an alarm.\n", []string{" | actions 2 | "}},
		{"in actions", "# Slow\n\n## Action items\n\n- Dates:\n  - 2024-02-05 12:24 one\n  - 2024-02-05 13:08 two\n", []string{" | actions 1 | "}},
	} {
		t.Run(test.name, func(t *testing.T) {
			inc, _ := readMarkdown(t, test.src)
			var got []string
			for _, s := range inc.Postmortem.Sections {
				rows := []string{}
				if s.Timeline != nil {
					for _, e := range s.Timeline.Events {
						rows = append(rows, e.At.UTC().Format("Jan 2 15:04 ")+e.Text)
					}
				}
				content := strings.Join(rows, ", ")
				switch {
				case s.Fields != nil:
					content = fmt.Sprintf("fields %d", len(s.Fields))
				case s.Actions != nil:
					content = fmt.Sprintf("actions %d", len(s.Actions))
				case s.Timeline == nil:
					content = "-"
				}
				got = append(got, s.Body+" | "+content+" | "+s.After)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			one := markdownDocument(inc)
			again, _ := readMarkdown(t, one)
			if diff := cmp.Diff(inc.Postmortem.Sections, again.Postmortem.Sections); diff != "" {
				t.Errorf("read again (-want +got):\n%s\n%s", diff, one)
			}
			if w, lost := missing(wordsOf(test.src), wordsOf(one)); lost {
				t.Errorf("the word %q is lost in\n%s", w, one)
			}
		})
	}
}
