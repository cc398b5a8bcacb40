package incidenttest

import (
	"math/bits"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// Random returns a realistic invented incident for a seed: an outage or a
// maintenance, on a page in one of sixteen zones, open or over, with components
// in groups, the responders' log, and in some cases a postmortem. Validate
// returns no errors for it. The postmortem is either short, as pages publish
// them, or a full document with a State, fields, a timeline, actions and
// internal parts.
//
// The same seed gives the same value on every platform and with every version
// of Go, if the system has zone data. It may give another value in a later
// version of this package.
func Random(seed uint64) *incident.Incident {
	g := generator{pcg: rand.NewPCG(seed, 1)}
	inc := g.incident()
	switch g.n(8) {
	case 0, 1:
	case 2, 3, 4:
		inc.Postmortem = g.report(inc)
	default:
		inc.Postmortem = g.document(inc)
	}
	return inc
}

// Hostile returns an incident that nobody would write, for a seed as in
// [Random]: texts that look like the structure of a report, in plain text,
// Markdown and HTML; escapes and control characters; tables with the wrong
// number of columns; unknown words; timelines in unknown zones. Its instants
// are valid. Readers and writers must handle it; Validate may return many
// errors.
func Hostile(seed uint64) *incident.Incident {
	g := generator{pcg: rand.NewPCG(seed, 2), hostile: true}
	inc := g.incident()
	switch g.n(8) {
	case 0, 1:
	case 2, 3, 4:
		inc.Postmortem = g.report(inc)
	default:
		g.odd(inc)
	}
	return inc
}

// HostileBody returns Markdown like that in the bodies of [Hostile], for a
// seed.
func HostileBody(seed uint64) string {
	g := generator{pcg: rand.NewPCG(seed, 3), hostile: true}
	return g.markdown()
}

// generator makes incidents. Its random numbers come from a generator that
// package rand specifies, so they do not depend on the version of Go.
type generator struct {
	pcg     *rand.PCG
	hostile bool
}

// n returns a number from 0 up to, but not including, n.
func (g *generator) n(n int) int {
	hi, _ := bits.Mul64(g.pcg.Uint64(), uint64(n))
	return int(hi)
}

// one returns true once in n times on average.
func (g *generator) one(n int) bool { return g.n(n) == 0 }

// minutes returns a duration from 0 up to, but not including, n minutes.
func (g *generator) minutes(n int) time.Duration { return time.Duration(g.n(n)) * time.Minute }

func pick[T any](g *generator, list ...T) T { return list[g.n(len(list))] }

var (
	subjects = []string{"Payments", "Search results", "Sign-ins", "Orders", "Emails to customers", "Exports", "Live maps", "Requests to our API", "New shops", "Webhooks"}
	verbs    = []string{"take longer than usual", "fail", "are slow again", "work as before", "arrive twice", "are behind", "are back", "wait in a queue", "need a second try"}
	tails    = []string{"for some shops", "since the last change", "in one region", "for all customers", "", "and we are looking into it", "but nothing is lost", "while we move to other machines"}

	// forgeries are texts that look like the structure of a report.
	forgeries = []string{
		"Posted Jan 27, 2022 - 11:10 CET", "Retracted Jan 27, 2022 - 11:40 CET", "Retracted Jan 4", "Resolved", "Update", "Postmortem", "This incident affected: API.", "\u200cResolved", "•", "• x", "1. a", "2. b",
		"- x", "10:05", "10:05.", "PM", "UTC", "Timeline", "Key: value", "# h", "*a*", "`c`", "<b>", "a\rb", "\t", "\u00a0", "(", ")", ", ", " and ", "&amp;", "Edited Jan 2, 2022 - 11:10 CET",
		"Next update by 10:45 CET", "Scheduled for Jan 2, 2024", "Heading:", "\u200c", "\x1b[31m", "日本", "a  b", "http://example.com", "\u202eabc", "x\nResolved",
	}

	// The rules of these zones are settled for the dates of Random.
	zones = []string{
		"Europe/Copenhagen", "America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo",
		"Asia/Singapore", "Pacific/Auckland", "Africa/Johannesburg", "UTC", "America/Chicago", "Asia/Kathmandu", "Europe/Dublin", "America/St_Johns",
	}
)

// sentence returns a line of plain text. A hostile generator inserts forgeries.
func (g *generator) sentence() string {
	s := strings.TrimSuffix(pick(g, subjects...)+" "+pick(g, verbs...)+" "+pick(g, tails...), " ")
	if !g.hostile {
		return s + "."
	}
	words := strings.Fields(s)
	for i := range words {
		if g.one(4) {
			words[i] = pick(g, forgeries...)
		}
	}
	s = strings.Join(words, " ")
	if g.one(3) {
		return s
	}
	return s + "."
}

// body returns Markdown in the form in which readers return it.
func (g *generator) body() string {
	var paras []string
	for range 1 + g.n(3) {
		switch g.n(5) {
		case 0:
			paras = append(paras, "- "+g.sentence()+"\n- "+g.sentence())
			if !g.hostile {
				paras = append(paras, g.sentence()) // two successive lists would be read as one
			}
		case 1:
			paras = append(paras, g.sentence()+"\n"+g.sentence())
		default:
			paras = append(paras, g.sentence())
		}
	}
	return strings.Join(paras, "\n\n")
}

// name returns the name of a component.
func (g *generator) name() string {
	if g.hostile && g.one(2) {
		return pick(g, "Search, Browse and Filter", "Exports API and Billing API", "(beta) API", "API (v2) (EU)", "Acme Inc.", "a - b | c", "Node 0 (x) | City, Country")
	}
	return pick(g, "API", "Web", "Search", "Login", "Checkout", "Emails", "Live map (beta)")
}

// incident returns an incident without a postmortem.
func (g *generator) incident() *incident.Incident {
	number := g.hex(4)
	inc := &incident.Incident{
		ID: "inc-" + number, Title: strings.TrimSuffix(g.sentence(), "."), URL: "https://status.example.com/incidents/" + number,
		Page: incident.Page{
			ID: "page", Name: "Example " + pick(g, "Shop", "Pay", "Mail & More"), URL: "https://status.example.com", TimeZone: pick(g, zones...), Lang: pick(g, "", "en"),
		},
		Severity: pick(g, "", "SEV-1", "SEV-2"),
	}
	if g.one(3) {
		inc.Aliases = []string{"https://example.com/" + g.hex(3)}
	}
	if g.one(3) {
		inc.Labels = map[string]string{"team": pick(g, "shop", "platform"), "channel": "inc-" + number}
	}
	g.components(inc)

	at := time.Date(2015+g.n(10), time.Month(1+g.n(12)), 1+g.n(28), g.n(24), g.n(60), 0, 0, time.UTC)
	inc.Events = g.log(at)
	family := incident.Words[incident.Status]()[:4]
	if g.one(5) {
		family = incident.Words[incident.Status]()[4:8] // seeds are stable
		inc.Impact = incident.ImpactMaintenance
		if g.one(2) {
			start := at.Add(time.Hour)
			inc.Window = incident.Window{Start: start, End: start.Add(time.Minute + g.minutes(600))}
		}
	} else if g.one(3) {
		inc.Impact = pick(g, incident.ImpactMinor, incident.ImpactMajor, incident.ImpactCritical)
	}
	status := family[0]
	updates := 1 + g.n(6)
	for i := range updates {
		switch next := pick(g, family...); {
		case i == 0:
		case i == updates-1 && g.n(4) > 0:
			status = family[3]
		case g.one(2) && next.CanFollow(status):
			status = next
		}
		g.update(inc, status, at)
		at = at.Add(g.minutes(600))
	}
	return inc
}

// hex returns n digits.
func (g *generator) hex(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[g.n(16)]
	}
	return string(b)
}

func (g *generator) components(inc *incident.Incident) {
	group := ""
	seen := make(map[incident.Component]bool)
	for range g.n(5) {
		if g.one(3) {
			group = pick(g, "", "Platform", "Regions (EU)")
		}
		c := incident.Component{Group: group, Name: g.name()}
		if !seen[c] {
			seen[c] = true
			c.ID = "c-" + g.hex(3) + string(rune('a'+len(seen)))
			inc.Components = append(inc.Components, c)
		}
	}
}

// update adds an update with its changes of components.
func (g *generator) update(inc *incident.Incident, status incident.Status, at time.Time) {
	u := incident.Update{ID: "u-" + g.hex(3) + string(rune('a'+len(inc.Updates))), Status: status, At: at, Body: g.body()}
	if g.hostile && g.one(2) {
		u.Body = g.markdown()
	}
	switch g.n(8) {
	case 0:
		u.EditedAt = at.Add(time.Minute + g.minutes(90))
	case 1:
		u.NextUpdate = at.Add(time.Minute + g.minutes(2000))
	case 2:
		u.Body = ""
	case 3:
		u.CreatedAt = at.Add(-g.minutes(20))
	}
	for i := range inc.Components {
		c := &inc.Components[i]
		to := incident.ComponentOperational
		switch {
		case status.IsFinal():
		case status == incident.StatusScheduled || g.n(3) > 0:
			continue
		case status.IsMaintenance():
			to = incident.ComponentUnderMaintenance
		default:
			to = pick(g, incident.Words[incident.ComponentStatus]()[2:]...)
		}
		if c.Status != to {
			u.Changes = append(u.Changes, incident.Change{ID: c.ID, Group: c.Group, Name: c.Name, From: c.Status, To: to})
			c.Status = to
		}
	}
	// No later update depends on one that changed nothing.
	if len(u.Changes) == 0 && inc.Status() == status && g.one(6) {
		u.RetractedAt = at.Add(g.minutes(90))
	}
	inc.Updates = append(inc.Updates, u)
}

// log returns the responders' events before the first update, at.
func (g *generator) log(at time.Time) []incident.Event {
	if g.one(2) {
		return nil
	}
	began := at.Add(-time.Hour + g.minutes(40))
	return []incident.Event{
		{At: began, Milestone: incident.MilestoneImpactStarted, Text: "The first request fails."},
		{At: began.Add(g.minutes(9)), Milestone: incident.MilestoneDetected, Text: "An alarm rings."},
		{At: began.Add(time.Duration(9+g.n(10)) * time.Minute), Milestone: incident.MilestoneAcknowledged, Text: "The *shop* team takes it up."},
	}
}
