package parse

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/words"
)

// pageTime is a time of a page, to be stored once the zone of the page is known.
type pageTime struct {
	pagezone.Stamp
	to   *time.Time
	path string
}

// readTime reads a time as pages show it, "Mar 05, 2024 - 10:17 CET" or "Mar 5,
// 10:17 CET", perhaps behind "Posted", "Posted on", "Edited" or "Retracted". The date has no
// year where none is written.
func (p *htmlReader) readTime(text string, at int) (s pagezone.Stamp, ok bool) {
	for _, w := range [...]string{p.phrases.Word(words.Posted), p.phrases.Word(words.Edited), p.phrases.Word(words.Retracted)} {
		if rest, found := strings.CutPrefix(text, w+" "); found {
			text = strings.TrimPrefix(rest, "on ")
			break
		}
	}
	if _, rest, found := strings.Cut(text, " ago."); found && len(rest) < len(text) {
		text = strings.TrimSpace(rest)
	}
	text, others, several := strings.Cut(text, " · ")
	if full, err := p.phrases.ParseStamp([]byte(p.phrases.Word(words.Posted) + " " + text)); err == nil && full.Rest == "" {
		s.Label = full.Zone
		s.Written = civil.DateTime{
			Date: civil.Date{Year: full.Year, Month: time.Month(full.Month), Day: full.Day},
			Time: civil.Time{Hour: full.Hour, Minute: full.Minute},
		}
	} else {
		w, n := civil.Read(text)
		if n != len(text) || !w.HasTime || w.Date.IsZero() {
			return pagezone.Stamp{}, false
		}
		s.Label, s.Written = w.Zone, civil.DateTime{Date: w.Date, Time: w.Time}
	}
	s.Label = firstLabel(s.Label)
	if several && others != "" {
		p.otherZones(at)
	}
	return s, true
}

// addTime reads the time that an element shows, to be stored once the zone of the
// page is known. It is nil, and an error, where there is no time.
func (p *htmlReader) addTime(n *htmltree.Node, to *time.Time, path string, cuts ...htmltree.Cut) *pageTime {
	exact := exactTime(n)
	if ago := n.Class("ago"); ago != nil {
		cuts = append(cuts, htmltree.Cut{Start: ago.In, End: ago.Out})
	}
	text := n.Text(cuts...)
	s, ok := p.readTime(text, n.Start)
	if !ok && exact.IsZero() {
		if text == "" {
			p.fail(n.Start, incident.CodeRequired, errors.New("an update without its time"))
		} else {
			p.fail(n.Start, incident.CodeSyntax, fmt.Errorf("%s is no time of an update", quote(text)))
		}
		return nil
	}
	if ok && s.Written.Date.Year != 0 && !s.Written.Valid() {
		p.fail(n.Start, incident.CodeRange, fmt.Errorf("%s is no date and time", s.Written))
		return nil
	}
	s.Exact, s.At = exact, n.Start
	s.LabelAt = n.Start + max(0, strings.LastIndex(p.src[n.Start:n.End], s.Label))
	t := &pageTime{Stamp: s, to: to, path: p.path + path}
	p.times = append(p.times, t)
	return t
}

// exactTime returns the instant in the data of n or of an element below it.
func exactTime(n *htmltree.Node) time.Time {
	if t := dataTime(n); !t.IsZero() {
		return t
	}
	var t time.Time
	n.Find(func(k *htmltree.Node) bool {
		if !k.Extra() {
			t = dataTime(k)
		}
		return !t.IsZero()
	})
	return t
}

// dataTime returns the instant that the attributes of n tell: milliseconds or
// seconds since 1970 on pages of Statuspage, RFC 3339 in our own.
func dataTime(n *htmltree.Node) time.Time {
	if s, ok := n.Attr("data-datetime-unix"); ok {
		if ms, err := strconv.ParseInt(s, 10, 64); err == nil && ms > 0 && ms < 253402300800000 {
			return time.UnixMilli(ms).UTC()
		}
	}
	if s, ok := n.Attr("data-unix-time"); ok {
		if sec, err := strconv.ParseInt(s, 10, 64); err == nil && sec > 0 && sec < 253402300800 {
			return time.Unix(sec, 0).UTC()
		}
	}
	if n.Name == "time" {
		if t, err := time.Parse(time.RFC3339, n.Value("datetime")); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// pageZone finds the zone of the page from the labels of its times.
func (p *htmlReader) pageZone() {
	stamps := make([]pagezone.Stamp, 0, len(p.times)+len(p.labels))
	for _, t := range slices.Concat(p.times, p.labels) {
		stamps = append(stamps, t.Stamp)
	}
	slices.SortStableFunc(stamps, func(a, b pagezone.Stamp) int { return a.At - b.At })
	p.setZone(stamps)
}

// resolveTime stores the instant of a time.
func (p *htmlReader) resolveTime(t *pageTime) {
	at, c := p.clock.Resolve(&t.Stamp)
	path := "page.time_zone"
	if c.Code == NoteStamp {
		path = t.path
	}
	p.conclude(c, path)
	if !at.IsZero() {
		*t.to = at.UTC()
	}
}

func sortNotes(notes []incident.Note) {
	slices.SortStableFunc(notes, func(a, b incident.Note) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}

// inZone puts the times of an incident into the zone of the page, and those of a
// timeline into its own, as the reader of text does.
func (p *htmlReader) inZone(inc *incident.Incident) {
	in := func(loc *time.Location, times ...*time.Time) {
		for _, t := range times {
			if !t.IsZero() {
				*t = t.In(loc)
			}
		}
	}
	in(p.loc, &inc.Window.Start, &inc.Window.End)
	for i := range inc.Updates {
		u := &inc.Updates[i]
		in(p.loc, &u.At, &u.EditedAt, &u.NextUpdate, &u.RetractedAt)
	}
	for i := range inc.Events {
		in(p.loc, &inc.Events[i].At, &inc.Events[i].Until)
	}
	pm := inc.Postmortem
	if pm == nil {
		return
	}
	in(p.loc, &pm.PublishedAt, &pm.EditedAt)
	for i := range pm.Sections {
		tl := pm.Sections[i].Timeline
		if tl == nil {
			continue
		}
		own, err := tl.Location(p.loc)
		if err != nil {
			own = p.loc
		}
		for j := range tl.Events {
			in(own, &tl.Events[j].At, &tl.Events[j].Until)
		}
	}
}
