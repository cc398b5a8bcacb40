package benchmarks

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
)

// A view provides the values that templates print of an incident. It handles
// fewer cases than the writers of package render: bodies have only paragraphs
// and flat lists, updates are sorted by time, and all headings are different.
type view struct {
	Incident *incident.Incident
	loc      *time.Location // of the page
}

func newView(inc *incident.Incident) (view, error) {
	loc, err := inc.Page.Location()
	return view{inc, loc}, err
}

func (v view) Stamp(t time.Time) string  { return t.In(v.loc).Format("Jan 02, 2006 - 15:04 MST") }
func (v view) Moment(t time.Time) string { return t.In(v.loc).Format("Jan 2, 2006, 15:04 MST") }
func (v view) ISO(t time.Time) string    { return t.UTC().Format(time.RFC3339) }

// Row returns the time of a row.
func (v view) Row(tl *incident.Timeline, e incident.Event) string {
	loc := v.loc
	if tl.Zone == "UTC" {
		loc = time.UTC
	}
	return e.At.In(loc).Format(tl.TimeFormat)
}

// Newest returns the indexes of the updates, newest first.
func (v view) Newest() []int {
	order := make([]int, len(v.Incident.Updates))
	for i := range order {
		order[i] = len(order) - 1 - i
	}
	return order
}

func (v view) Label(i int) string {
	if v.Incident.Repeats(i) {
		return "Update"
	}
	return readable(v.Incident.Updates[i].Status)
}

// ID returns the id of an update: its instant, with a number if several updates
// share it.
func (v view) ID(i int) string {
	at := v.Incident.Updates[i].At
	id, n := at.UTC().Format("incident-u-20060102T150405Z"), 1
	for i > 0 && v.Incident.Updates[i-1].At.Equal(at) {
		i--
		n++
	}
	if n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// Since returns when the incident got its present status.
func (v view) Since() (at time.Time) {
	updates := v.Incident.Updates
	for i := len(updates) - 1; i >= 0 && updates[i].Status == v.Incident.Status(); i-- {
		at = updates[i].At
	}
	return at
}

// A fact is a time or a duration in the banner.
type fact struct {
	Name   string
	At     time.Time // zero for a duration
	Length string
}

// Facts returns the times and durations of the incident. The line above shows
// its first day, in the zone of the page.
func (v view) Facts() (list []fact) {
	m := v.Incident.Metrics()
	lasted, known := m.Impact.Get()
	if known {
		list = append(list, fact{"Impact began", m.Impact.From.At, ""}, fact{"Impact ended", m.Impact.To.At, ""}, fact{"Impact lasted", time.Time{}, incident.FormatDuration(lasted)})
	} else if !m.Open.From.At.Equal(v.Since()) {
		list = append(list, fact{"First post", m.Open.From.At, ""})
	}
	if open, ok := m.Open.Get(); ok && !(known && open == lasted) {
		list = append(list, fact{"Open for", time.Time{}, incident.FormatDuration(open)})
	}
	last := v.Since()
	for i := range list {
		if at := list[i].At; !at.IsZero() {
			list[i].Length = v.after(at, last)
			last = at
		}
	}
	return list
}

// after formats a time, with its day if that differs from the day of the time
// before.
func (v view) after(t, before time.Time) string {
	t, before = t.In(v.loc), before.In(v.loc)
	switch {
	case t.Year() != before.Year():
		return t.Format("Jan 2, 2006, 15:04 MST")
	case t.YearDay() != before.YearDay():
		return t.Format("Jan 2, 15:04 MST")
	}
	return t.Format("15:04 MST")
}

// A group is a group of components.
type group struct {
	Name       string
	Components []incident.Component
}

// Groups returns the components by group.
func (v view) Groups() (list []group) {
	for _, c := range v.Incident.Components {
		i := 0
		for i < len(list) && list[i].Name != c.Group {
			i++
		}
		if i == len(list) {
			list = append(list, group{Name: c.Group})
		}
		list[i].Components = append(list[i].Components, c)
	}
	return list
}

// Affected returns the sentence that names the components. U+00A0 in a name
// distinguishes spaces of the name from those of the sentence.
func (v view) Affected() string {
	var groups, names []string
	byGroup := make(map[string][]string)
	for _, c := range v.Incident.Components {
		if byGroup[c.Group] == nil {
			groups = append(groups, c.Group)
		}
		byGroup[c.Group] = append(byGroup[c.Group], inSentence.Replace(plain(c.Name)))
	}
	for _, g := range groups {
		names = append(names, plain(g)+" ("+strings.Join(byGroup[g], ", ")+")")
	}
	return "This incident affected: " + strings.Join(names, " and ") + "."
}

var inSentence = strings.NewReplacer(", ", ",\u00a0", " and ", "\u00a0and\u00a0", " (", "\u00a0(")

func readable(s incident.Status) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}

// slug returns the id of a heading.
func slug(heading string) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return "incident-" + strings.Join(words, "-")
}

// A block is a paragraph or a list of a body.
type block struct {
	Text  string
	Items []string
}

func blocks(body string) []block {
	var all []block
	for text := range strings.SplitSeq(body, "\n\n") {
		if list, ok := strings.CutPrefix(text, "- "); ok {
			all = append(all, block{Items: strings.Split(list, "\n- ")})
		} else {
			all = append(all, block{Text: text})
		}
	}
	return all
}

// plain returns a string without characters that could hide or reorder text.
func plain(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
}

func hidden(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7F && r <= 0x9F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// guarded returns a body as plain text. Lists have bullets, and a line that
// imitates a part of the page has a U+200C in front.
func guarded(body string) string {
	body = plain(body)
	if list, ok := strings.CutPrefix(body, "- "); ok {
		body = "  • " + list
	}
	body = strings.ReplaceAll(body, "\n- ", "\n  • ")
	for from := 0; from < len(body); {
		line, _, _ := strings.Cut(body[from:], "\n")
		if imitates(line) {
			body = body[:from] + "\u200C" + body[from:]
			from += len("\u200C")
		}
		from += len(line) + 1
	}
	return body
}

// imitates reports whether a line reads like a part of the page.
func imitates(line string) bool {
	switch line {
	case "Investigating", "Identified", "Monitoring", "Resolved", "Update", "Postmortem":
		return true
	}
	return strings.HasPrefix(line, "Posted ") || strings.HasPrefix(line, "This incident affected: ")
}

// functions are called by the templates of the standard library.
var functions = map[string]any{
	"blocks": blocks, "guarded": guarded, "plain": plain, "readable": readable, "slug": slug,
	"next": func(i int) int { return i + 1 },
}
