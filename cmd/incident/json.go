package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// schema is the version of the JSON documents that the command writes.
const schema = 1

// document is an incident as the command writes it.
type document struct {
	Schema int `json:"schema"`
	*incident.Incident
}

// marshal returns an incident as a document, on one line unless indent is set.
func marshal(inc *incident.Incident, indent bool) ([]byte, error) {
	if indent {
		return indented(document{schema, inc}, "")
	}
	return encode(document{schema, inc}, "", "")
}

// indented returns a value as JSON. All lines except the first begin with
// prefix.
func indented(v any, prefix string) ([]byte, error) { return encode(v, prefix, "  ") }

func encode(v any, prefix, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, indent)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// escaped returns JSON in which control characters and bidirectional
// formatting, which can only be inside strings, are escaped.
func escaped(doc []byte) []byte {
	var b []byte
	for _, r := range string(doc) {
		if r >= 0x7f && r <= 0xffff && oneLine(string(r)) != string(r) {
			b = fmt.Appendf(b, "\\u%04x", r)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}
