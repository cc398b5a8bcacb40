package site

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/statuspage"
)

// Migration says what became of the incidents of several sources, see [Merge].
// As JSON it has all of it, and as text a line for each loss and each doubt.
type Migration struct {
	Sources []Count `json:"sources,omitempty"` // in the order of precedence
	In      Count   `json:"in"`                // the sum of the sources
	Out     Count   `json:"out"`               // of the merged incidents
	Losses  []Loss  `json:"losses,omitempty"`
	Doubts  []Doubt `json:"doubts,omitempty"`
}

// Count is how much a source has. Of what several sources have, each counts.
type Count struct {
	Source      string     `json:"source,omitempty"`
	Kind        SourceKind `json:"kind,omitempty"`
	Incidents   int        `json:"incidents"`
	Updates     int        `json:"updates"`
	Postmortems int        `json:"postmortems"`
}

func (c *Count) add(inc *incident.Incident) {
	c.Incidents++
	c.Updates += len(inc.Updates)
	if inc.Postmortem != nil {
		c.Postmortems++
	}
}

// The codes of losses and doubts, beside [incident.CodeConflict], for values
// that contradict each other, and those of the notes of readers.
const (
	CodeSuperseded incident.Code = "superseded" // a newer source has another value
	CodeSimilar    incident.Code = "similar"    // incidents that may be the same were not merged
	CodeContested  incident.Code = "contested"  // different incidents state the same ID or address
	CodeRemoved    incident.Code = "removed"    // an update was kept that a newer source no longer has
)

// Loss is something that a source says and that the merged incident does not
// hold.
type Loss struct {
	Source string        `json:"source"`
	Also   []string      `json:"also,omitempty"`  // other sources that have the same value
	ID     string        `json:"id,omitempty"`    // of the merged incident; "": it has none, or the loss is about a page
	Title  string        `json:"title,omitempty"` // of an incident without ID
	Path   string        `json:"path,omitempty"`  // of the value in the incident of the source
	Code   incident.Code `json:"code"`
	// Lost is the value that the source has, or else what its reader noted.
	// Instants are in UTC, bodies and postmortems in Markdown.
	Lost     string `json:"lost"`
	Kept     string `json:"kept,omitempty"`      // the value of the merged incident; "": none
	KeptFrom string `json:"kept_from,omitempty"` // the source it is from
}

// Doubt is something that only a person can decide.
type Doubt struct {
	Source string        `json:"source"`
	ID     string        `json:"id,omitempty"`
	Title  string        `json:"title,omitempty"`
	Code   incident.Code `json:"code"`
	Text   string        `json:"text"`
}

// lossNotes are the codes of notes about something that a reader did not keep,
// or not as an instant. The last one is parse.NoteAround.
var lossNotes = [...]incident.Code{statuspage.CodeUnmapped, statuspage.CodeUnresolved, "around"}

// notes adds the losses that the reader of a source noted.
func (m *Migration) notes(s *Source) {
	for _, n := range s.Notes {
		if !slices.Contains(lossNotes[:], n.Code) {
			continue
		}
		loss := Loss{Source: s.Name, Path: n.Path, Code: n.Code, Lost: n.Text}
		if inc := noted(s, n.Path); inc != nil {
			loss.ID, loss.Title = inc.ID, inc.Title
		}
		m.Losses = append(m.Losses, loss)
	}
}

// noted returns the incident that the path of a note is about, or nil. In a
// source with one incident, paths need not name it.
func noted(s *Source, path string) *incident.Incident {
	i := 0
	if strings.HasPrefix(path, "incidents[") {
		if _, err := fmt.Sscanf(path, "incidents[%d]", &i); err != nil {
			return nil
		}
	} else if len(s.Incidents) != 1 {
		return nil
	}
	if i < 0 || i >= len(s.Incidents) {
		return nil
	}
	return s.Incidents[i]
}

// Append appends the report as text to dst: a table of the counts, then a line
// for each loss and each doubt. Long values are cut.
func (m *Migration) Append(dst []byte) []byte {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(name string, c Count) {
		fmt.Fprintf(w, "%d\t%d\t%d\t  %s\n", c.Incidents, c.Updates, c.Postmortems, line(name))
	}
	fmt.Fprintln(w, "incidents\tupdates\tpostmortems\t")
	for _, c := range m.Sources {
		row(c.Source, c)
	}
	row("in", m.In)
	row("out", m.Out)
	_ = w.Flush() // to memory
	fmt.Fprintf(&b, "\nlosses: %d\n", len(m.Losses))
	for _, l := range m.Losses {
		source := line(l.Source)
		if n := len(l.Also); n > 0 {
			source += fmt.Sprintf(" and %d more", n)
		}
		lost, kept := l.Lost, l.Kept
		if strings.HasSuffix(l.Path, ".body") {
			lost, _ = shown(lost)
			kept, _ = shown(kept)
		}
		fmt.Fprintf(&b, "%s: %s%s: %s: lost %s", source, lossName(l.ID, l.Title), line(l.Path), l.Code, excerpt(lost))
		if l.KeptFrom != "" {
			fmt.Fprintf(&b, ", kept %s from %s", excerpt(kept), line(l.KeptFrom))
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "\ndoubts: %d\n", len(m.Doubts))
	for _, d := range m.Doubts {
		fmt.Fprintf(&b, "%s: %s%s: %s\n", line(d.Source), lossName(d.ID, d.Title), d.Code, line(d.Text))
	}
	return append(dst, b.Bytes()...)
}

func line(s string) string { return string(markdown.AppendLine(nil, s)) }

// lossName returns the ID of an incident, or else its title, before a value
// of it.
func lossName(id, title string) string {
	switch {
	case id != "":
		return line(id) + ": "
	case title != "":
		return strconv.Quote(title) + ": "
	}
	return ""
}

// excerpt returns the beginning of a value, in quotes.
func excerpt(s string) string {
	const most = 60
	if r := []rune(strings.Join(strings.Fields(s), " ")); len(r) > most {
		return strconv.Quote(string(r[:most])) + "..."
	} else {
		return strconv.Quote(string(r))
	}
}
