package notify

import (
	"encoding/json"
	"strings"
)

// An object is an object of JSON.
type object = map[string]any

// appendJSON appends a value that encoding/json can encode. It does not escape
// HTML, because messages are never part of a page.
func appendJSON(dst []byte, v any) []byte {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("notify: " + err.Error()) // strings, numbers and lists cannot fail
	}
	return append(dst, strings.TrimSuffix(b.String(), "\n")...)
}
