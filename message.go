package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Message is a template for the body of an update. The zero value is an empty
// text. [Messages] returns the built-in ones; a program may define its own as
// literals or JSON.
type Message struct {
	Name   string `json:"name,omitempty"`   // short name for [LookupMessage], such as "identified"
	Status Status `json:"status,omitempty"` // status of the update that it is for
	// Text is Markdown with placeholders such as {{name}} or {{ name }}.
	// There are no conditions and no nesting.
	Text string `json:"text,omitempty"`
}

// MessageError is the cause of a [FieldError] of [Message.Expand]: a
// placeholder that it cannot replace, because the name has no value or the
// braces are not balanced.
type MessageError struct {
	Template string // name of the message
	Name     string // the name without a value; "": there is no name between the braces
	Offset   int    // byte offset of the "{{" in the text
	Unclosed bool   // the "{{" is not followed by "}}", or by another "{{" first
	// Known are the names that have a value, sorted.
	Known []string
}

// Error returns the message, the offset, the cause and the known names in one
// line.
func (e *MessageError) Error() string {
	what := fmt.Sprintf("{{%s}} has no value", oneLine(e.Name))
	switch {
	case e.Unclosed:
		what = "{{ is not closed"
	case e.Name == "":
		what = "{{}} contains no name"
	}
	known := "none"
	if len(e.Known) > 0 {
		known = strings.Join(e.Known, ", ")
	}
	return fmt.Sprintf("message %q, byte %d: %s; known: %s", e.Template, e.Offset, what, known)
}

// Names returns the names in the placeholders of the message in the order of
// their first use. It stops at unbalanced braces.
func (m Message) Names() []string {
	var names []string
	seen := make(map[string]bool)
	for at := 0; ; {
		name, start, end, ok := m.nextName(at)
		if start < 0 || !ok {
			return names
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
		at = end
	}
}

// Expand returns the text with its placeholders replaced by the values, see
// [Incident.MessageValues]. Values are Markdown. They are inserted verbatim and
// not expanded again, so a value may contain braces.
//
// If a name has no value or an empty one (required), or braces are not balanced
// (syntax), the error is a [*FieldError] whose cause is a [*MessageError], so
// that an incomplete message is never sent.
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
			code := CodeRequired
			if !ok {
				code = CodeSyntax
			}
			return "", &FieldError{Path: "text", Code: code, Err: &MessageError{Template: m.Name, Name: name, Offset: start, Unclosed: end < 0, Known: valuedNames(values)}}
		}
		b.WriteString(m.Text[at:start])
		b.WriteString(values[name])
		at = end
	}
}

// nextName finds the first placeholder at or after byte at. Start is -1 if
// there is none, and end is -1 if it is not closed.
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

// valuedNames returns the names that have a value, sorted.
func valuedNames(values map[string]string) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if values[name] != "" {
			names = append(names, name)
		}
	}
	return names
}

// MessageValues returns the values for a message about u as the next update of
// inc. It does not post u. Unknown values are not in the map.
//
//	component     names of the affected components: "Checkout", "Cards, Search and Web - API"
//	impact        effective impact: "major"
//	title, url    of the incident
//	page          name of the page
//	started       start of the impact, see [Metrics]
//	duration      Metrics.Impact, or the time from the start to u.At unless u is final
//	next_update   u.NextUpdate
//	window        "22:00 to 23:30 CET"
//	window_start  "Nov 9, 22:00 CET"
//	window_end    "23:30 CET"
//
// Times are in the page's zone, or in UTC if that is unknown, and include the
// date if it is not that of u. Values of started and duration begin with
// "about" if they depend on an [Anchor] that is Inferred. They are the only
// ones that may come from the private Events. Names are escaped, because values
// are Markdown. The words are English. The severity is not among the values,
// because it is the team's own.
//
// The caller may add to the map.
func (inc *Incident) MessageValues(u Update) map[string]string {
	inc = inc.orEmpty()
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
	impact, _ := next.EffectiveImpact()
	set("impact", escapeLine(string(impact)))
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
	start := m.FirstPost.From // every metric of the impact has the same start
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

// componentNames returns the names of the components as an enumeration. If
// several components share a name, their groups are included.
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

// clock formats instants as seen from the reference instant ref.
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

// moment formats t as "10:45 CET", "Mar 6, 10:45 CET" or "Mar 6, 2025, 10:45
// CET", leaving out what it has in common with ref. It returns "" for the zero
// time.
func (c clock) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return c.day(t) + t.In(c.loc).Format("15:04 MST")
}

// day returns the date of t followed by a comma, or "" if it is that of ref.
func (c clock) day(t time.Time) string {
	switch t = t.In(c.loc); {
	case t.Year() != c.ref.Year():
		return t.Format("Jan 2, 2006, ")
	case t.YearDay() != c.ref.YearDay():
		return t.Format("Jan 2, ")
	}
	return ""
}

// span formats a window as "22:00 to 23:30 CET". The zone of the start is
// included if it differs from that of the end.
func (c clock) span(w Window) string {
	start, end := w.Start.In(c.loc), w.End.In(c.loc)
	from := c.day(start) + start.Format("15:04")
	if zone := start.Format(" MST"); zone != end.Format(" MST") {
		from += zone
	}
	return from + " to " + clock{c.loc, start}.moment(end)
}

// escapeURL percent-encodes the bytes that could end a URL in Markdown, whether
// it is bare, in angle brackets or the destination of a link.
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

// builtinMessages are the built-in messages. They fit one component as well as
// several, promise a time only if the update has one, and state no cause.
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
	{"cancelled", StatusCancelled, "The planned maintenance of {{component}} is cancelled. Nothing was changed."},
}

// Messages returns the built-in messages, first those for an outage, then those
// for a maintenance, in the order in which an incident usually needs them. Each
// status has a message with the same name. The messages are in English.
func Messages() []Message { return append([]Message(nil), builtinMessages[:]...) }

// LookupMessage returns the built-in message with that name, ignoring case,
// spaces, hyphens and underscores. It returns false if there is none.
func LookupMessage(name string) (Message, bool) {
	for _, m := range builtinMessages {
		if f := fold(name); f != "" && fold(m.Name) == f {
			return m, true
		}
	}
	return Message{}, false
}
