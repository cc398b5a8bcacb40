package affected_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/words"
)

// shown lists components as "Group/Name".
func shown(list []incident.Component) string {
	var names []string
	for _, c := range list {
		names = append(names, c.Group+"/"+c.Name)
	}
	return strings.Join(names, "; ")
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, sentence string
		known          []incident.Component
		want, notes    string
	}{
		{"nothing", " .", nil, "", ""},
		{"one", "API.", nil, "/API", ""},
		{"several", " API, Login, and Search.", nil, "/API; /Login; /Search", ""},
		{"groups", "Web (Search, Login), API, and Other (x).", nil, "Web/Search; Web/Login; /API; Other/x", ""},
		{"brackets in a name", "Web (Search (beta), Login).", nil, "Web/Search (beta); Web/Login", ""},
		{"and in a group", "Web (Search and Login, API).", nil, "Web/Search and Login; Web/API", "ambiguous"},
		{"and as writers guard it", "Web (Search\u00a0and Login).", nil, "Web/Search and Login", ""},
		{"no sentence of ours", "API and Login and Search.", nil, "/API and Login and Search", "sentence"},
		{"a known name with a comma", "Browse, Filter and API.", []incident.Component{{Name: "Browse, Filter"}, {Name: "API"}}, "/Browse, Filter; /API", ""},
		{"two known names", "Web (Search and Login).", []incident.Component{{Group: "Web", Name: "Search"}, {Group: "Web", Name: "Login"}}, "Web/Search; Web/Login", ""},
		{"spaces", "  Web\u00a0 shop ,  API ", nil, "/Web shop , API", "sentence"},
	} {
		list, notes, err := affected.Reader{Words: words.English(), Known: test.known}.Read(test.sentence)
		var codes []string
		for _, n := range notes {
			codes = append(codes, string(n.Code))
		}
		if got := shown(list); err != nil || got != test.want || strings.Join(codes, " ") != test.notes {
			t.Errorf("%s: %s, notes %q, %v; want %s, %s", test.name, got, codes, err, test.want, test.notes)
		}
	}
}

func TestReadIsLimited(t *testing.T) {
	list, _, err := affected.Reader{Words: words.English(), MaxDepth: 2}.Read("a (b (c (d)))")
	var limit *incident.LimitError
	if !errors.As(err, &limit) || limit.Max != 2 || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestWrites(t *testing.T) {
	r := affected.Reader{Words: words.English()}
	list := []incident.Component{{Group: "Web", Name: "Search"}, {Group: "Web", Name: "Login"}, {Name: "API"}}
	if s := "Web (Search, Login) and API"; !r.Writes(list, s) {
		t.Errorf("%q is not what writers make of %v", s, list)
	}
	if s := "API and Web (Search, Login)"; r.Writes(list, s) {
		t.Errorf("%q is what writers make of %v", s, list)
	}
}
