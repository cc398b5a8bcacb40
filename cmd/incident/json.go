package main

import (
	"bytes"
	"encoding/json"

	"github.com/incidentkit/incident"
)

// schema is the version of the JSON documents that the command writes.
const schema = 1

// document is an incident as the command writes it.
type document struct {
	Schema int `json:"schema"`
	*incident.Incident
}

func marshal(inc *incident.Incident, indent bool) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if indent {
		enc.SetIndent("", "  ")
	}
	err := enc.Encode(document{schema, inc})
	return b.Bytes(), err
}
