package frontmatter_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/internal/frontmatter"
)

// TestRead reads the keys of both formats, and checks the places of their
// values.
func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, text string
		toml       bool
		want       string // keys and values, in the order of the keys
		err        error  // errors.ErrUnsupported stands for any other error
	}{
		{name: "nothing"},
		{name: "YAML", text: "title: Full queue\ndate: 2024-03-05 # a day\ndraft: true\n", want: "date=2024-03-05 draft=true title=Full queue"},
		{name: "quotes", text: "title: \"A: b\"\npage: 'it''s'\n", want: "page=it's title=A: b"},
		{name: "lines folded", text: "title: >\n  Full\n  queue\n", want: "title=Full queue"},
		{name: "no values of one line", text: "tags: [a, b]\nparams:\n  a: b\nempty: null\nnone:\nid: 1\n", want: "id=1"},
		{name: "an alias", text: "a: &x one\nb: *x\n", want: "a=one"},
		{name: "a list", text: "- a\n- b\n", err: frontmatter.ErrNone},
		{name: "a text", text: "only words\n", err: frontmatter.ErrNone},
		{name: "a text above keys", text: "'words\n\ntitle: x'\n", err: frontmatter.ErrKeys},
		{name: "a line that cannot be read", text: "title: Full queue\npage: [\nid: 7\n", want: "id=7 title=Full queue", err: errors.ErrUnsupported},
		{name: "a key twice", text: "id: 1\nid: 2\n", want: "id=1"},
		{name: "controls", text: "title: \"a\\tb\\u202ec\"\n", want: "title=a bc"},
		{name: "too long", text: "title: " + strings.Repeat("a", 64<<10), err: frontmatter.ErrSize},

		{name: "TOML", toml: true, text: "title = \"Full queue\"\ndate = 2024-03-05T10:05:00Z\ndraft = true # yet\nid = 7\n", want: "date=2024-03-05T10:05:00Z draft=true id=7 title=Full queue"},
		{name: "literal", toml: true, text: "page = 'C:\\x'\n", want: "page=C:\\x"},
		{name: "no values of one line", toml: true, text: "tags = [\"a\"]\nx = {a = 1}\na.b = 2\nid = 1\n[params]\ntitle = \"no\"\n", want: "id=1"},
		{name: "tables of tables", toml: true, text: "id = 1\n[[x]]\nid = 2\n", want: "id=1"},
		{name: "a line that cannot be read", toml: true, text: "title = \"Full queue\"\npage = \nid = 7\n", want: "id=7 title=Full queue", err: errors.ErrUnsupported},
	} {
		keys, err := frontmatter.Read(test.text, test.toml)
		var got []string
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			v := keys[key]
			got = append(got, key+"="+v.Text)
			line := test.text[strings.LastIndexByte(test.text[:v.At], '\n')+1 : v.At]
			if !strings.HasPrefix(line, key) || strings.Trim(line[len(key):], ` :='"`) != "" {
				t.Errorf("%s: the value of %s stands behind %q", test.name, key, line)
			}
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		switch {
		case test.err == errors.ErrUnsupported:
			if err == nil {
				t.Errorf("%s: no error", test.name)
			}
		case !errors.Is(err, test.err):
			t.Errorf("%s: %v, want %v", test.name, err, test.err)
		}
	}
}

// TestTime reads instants, and dates in a given zone.
func TestTime(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	for text, want := range map[string]string{
		"2024-03-05T10:05:00Z": "2024-03-05T10:05:00Z",
		"2024-03-05 10:05 UTC": "2024-03-05T10:05:00Z",
		"2024-03-05 10:05":     "2024-03-05T09:05:00Z",
		"2024-03-05":           "2024-03-04T23:00:00Z",
		"10:05":                "",
		"March 5":              "",
		"2024-03-05 or so":     "",
		"soon":                 "",
		"":                     "",
	} {
		got := ""
		if at := (frontmatter.Value{Text: text}).Time(zone); !at.IsZero() {
			got = at.UTC().Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
