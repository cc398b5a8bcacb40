package htmltext

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// IsHTML reports whether s, a body that may be HTML or plain text, is HTML. The
// APIs of status pages do not say which of the two they send.
//
// It is where s holds a tag of an element that bodies are written with, or an
// entity. A tag has its ">" or an attribute with "=" behind its name, so
// "a < b", "<rack 7>" and "if <b and c>" are text; an entity has its ";" and
// is a known one, so "R&D; done" is text.
func IsHTML(s string) bool { return htmltree.HasTag(s) || hasEntity(s) }

// hasEntity reports whether s holds an entity.
func hasEntity(s string) bool {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			return false
		}
		s = s[i+1:]
		n := strings.IndexByte(s[:min(len(s), maxEntity)], ';')
		if n <= 0 || !(s[0] == '#' || markdown.IsAlnum(s[0])) {
			continue
		}
		// "&ampere;" resolves to "&ere;": the ";" that stays tells it is no
		// entity.
		if e := "&" + s[:n+1]; !strings.HasSuffix(html.UnescapeString(e), ";") || e == "&semi;" {
			return true
		}
	}
}

// maxEntity bounds the search for the end of an entity: the longest name has 31
// letters.
const maxEntity = 40
