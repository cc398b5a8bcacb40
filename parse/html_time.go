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
	"github.com/incidentkit/incident/internal/words"
)

// pageTime is a time of a page: as it is shown, and the instant in the data
// beside it.
type pageTime struct {
	stamp
	place line      // of the element
	exact time.Time // zero: the page has none
	to    *time.Time
	path  string
}

// readTime reads a time as pages show it, "Mar 05, 2024 - 10:17 CET" or "Mar 5,
// 10:17 CET", perhaps behind "Posted", "Posted on", "Edited" or "Retracted". The date has no
// year where none is written.
func (p *htmlReader) readTime(text string, place line) (s stamp, ok bool) {
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
		s.zone = full.Zone
		s.written = civil.DateTime{
			Date: civil.Date{Year: full.Year, Month: time.Month(full.Month), Day: full.Day},
			Time: civil.Time{Hour: full.Hour, Minute: full.Minute},
		}
	} else {
		w, n := civil.Read(text)
		if n != len(text) || !w.HasTime || w.Date.IsZero() {
			return stamp{}, false
		}
		s.zone, s.written = w.Zone, civil.DateTime{Date: w.Date, Time: w.Time}
	}
	s.zone = firstLabel(s.zone)
	if several && others != "" {
		p.otherZones(place)
	}
	return s, true
}

// addTime reads the time that an element shows, to be stored once the zone of the
// page is known. It is nil, and an error, where there is no time.
func (p *htmlReader) addTime(n *node, to *time.Time, path string, cuts ...cut) *pageTime {
	t := &pageTime{place: line{n.start, n.end}, to: to, path: p.path + path}
	t.exact = exactTime(n)
	ago := n.class("ago")
	if ago != nil {
		cuts = append(cuts, cut{ago.in, ago.out})
	}
	text := shownText(p.source(n, cuts...))
	var ok bool
	if t.stamp, ok = p.readTime(text, t.place); !ok && t.exact.IsZero() {
		if text == "" {
			p.fail(n.start, incident.CodeRequired, errors.New("an update without its time"))
		} else {
			p.fail(n.start, CodeSyntax, fmt.Errorf("%s is no time of an update", quote(text)))
		}
		return nil
	}
	if ok && t.written.Date.Year != 0 && !t.written.Valid() {
		p.fail(n.start, incident.CodeRange, fmt.Errorf("%s is no date and time", t.written))
		return nil
	}
	p.times = append(p.times, t)
	return t
}

// exactTime returns the instant in the data of n or of an element below it.
func exactTime(n *node) time.Time {
	if t := dataTime(n); !t.IsZero() {
		return t
	}
	var t time.Time
	n.find(func(k *node) bool {
		if !k.extra() {
			t = dataTime(k)
		}
		return !t.IsZero()
	})
	return t
}

// dataTime returns the instant that the attributes of n tell: milliseconds or
// seconds since 1970 on pages of Statuspage, RFC 3339 in our own.
func dataTime(n *node) time.Time {
	if s, ok := n.attr("data-datetime-unix"); ok {
		if ms, err := strconv.ParseInt(s, 10, 64); err == nil && ms > 0 && ms < 253402300800000 {
			return time.UnixMilli(ms).UTC()
		}
	}
	if s, ok := n.attr("data-unix-time"); ok {
		if sec, err := strconv.ParseInt(s, 10, 64); err == nil && sec > 0 && sec < 253402300800 {
			return time.Unix(sec, 0).UTC()
		}
	}
	if n.name == "time" {
		if t, err := time.Parse(time.RFC3339, n.value("datetime")); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// pageZone finds the zone of the page from the labels of its times, as the reader
// of text does. Where labels have several meanings, the instants beside them tell
// which.
func (p *htmlReader) pageZone() {
	p.loc = time.UTC
	if p.Zone != nil {
		p.loc, p.zoneName = p.Zone, p.Zone.String()
		return
	}
	var stamps []civil.Stamp
	var known []*pageTime
	all := slices.Concat(p.times, p.labels)
	slices.SortStableFunc(all, func(a, b *pageTime) int { return a.place.start - b.place.start })
	for _, t := range all {
		if t.zone != "" && t.written.Valid() {
			stamps = append(stamps, civil.Stamp{DateTime: t.written, Zone: t.zone})
			known = append(known, t)
		}
	}
	if len(stamps) == 0 {
		return
	}
	first := known[0].place.start
	name, exact, err := civil.Infer(stamps)
	if err != nil {
		if name = zoneOfInstants(known); name == "" {
			p.fail(first, incident.CodeZone, fmt.Errorf("%w; set the zone of the page (-zone)", err))
			return
		}
		exact = !strings.HasPrefix(name, "UTC")
	}
	loc, err := civil.LoadLocation(name)
	if err != nil {
		p.fail(first, incident.CodeZone, err)
		return
	}
	p.loc, p.zoneName = loc, name
	switch {
	case name == "UTC":
	case exact:
		p.note(NoteZone, "page.time_zone", first, name+" was concluded from the labels of the times")
	default:
		p.note(NoteOffset, "page.time_zone", first, fmt.Sprintf("no zone prints %s; its offset was taken, as %s", stamps[0].Zone, name))
	}
}

// meanings are zones of the labels that have several, the best known first.
var meanings = map[string][]string{
	"IST": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
	"CST": {"America/Chicago", "Asia/Shanghai", "America/Havana"},
	"CDT": {"America/Chicago", "America/Havana"},
	"PST": {"America/Los_Angeles", "Asia/Manila"},
	"GMT": {"Europe/London", "Europe/Dublin"},
}

// zoneOfInstants returns a zone that shows each instant as the page does, or the
// offset where that is the same for all, or "".
func zoneOfInstants(times []*pageTime) string {
	offset := differ
	for i, t := range times {
		if t.exact.IsZero() {
			return ""
		}
		utc := civil.DateTimeOf(t.exact, time.UTC)
		utc.Time.Second, utc.Time.Nanosecond = 0, 0
		d := t.written.Date.Sub(utc.Date)*86400 + seconds(t.written.Time) - seconds(utc.Time)
		if i == 0 {
			offset = d
		} else if d != offset {
			offset = differ
			break
		}
	}
	for _, t := range times {
		for _, name := range meanings[t.zone] {
			loc, err := civil.LoadLocation(name)
			if err == nil && !slices.ContainsFunc(times, func(t *pageTime) bool { return !shows(loc, t) }) {
				return name
			}
		}
	}
	if offset == differ || offset%60 != 0 || offset < -14*3600 || offset > 14*3600 {
		return ""
	}
	return offsetName(offset)
}

// differ stands for offsets that are not the same.
const differ = 1 << 30

// offsetName is the name of a fixed offset in the model: "UTC+5:30".
func offsetName(offset int) string {
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	name := "UTC" + sign + strconv.Itoa(offset/3600)
	if minutes := offset / 60 % 60; minutes != 0 {
		name += fmt.Sprintf(":%02d", minutes)
	}
	return name
}

// shows reports whether the instant looks in loc as the page shows it.
func shows(loc *time.Location, t *pageTime) bool {
	in := t.exact.In(loc)
	return words.ZoneLabel(in) == t.zone && sameMinute(civil.DateTimeOf(in, loc), t.written)
}

func sameMinute(a, b civil.DateTime) bool {
	return a.Date == b.Date && a.Time.Hour == b.Time.Hour && a.Time.Minute == b.Time.Minute
}

// resolveTime finds the instant of a time. The data beside it wins over what is
// shown.
func (p *htmlReader) resolveTime(t *pageTime) {
	if t.exact.IsZero() {
		if t.zone == "" {
			p.fail(t.place.start, incident.CodeZone, errors.New("the time names no zone"))
			return
		}
		p.resolve(&t.stamp, t.place)
		*t.to = t.at.UTC()
		return
	}
	*t.to = t.exact
	if t.written.IsZero() {
		return
	}
	if !sameMinute(civil.DateTimeOf(t.exact, p.loc), t.written) {
		// Another zone than the page's is no disagreement.
		r := civil.Resolve(t.written, t.zone, p.loc)
		if r.Kind != civil.Foreign && r.Kind != civil.OffSeason && r.Kind != civil.Overlap || !r.Time.Equal(t.exact.Truncate(time.Minute)) {
			p.note(NoteStamp, t.path, t.place.start, fmt.Sprintf("the page shows %s %s, its data say %s, which was taken", t.written, t.zone, t.exact.Format(time.RFC3339)))
		}
	} else if name := words.ZoneLabel(t.exact.In(p.loc)); t.zone != "" && name != t.zone && p.Zone == nil {
		p.changed(&t.stamp, t.exact, t.place.start)
	}
}

func sortNotes(notes []Note) {
	slices.SortStableFunc(notes, func(a, b Note) int {
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
