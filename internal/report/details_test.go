package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/words"
)

func TestCutDetails(t *testing.T) {
	phrases := words.English()
	for _, test := range []struct {
		md, text string
		want     []detail
	}{
		{"Do it (Owner: Ann; Due: 2024-06-01)", "Do it", []detail{{Column: words.ActionOwner, Value: "Ann"}, {Column: words.ActionDue, Value: "2024-06-01"}}},
		{`Do it (Owner: Ann \(x\)\; y)`, "Do it", []detail{{Column: words.ActionOwner, Value: "Ann (x); y"}}},
		{"Do it\n\n(Owner: Ann)", "Do it", []detail{{Column: words.ActionOwner, Value: "Ann"}}},
		{"Do it (see above)", "Do it (see above)", nil},
		{"Do it (Owner: a; Owner: b)", "Do it (Owner: a; Owner: b)", nil},
		{"Do it (Due: soon)", "Do it", []detail{{Column: words.ActionDue, Value: "soon"}}},
		{"Do it(Owner: a)", "Do it(Owner: a)", nil},
		{`Do it \(Owner: a)`, `Do it \(Owner: a)`, nil},
		{")", ")", nil},
		{"", "", nil},
	} {
		text, got := cutDetails(test.md, phrases)
		if diff := cmp.Diff(test.want, got); diff != "" || text != test.text {
			t.Errorf("%q: %q (-want +got):\n%s", test.md, text, diff)
		}
		guarded := GuardDetails(test.md, phrases)
		if _, list := cutDetails(guarded, phrases); list != nil {
			t.Errorf("%q has details", guarded)
		}
		if back := unguardDetails(guarded, phrases); back != test.md {
			t.Errorf("%q comes back as %q", test.md, back)
		}
	}
}
