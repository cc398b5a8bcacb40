package main

import (
	"fmt"
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
	doc, v := wire.Peek(data)
	switch vendor, _ := doc.JSON.Vendor(v); {
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
	kind  string
	list  []*incident.Incident
	notes []incident.Note
	one   bool // it is about a single incident
	none  bool // its kind has no incidents
}

// answered returns the incidents of an answer in the form of a readFunc.
func (l *loader) answered(name string, a vendorAnswer, err error) ([]*incident.Incident, bool, error) {
	for _, n := range a.notes {
		l.note(name, n)
	}
	if a.one {
		for _, inc := range a.list {
			l.keep(inc, origin{name: name, notes: a.notes})
		}
	}
	if a.none {
		about := strings.ReplaceAll(a.kind, "_", " ")
		l.note(name, incident.Note{Code: "empty", Text: "an answer about " + about + " holds no incident"})
	}
	return a.list, !a.one, err
}

func readStatuspage(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := statuspage.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	l.answer = read
	a := vendorAnswer{kind: string(read.Kind), list: read.Incidents, notes: read.Notes}
	switch read.Kind {
	case statuspage.KindIncident, statuspage.KindIncidentWebhook, statuspage.KindIncidentPage:
		a.one = true
	case statuspage.KindComponentWebhook, statuspage.KindComponents, statuspage.KindStatus:
		a.none = true
	}
	return l.answered(name, a, err)
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
	a := vendorAnswer{kind: string(read.Kind), list: read.Incidents, notes: read.Notes}
	switch read.Kind {
	case instatus.KindIncidentWebhook, instatus.KindMaintenanceWebhook:
		a.one = true
	case instatus.KindComponentWebhook, instatus.KindComponents:
		a.none = true
	}
	return l.answered(name, a, err)
}

func readBetterStack(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := betterstack.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	a := vendorAnswer{kind: string(read.Kind), list: read.Incidents, notes: read.Notes}
	switch read.Kind {
	case betterstack.KindIncidentWebhook, betterstack.KindMaintenanceWebhook:
		a.one = true
	case betterstack.KindComponentWebhook:
		a.none = true
	}
	return l.answered(name, a, err)
}

func readIncidentIO(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	read, err := incidentio.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
	if read == nil {
		return nil, false, err
	}
	return l.answered(name, vendorAnswer{kind: string(read.Kind), list: read.Incidents, notes: read.Notes}, err)
}
