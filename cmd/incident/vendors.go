package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/betterstack"
	"github.com/incidentkit/incident/incidentio"
	"github.com/incidentkit/incident/instatus"
	"github.com/incidentkit/incident/internal/wire"
	"github.com/incidentkit/incident/statuspage"
)

// vendorOf returns the format for the vendor that data is from, or "".
func vendorOf(data []byte) string {
	if statuspage.Detect(data) != "" {
		return "statuspage"
	}
	switch vendor, _ := wire.Peek(data).Vendor(); {
	case vendor == wire.Instatus && instatus.Detect(data) != "":
		return "instatus"
	case vendor == wire.BetterStack && betterstack.Detect(data) != "":
		return "betterstack"
	case vendor == wire.IncidentIO && incidentio.Detect(data) != "":
		return "incidentio"
	}
	return ""
}

// vendorAnswer is the common content of the answers of all vendors.
type vendorAnswer struct {
	kind      string
	incidents []*incident.Incident
	notes     []incident.Note
	listing   listing
}

// listing is a page with its components, as an answer lists them.
type listing struct {
	page       incident.Page
	components []incident.Component
}

// The kinds of answers that do not hold any number of incidents. Vendors have
// the same words for them.
var (
	kindsOfOne  = []string{"incident", "incident_page", "incident_webhook", "maintenance_webhook"}
	kindsOfNone = []string{"component_webhook", "components", "status"}
)

// answered returns the incidents of an answer in the form of a readFunc.
func (l *loader) answered(name string, a vendorAnswer, err error) ([]*incident.Incident, bool, error) {
	l.listing = a.listing
	for _, n := range a.notes {
		l.note(name, n)
	}
	if slices.Contains(kindsOfNone, a.kind) {
		about := strings.ReplaceAll(a.kind, "_", " ")
		l.note(name, incident.Note{Code: "empty", Text: "an answer about " + about + " holds no incident"})
	}
	many := !slices.Contains(kindsOfOne, a.kind)
	if !many {
		for _, inc := range a.incidents {
			l.keep(inc, origin{name: name, notes: a.notes})
		}
	}
	return a.incidents, many, err
}

func readStatuspage(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := statuspage.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	l.answer = read
	return l.answered(name, vendorAnswer{string(read.Kind), read.Incidents, read.Notes, listing{read.Page, read.Components}}, err)
}

func readAtom(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	return readFeed(l, name, data, statuspage.KindAtom)
}

func readRSS(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	return readFeed(l, name, data, statuspage.KindRSS)
}

// readFeed reads a history of Statuspage of the given kind.
func readFeed(l *loader, name string, data []byte, kind statuspage.Kind) ([]*incident.Incident, bool, error) {
	if statuspage.Detect(data) != kind {
		err := fmt.Errorf("this is not an %s feed of Statuspage", kind)
		return nil, false, &incident.SourceError{File: name, Line: 1, Column: 1, Code: incident.CodeUnknown, Err: err}
	}
	return readStatuspage(l, name, data)
}

func readInstatus(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := instatus.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	return l.answered(name, vendorAnswer{string(read.Kind), read.Incidents, read.Notes, listing{}}, err)
}

func readBetterStack(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := betterstack.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	var all listing
	if read.Kind == betterstack.KindIndex {
		all = listing{read.Page, read.Components}
	}
	return l.answered(name, vendorAnswer{string(read.Kind), read.Incidents, read.Notes, all}, err)
}

func readIncidentIO(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := incidentio.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	return l.answered(name, vendorAnswer{string(read.Kind), read.Incidents, read.Notes, listing{}}, err)
}
