package main

import (
	"cmp"
	"errors"
	"os"
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/feed"
	"github.com/incidentkit/incident/notify"
	"github.com/incidentkit/incident/statuspage"
)

// errUntold says that an incident has no update for a channel.
var errUntold = errors.New("the incident has no update, and slack, teams, discord and email show the newest one; -to text writes the rest")

// latest returns an appendFunc that appends the message about the newest update
// that was not retracted.
func latest(write func(dst []byte, n notify.Notification) []byte) appendFunc {
	return func(_ *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
		for i := len(inc.Updates) - 1; i >= 0; i-- {
			if !inc.Updates[i].Retracted() {
				return write(dst, notify.Update(inc, i)), nil
			}
		}
		return dst, errUntold
	}
}

// jsonLine adds a line break to a message in JSON.
func jsonLine(write func(dst []byte, n notify.Notification) []byte) func([]byte, notify.Notification) []byte {
	return func(dst []byte, n notify.Notification) []byte { return append(write(dst, n), '\n') }
}

var (
	appendSlack   = latest(jsonLine(notify.Slack{}.Append))
	appendTeams   = latest(jsonLine(notify.Teams{}.Append))
	appendDiscord = latest(jsonLine(notify.Discord{}.Append))
	appendEmail   = latest(notify.Email{}.Append) // the program that sends it adds the sender
)

// wholeFunc appends a document about all incidents.
type wholeFunc func(dst []byte, page incident.Page, list []*incident.Incident) []byte

// gathered collects all incidents and writes one document about them at the
// end.
type gathered struct {
	out  *output
	list []*incident.Incident
}

func (g *gathered) work(_ *converter, _ string, inc *incident.Incident) func() ([]byte, error) {
	g.list = append(g.list, inc)
	return func() ([]byte, error) { return nil, nil }
}

func (g *gathered) put(c *converter, _ []byte) error {
	c.written++
	return nil
}

func (g *gathered) close(c *converter) error {
	var page incident.Page
	for _, inc := range g.list {
		if page == (incident.Page{}) {
			page = inc.Page
		}
	}
	if c.to.name == "ics" && !slices.ContainsFunc(g.list, func(inc *incident.Incident) bool { return inc.IsMaintenance() && !inc.Window.Start.IsZero() }) {
		c.say(fileError(cmp.Or(c.out, "<stdout>"), errors.New("the calendar is empty, because no maintenance with a window was read")))
	}
	return g.out.finish(c.to.whole(nil, page, g.list), os.Rename)
}

func (g *gathered) abort(c *converter) {
	c.written = 0
	g.out.discard()
}

// Feeds have all incidents that were read.
const allIncidents = 1 << 30

var (
	wholeAtom     = feed.Atom{Limit: allIncidents}.Append
	wholeRSS      = feed.RSS{Limit: allIncidents}.Append
	wholeJSONFeed = feed.JSON{Limit: allIncidents}.Append
	wholeCalendar = feed.Calendar{}.Append
)

// wholeStatuspage appends the incidents.json of Statuspage's public API.
func wholeStatuspage(dst []byte, page incident.Page, list []*incident.Incident) []byte {
	answer := statuspage.Answer{Kind: statuspage.KindIncidents, Page: page, Incidents: list}
	dst, _ = answer.Append(dst) // cannot fail for this kind
	return dst
}
