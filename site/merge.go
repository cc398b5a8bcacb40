package site

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/statuspage"
)

// Source is what one file says about incidents.
type Source struct {
	Name      string // of the file; no two sources have the same
	Kind      SourceKind
	Incidents []*incident.Incident
	// Notes are those of the reader of the file. What it could not keep is a
	// loss of the migration.
	Notes []incident.Note
}

// SourceKind says how much a source knows about an incident.
type SourceKind string

// The kinds, from the one that [Merge] prefers. An unknown kind comes last.
const (
	SourceJSON     SourceKind = "json"     // incidents in the JSON of the model
	SourceMarkdown SourceKind = "markdown" // Markdown documents, such as postmortems
	SourceAPI      SourceKind = "api"      // an answer of the API of a vendor
	SourceWebhook  SourceKind = "webhook"  // what a vendor sent about an update
	SourcePage     SourceKind = "page"     // the page of an incident
	SourceText     SourceKind = "text"     // the text of such a page
	SourceHome     SourceKind = "home"     // a home page, which has several incidents
	SourceFeed     SourceKind = "feed"     // Atom or RSS
	SourceHistory  SourceKind = "history"  // a history, which has the last message of each incident
)

// StatuspageSource returns what an answer, a page or a feed of Statuspage says.
func StatuspageSource(name string, answer *statuspage.Answer) Source {
	return Source{Name: name, Incidents: answer.Incidents, Notes: answer.Notes}
}

// Merge merges the incidents of several sources.
func Merge(sources []Source) ([]*incident.Incident, *Migration) {
	return nil, new(Migration)
}
