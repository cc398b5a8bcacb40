package notify

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// A Notification is the content of a message about an update or another change
// of an incident. The zero value has no content. Programs may modify what
// [Update] and [Changes] return, for example the URL.
type Notification struct {
	Title string // title of the incident, plain text
	Page  string // name of the status page, plain text; "" if unknown
	URL   string // address of the incident, or else of its page; only http and https addresses are used

	Label  string          // kind of the message: "Investigating", "Update", "Postmortem"
	Status incident.Status // present status of the incident, which decides the colour
	Impact incident.Impact // effective impact; "" if unknown

	Body    string   // Markdown; "" if there is no text
	Changes []string // component changes, one plain line each, for a message without Body
	Next    string   // promise of the next update, unless the body makes it: "Next update by 10:47 CET"
	Posted  string   // "Posted Mar 05, 2024 - 10:17 CET"
	At      time.Time
}

// Update returns the notification about inc.Updates[i], as the public may see
// it. For a retracted update it says only that it was retracted. Update panics
// if i is out of range.
func Update(inc *incident.Incident, i int) Notification {
	r := plan.Page(inc, plan.Options{})
	defer r.Free()
	n := of(inc, r)
	post := r.Update(i)
	u := post.Update
	n.Label = string(post.AppendLabel(nil))
	n.At = u.At
	n.Posted = string(r.AppendLine(nil, post.Posted))
	if u.Retracted() {
		n.Body = string(r.AppendLine(nil, post.Retracted))
		n.At = u.RetractedAt
		return n
	}
	n.Body, n.Next = post.Body, string(r.AppendLine(nil, post.Next))
	if !u.EditedAt.IsZero() {
		n.Posted = string(r.AppendLine(nil, post.Edited))
		n.At = u.EditedAt
	}
	if strings.TrimSpace(n.Body) == "" {
		for _, c := range u.Changes {
			n.Changes = append(n.Changes, change(r.Lang, c.Component().FullName(), string(c.From), string(c.To)))
		}
	}
	return n
}

// of returns the fields that all notifications about an incident share.
func of(inc *incident.Incident, r *plan.Report) Notification {
	impact, _ := inc.EffectiveImpact()
	return Notification{
		Title: string(r.AppendTitle(nil)), Page: markdown.Line(inc.Page.Name), URL: cmp.Or(inc.URL, inc.Page.URL),
		Status: inc.Status(), Impact: impact,
	}
}

// change describes the status change of a component.
func change(lang *words.Language, name, from, to string) string {
	text := markdown.Line(name) + ": "
	if from != "" {
		text += readable(lang, from) + " " + lang.Word(words.Changed) + " "
	}
	return text + readable(lang, to)
}

func readable(lang *words.Language, status string) string {
	return string(lang.Terms.AppendReadable(nil, markdown.Line(status)))
}

// Changes returns the notifications that are due when the incident before has
// become after: about new, edited and retracted updates, component changes
// without an update, and the postmortem once it is published, in the order of
// the report. If before is nil, everything is new.
func Changes(before, after *incident.Incident) (list []Notification) {
	if after == nil {
		return nil
	}
	var moved []string
	posted := false
	r := plan.Page(after, plan.Options{})
	defer r.Free()
	for _, d := range incident.Diff(before.Public(), after.Public()) {
		switch d.Kind {
		case incident.DeltaUpdatePosted, incident.DeltaUpdateRetracted, incident.DeltaUpdateRestored:
			list = append(list, Update(after, index(d.Path)))
			posted = posted || d.Kind == incident.DeltaUpdatePosted
		case incident.DeltaUpdateAmended:
			if says(d.Fields) {
				list = append(list, Update(after, index(d.Path)))
			}
		case incident.DeltaComponentStatus:
			moved = append(moved, change(r.Lang, d.Name, d.Before, d.After))
		case incident.DeltaPostmortemPublished:
			n := of(after, r)
			n.Label = r.Lang.Word(words.Postmortem)
			n.Body = summary(after.Postmortem)
			n.At = d.At
			n.Posted = string(r.AppendLine(nil, plan.Line{Word: words.Posted, At: d.At}))
			list = append(list, n)
		}
	}
	if len(moved) > 0 && !posted {
		n := of(after, r)
		n.Label, n.Changes = r.Lang.Word(words.Update), moved
		list = append(list, n)
	}
	return list
}

// index returns the index in a path such as "updates[3]".
func index(path string) int {
	from, to := strings.IndexByte(path, '['), strings.IndexByte(path, ']')
	i, _ := strconv.Atoi(path[from+1 : to])
	return i
}

// says reports whether an edit of the given fields is visible in a message.
func says(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return f == "body" || f == "status" || f == "next_update" })
}

// summary returns the first text of a postmortem.
func summary(pm *incident.Postmortem) string {
	first := ""
	for i := range pm.Sections {
		s := &pm.Sections[i]
		switch {
		case s.Internal || s.Body == "":
		case s.Kind == incident.SectionSummary:
			return s.Body
		case first == "":
			first = s.Body
		}
	}
	return first
}

// link returns the address for further reading, or "".
func (n *Notification) link() string {
	if url := strings.TrimSpace(n.URL); markdown.IsSafeURL(url) && !strings.HasPrefix(strings.ToLower(url), "mailto:") && !strings.ContainsAny(url, " \t\n\r<>|\"\\") {
		return url
	}
	return ""
}

// head returns the first line: "Checkout is slow: Investigating".
func (n *Notification) head() string {
	title, label := markdown.Line(n.Title), markdown.Line(n.Label)
	if title == "" || label == "" {
		return title + label
	}
	return title + ": " + label
}

// foot returns the lines after the text: the promise and the time of posting.
func (n *Notification) foot() (lines []string) {
	for _, line := range [...]string{n.Next, n.Posted} {
		if line = markdown.Line(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// lines returns the lines of the text or the component changes.
func (n *Notification) lines() []markdown.SpanLine {
	list := markdown.Spans(n.Body)
	for _, c := range n.Changes {
		list = append(list, markdown.SpanLine{Spans: []markdown.Span{{Text: markdown.Line(c)}}})
	}
	return list
}

// A colour stands for a status.
type colour struct {
	rgb  int
	name string // in Adaptive Cards
}

// colour returns the colour of the status.
func (n *Notification) colour() colour {
	switch n.Status {
	case incident.StatusInvestigating:
		return colour{0xb42318, "Attention"}
	case incident.StatusIdentified:
		return colour{0xb54708, "Warning"}
	case incident.StatusMonitoring, incident.StatusScheduled, incident.StatusInProgress, incident.StatusVerifying:
		return colour{0x175cd3, "Accent"}
	case incident.StatusResolved, incident.StatusCompleted:
		return colour{0x067647, "Good"}
	}
	return colour{0x667085, "Default"}
}
