package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Message is a template for the body of an update. The zero value is an empty
// text. Those that are built in ([Messages]) are values like any other: a
// program's own are literals, or JSON.
type Message struct {
	Name   string `json:"name,omitempty"`
	Status Status `json:"status,omitempty"` // of the update that it is for
	// Text is Markdown in which {{name}} stands for a value. Spaces inside of the
	// braces are allowed. There is nothing else: no conditions, no nesting.
	Text string `json:"text,omitempty"`
}

// MessageError says that a message cannot be expanded: a name has no value, or
// the braces are wrong.
type MessageError struct {
	Template string // the name of the message
	Name     string // the name that has no value; "" where none stands between the braces
	Offset   int    // of the "{{" in the text, in bytes
	Unclosed bool   // the "{{" has no "}}", or another "{{" before it
	// Known are the names that have a value, sorted.
	Known []string
}

// Error returns message, offset and cause on one line, with the known names.
func (e *MessageError) Error() string {
	what := fmt.Sprintf("nothing is known for {{%s}}", oneLine(e.Name))
	switch {
	case e.Unclosed:
		what = "{{ is not closed"
	case e.Name == "":
		what = "no name stands in {{}}"
	}
	known := "none"
	if len(e.Known) > 0 {
		known = strings.Join(e.Known, ", ")
	}
	return fmt.Sprintf("message %q, byte %d: %s; known: %s", e.Template, e.Offset, what, known)
}

// Names returns the names that the message asks for, in the order of their first
// occurrence, up to a fault in its braces.
func (m Message) Names() []string {
	var names []string
	for at := 0; ; {
		name, start, end, ok := m.nextName(at)
		if start < 0 || !ok {
			return names
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		at = end
	}
}

// Expand returns the text with the values of the names in it, see
// [Incident.MessageValues]. A value is inserted as it is and not looked at again,
// so one may hold braces. It has to be Markdown.
//
// A name without a value is a [*MessageError], and so is one whose value is
// empty: a message never goes out with a hole in it.
func (m Message) Expand(values map[string]string) (string, error) {
	var b strings.Builder
	for at := 0; ; {
		name, start, end, ok := m.nextName(at)
		if start < 0 {
			if at == 0 {
				return m.Text, nil
			}
			b.WriteString(m.Text[at:])
			return b.String(), nil
		}
		if !ok || values[name] == "" {
			return "", &MessageError{Template: m.Name, Name: name, Offset: start, Unclosed: end < 0, Known: valuedNames(values)}
		}
		b.WriteString(m.Text[at:start])
		b.WriteString(values[name])
		at = end
	}
}

// placeholder finds the first name in braces from byte at on: start is -1 where
// there is none, and end where it is not closed.
func (m Message) nextName(at int) (name string, start, end int, ok bool) {
	i := strings.Index(m.Text[at:], "{{")
	if i < 0 {
		return "", -1, -1, false
	}
	start = at + i
	name, _, closed := strings.Cut(m.Text[start+2:], "}}")
	if !closed || strings.Contains(name, "{{") {
		return "", start, -1, false
	}
	end = start + 2 + len(name) + 2
	name = strings.TrimSpace(name)
	return name, start, end, name != ""
}

// known returns the names that have a value.
func valuedNames(values map[string]string) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if values[name] != "" {
			names = append(names, name)
		}
	}
	return names
}

// MessageValues returns what is known for the names of a message, if u is the
// next update; u is not posted. What is not known is not in the map.
//
//	component     the names of the components affected: "Checkout", "Cards, Search and Web - API"
//	impact        the effective impact, in a word: "major"
//	title, url    of the incident
//	page          the name of the page
//	started       when the impact started, as [Metrics] has it
//	duration      how long it lasted or has lasted so far: Metrics.Impact, else up to u.At unless u is final
//	next_update   u.NextUpdate
//	window        "22:00 to 23:30 CET"
//	window_start  "Nov 9, 22:00 CET"
//	window_end    "23:30 CET"
//
// Times are in the page's zone (UTC where that is unknown), with the day where
// it is not that of u. Started and duration begin with "about" where they rest
// on an [Anchor] that is Inferred; they may come from the responders' Events, of
// which nothing else is told. Names are escaped, since values are Markdown. The
// words are English; severity is the team's own and not among them.
//
// The map is the caller's, to add to.
func (inc *Incident) MessageValues(u Update) map[string]string {
	next := *inc
	next.Updates = append(slices.Clip(inc.Updates), u)
	clock := clockOf(inc.Page, u.At)
	values := make(map[string]string)
	set := func(name, value string) {
		if value != "" {
			values[name] = value
		}
	}
	set("component", componentNames(next.Affected()))
	if impact, reason := next.EffectiveImpact(); reason.Stated || reason.Component != (Component{}) {
		set("impact", escapeLine(string(impact)))
	}
	set("title", escapeLine(inc.Title))
	set("page", escapeLine(inc.Page.Name))
	set("url", escapeURL(inc.URL))
	set("next_update", clock.moment(u.NextUpdate))
	set("window_start", clock.moment(inc.Window.Start))
	set("window_end", clock.moment(inc.Window.End))
	if w := inc.Window; !w.Start.IsZero() && !w.End.IsZero() {
		set("window", clock.span(w))
	}

	m := next.Metrics()
	start := m.FirstPost.From // as of every metric that is measured from the impact's start
	about := func(inferred bool) string {
		if inferred {
			return "about "
		}
		return ""
	}
	if start.known() {
		set("started", about(start.Inferred)+clock.moment(start.At))
	}
	if lasted, ok := m.Impact.Get(); ok && lasted > 0 {
		set("duration", about(m.Impact.State == MetricInferred)+FormatDuration(lasted))
	} else if start.known() && !u.Status.IsFinal() && u.At.After(start.At) {
		set("duration", about(start.Inferred)+FormatDuration(u.At.Sub(start.At)))
	}
	return values
}

// componentNames returns the names in words. A group stands before a name that
// another component has too.
func componentNames(list []Affected) string {
	count := make(map[string]int)
	for _, c := range list {
		count[c.Name]++
	}
	var names []string
	for _, c := range list {
		name := c.Name
		if count[name] > 1 && name != "" {
			name = c.FullName()
		}
		if name = escapeLine(name); name != "" {
			names = append(names, name)
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// clock writes instants as one says them at another.
type clock struct {
	loc *time.Location
	ref time.Time
}

func clockOf(p Page, ref time.Time) clock {
	loc, err := p.Location()
	if err != nil {
		loc = time.UTC
	}
	return clock{loc, ref.In(loc)}
}

// moment returns "10:45 CET", "Mar 6, 10:45 CET" or "Mar 6, 2025, 10:45 CET", by
// what differs; "" for the zero time.
func (c clock) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return c.day(t) + t.In(c.loc).Format("15:04 MST")
}

// day returns the date of t with a comma where it is not that of ref.
func (c clock) day(t time.Time) string {
	switch t = t.In(c.loc); {
	case t.Year() != c.ref.Year():
		return t.Format("Jan 2, 2006, ")
	case t.YearDay() != c.ref.YearDay():
		return t.Format("Jan 2, ")
	}
	return ""
}

// span returns "22:00 to 23:30 CET", with the zone of the start where it is not
// that of the end.
func (c clock) span(w Window) string {
	start, end := w.Start.In(c.loc), w.End.In(c.loc)
	from := c.day(start) + start.Format("15:04")
	if zone := start.Format(" MST"); zone != end.Format(" MST") {
		from += zone
	}
	return from + " to " + clock{c.loc, start}.moment(end)
}

// escapeURL percent-encodes what would end an address in Markdown, be it bare, in
// "<>" or behind a link's text.
func escapeURL(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == 0x7f || strings.IndexByte("<>()[]\\`*|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// builtinMessages are the messages that come with the package. They are worded so that
// one component and several fit, promise a time only where the update has one,
// and name no cause, which nobody but the writer knows.
var builtinMessages = [...]Message{
	{"investigating", StatusInvestigating, "There is a problem with {{component}}, and we are investigating it.\n\nNext update: {{next_update}}"},
	{"confirmed", StatusInvestigating, "We have confirmed the problem with {{component}}. Impact: {{impact}}, since {{started}}. We are looking for the cause.\n\nNext update: {{next_update}}"},
	{"still-investigating", StatusInvestigating, "We have not found the cause of the problem with {{component}} yet, and keep looking for it.\n\nNext update: {{next_update}}"},
	{"reopened", StatusInvestigating, "The problem with {{component}} is back, so we have reopened this incident.\n\nNext update: {{next_update}}"},

	{"identified", StatusIdentified, "We have found the cause of the problem with {{component}}, and are working on a fix.\n\nNext update: {{next_update}}"},
	{"identified-provider", StatusIdentified, "The problem with {{component}} lies with one of our providers. We are in contact with them, and looking for a way around it.\n\nNext update: {{next_update}}"},
	{"fix-delayed", StatusIdentified, "The fix for {{component}} takes longer than we expected. We are still working on it.\n\nNext update: {{next_update}}"},
	{"mitigated", StatusIdentified, "The worst of the problem with {{component}} is over. Some of you may still notice it until the full fix is in place.\n\nNext update: {{next_update}}"},

	{"monitoring", StatusMonitoring, "A fix for {{component}} is in place, and looks good so far. We are monitoring it before we close this incident.\n\nNext update: {{next_update}}"},
	{"still-monitoring", StatusMonitoring, "There have been no new problems with {{component}} since the fix. We are still monitoring.\n\nNext update: {{next_update}}"},

	{"resolved", StatusResolved, "The problem with {{component}} is resolved. We are sorry for the trouble it caused."},
	{"resolved-with-times", StatusResolved, "The problem with {{component}} is resolved. Start: {{started}}. Duration: {{duration}}. We are sorry for the trouble it caused."},
	{"false-alarm", StatusResolved, "This was a false alarm. We have checked {{component}} and found nothing wrong. There is nothing you need to do."},
	{"postmortem-promise", StatusResolved, "The problem with {{component}} is resolved. We will publish a postmortem on this page within 5 business days."},

	{"scheduled", StatusScheduled, "We have planned maintenance of {{component}}, {{window}}. Expect short interruptions during that time."},
	{"maintenance-reminder", StatusScheduled, "A reminder of the planned maintenance of {{component}}. Start: {{window_start}}. End: {{window_end}}."},
	{"maintenance-moved", StatusScheduled, "The planned maintenance of {{component}} has a new time: {{window}}."},
	{"in_progress", StatusInProgress, "The planned maintenance of {{component}} has begun. Planned end: {{window_end}}."},
	{"maintenance-extended", StatusInProgress, "The maintenance of {{component}} takes longer than planned, and goes on beyond {{window_end}}.\n\nNext update: {{next_update}}"},
	{"verifying", StatusVerifying, "The work on {{component}} is done. We are checking that everything runs as it should."},
	{"completed", StatusCompleted, "The planned maintenance of {{component}} is complete. You should see no more interruptions."},
	{"maintenance-cancelled", StatusCompleted, "The planned maintenance of {{component}} is cancelled. Nothing was changed."},
}

// Messages returns the messages that are built in: those for the updates of an
// outage, then those of a maintenance, in the usual order of a life. Each status
// has one of its own name. They are in English.
func Messages() []Message { return append([]Message(nil), builtinMessages[:]...) }

// LookupMessage returns the built-in message of that name, folding case, spaces,
// "-" and "_".
func LookupMessage(name string) (Message, bool) {
	for _, m := range builtinMessages {
		if f := fold(name); f != "" && fold(m.Name) == f {
			return m, true
		}
	}
	return Message{}, false
}
