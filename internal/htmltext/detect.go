package htmltext

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// IsHTML reports whether the body s is HTML rather than plain text. The APIs of
// status pages do not say which of the two they send.
//
// A body is HTML if it has an entity or a tag of an element that is usual in
// bodies. After the name of its element, a tag must have ">" or an attribute
// with "=", so "a < b", "<rack 7>" and "if <b and c>" are plain text. An entity
// must be a known one and end in ";", so "R&D; done" is plain text.
func IsHTML(s string) bool { return htmltree.HasTag(s) || hasEntity(s) }

// hasEntity reports whether s has an entity.
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
		// "&ampere;" is unescaped to "&ere;". The remaining ";" shows
		// that it is not an entity.
		if e := "&" + s[:n+1]; !strings.HasSuffix(html.UnescapeString(e), ";") || e == "&semi;" {
			return true
		}
	}
}

// maxEntity limits the search for the end of an entity. The longest name has 31
// letters.
const maxEntity = 40
