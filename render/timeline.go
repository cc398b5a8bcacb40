package render

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// timeline is how the events of one timeline are shown: in which zones, and
// where the zones are named. It is the same in every format.
type timeline struct {
	tl      *incident.Timeline
	phrases *words.Language
	layout  string
	parts   civil.Layout // of layout
	own     *time.Location
	first   zone   // the one that leads
	others  []zone // shown behind it
	// other says that a zone is shown which is not the document's own: what it
	// wrote by hand does not hold then.
	other   bool
	rows    bool   // each row carries the labels of its zones
	dated   bool   // rows are dated where the day differs from the row above
	suffix  string // label to be added to the heading, or to the first column; "": none
	replace string // the document's own label, where it has to give way to with
	with    string
}

// zone is a zone shown, with its label: the abbreviations in force, "CET" or
// "CET/CEST", and those of other zones with the same clock.
type zone struct {
	loc   *time.Location
	label string
	mixed bool // several abbreviations are in force
}

// ownZone returns the zone that a timeline is told in, and its label where the
// document names one and not a place. An unknown zone is UTC, and called so.
func ownZone(tl *incident.Timeline, page *time.Location) (loc *time.Location, name string) {
	loc, err := tl.Location(page)
	switch {
	case err != nil:
		return time.UTC, "UTC"
	case strings.Contains(tl.Zone, "/"):
		return loc, ""
	}
	return loc, tl.Zone
}

// label returns the label of loc at the events of tl: "CET", or "CET/CEST" and
// true where it changes.
func label(tl *incident.Timeline, loc *time.Location) (s string, mixed bool) {
	for i := range tl.Events {
		at := tl.Events[i].At
		if at.IsZero() {
			continue
		}
		switch l := words.ZoneLabel(at.In(loc)); {
		case s == "":
			s = l
		case !hasLabel(s, l):
			s, mixed = s+"/"+l, true
		}
	}
	return s, mixed
}

func hasLabel(list, l string) bool {
	for list != "" {
		var first string
		if first, list, _ = strings.Cut(list, "/"); first == l {
			return true
		}
	}
	return false
}

// planTimeline decides how the timeline of s is shown. zones nil is its own. The
// day of anchor is known to the reader; zero: none is.
func planTimeline(s *incident.Section, page *time.Location, zones []*time.Location, anchor time.Time, phrases *words.Language) timeline {
	tl := s.Timeline
	v := timeline{tl: tl, phrases: phrases, layout: tl.TimeFormat}
	own, ownLabel := ownZone(tl, page)
	v.own = own
	ownMixed := false
	if ownLabel == "" {
		ownLabel, ownMixed = label(tl, v.own)
	}
	if len(zones) == 0 {
		v.first = zone{v.own, ownLabel, ownMixed}
	}
	for _, loc := range zones {
		if loc.String() == v.own.String() {
			v.add(zone{v.own, ownLabel, ownMixed})
			continue
		}
		l, mixed := label(tl, loc)
		v.other = true
		v.add(zone{loc, l, mixed})
	}
	v.dates(anchor)
	v.place(s, ownLabel)
	return v
}

// add adds a zone to show, unless one with the same clock at every event is
// there; the two share a label then: "GMT/UTC".
func (v *timeline) add(z zone) {
	if v.first.loc == nil {
		v.first = z
		return
	}
	for i := range len(v.others) + 1 {
		known := &v.first
		if i > 0 {
			known = &v.others[i-1]
		}
		same := true
		for j := range v.tl.Events {
			at := v.tl.Events[j].At
			same = same && (at.IsZero() || sameOffset(at, known.loc, z.loc))
		}
		if !same {
			continue
		}
		if !known.mixed && !z.mixed && !hasLabel(known.label, z.label) {
			known.label += "/" + z.label
		}
		return
	}
	v.others = append(v.others, z)
}

// dates decides whether rows are dated where their day changes.
func (v *timeline) dates(anchor time.Time) {
	auto := v.layout == ""
	if auto {
		v.layout = "15:04"
	}
	v.parts = civil.ParseLayout(v.layout)
	if !auto && (v.parts.Date || !v.other) {
		return // it is written as the layout says
	}
	first := v.first.loc
	var day time.Time
	for i := range v.tl.Events {
		at := v.tl.Events[i].At
		if at.IsZero() {
			continue
		}
		in := at.In(first)
		if day.IsZero() {
			day = in
			ref := anchor
			if !auto {
				ref = at.In(v.own) // the date that the layout leaves out
			} else if !ref.IsZero() {
				ref = ref.In(first)
			}
			v.dated = ref.IsZero() || !sameDay(in, ref)
		}
		v.dated = v.dated || !sameDay(in, day)
	}
}

// place decides where the zone is named: where the document does, in each row, or
// behind the heading.
func (v *timeline) place(s *incident.Section, ownLabel string) {
	joined, mixed := v.first.label, v.first.mixed
	for _, z := range v.others {
		joined += alsoIn + z.label
		mixed = mixed || z.mixed
	}
	if joined == "" || v.tl.HideZone && !v.other {
		return
	}
	if v.parts.Zone {
		return // the layout prints it
	}
	if i := wordAt(v.layout, ownLabel); i >= 0 {
		if v.other {
			v.layout = v.layout[:i] + "MST" + v.layout[i+len(ownLabel):]
			v.parts = civil.ParseLayout(v.layout)
		}
		return
	}
	named := labelAt(s.Heading, ownLabel) >= 0 || labelAt(s.Body, ownLabel) >= 0
	for _, c := range s.Columns {
		named = named || labelAt(c, ownLabel) >= 0
	}
	switch {
	case named && !v.other:
	case named:
		v.replace, v.with = ownLabel, joined
	case mixed, s.Heading == "" && s.Form != incident.FormTable:
		v.rows = true
	default:
		v.suffix = joined
	}
}

// labelAt finds a zone label that stands as a word of its own and names the zone
// of more than one time: not the "CET" of "at 10:11 CET". It returns -1 where
// there is none.
func labelAt(s, label string) int {
	for from := 0; ; {
		i := wordAt(s[from:], label)
		if i < 0 || !typed.AfterClock(s[:from+i]) {
			if i < 0 {
				return -1
			}
			return from + i
		}
		from += i + len(label)
	}
}

// wordAt finds a label that stands as a word of its own, or returns -1.
func wordAt(s, label string) int {
	if label == "" {
		return -1
	}
	for from := 0; ; {
		i := strings.Index(s[from:], label)
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(label)
		if i > 0 && (isAlnum(s[i-1]) || strings.IndexByte("/+-_", s[i-1]) >= 0) {
			continue
		}
		if from < len(s) && (isAlnum(s[from]) || strings.IndexByte("+-_", s[from]) >= 0 ||
			s[from] == '/' && from+1 < len(s) && isAlnum(s[from+1])) {
			continue
		}
		return i
	}
}

// text returns a heading, body or column of the section with the document's
// label replaced, where another zone is shown.
func (v *timeline) text(s string) string {
	if v.replace == "" {
		return s
	}
	var b strings.Builder
	for {
		i := labelAt(s, v.replace)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		b.WriteString(v.with)
		s = s[i+len(v.replace):]
	}
}

// appendTime appends the time of e, and returns the time of the last row that
// showed one, to be passed as above for the next.
func (v *timeline) appendTime(dst []byte, e *incident.Event, above time.Time) ([]byte, time.Time) {
	if e.At.IsZero() {
		return dst, above
	}
	first := e.At.In(v.first.loc)
	if e.Precision == incident.PrecisionDay {
		// A day is a day in every zone.
		return v.phrases.AppendDate(dst, e.At.In(v.own)), first
	}
	if e.Precision == incident.PrecisionAbout {
		dst = append(dst, '~')
	}
	if v.dated && (above.IsZero() || !sameDay(first, above)) {
		if above.IsZero() || first.Year() != above.Year() {
			dst = v.phrases.AppendDate(dst, first)
		} else {
			dst = v.phrases.AppendDay(dst, first)
		}
		dst = append(dst, ", "...)
	}
	dst = v.appendClock(dst, e, v.first.loc, v.layout)
	clock := v.layout[v.parts.Start:v.parts.End]
	for _, z := range v.others {
		dst = append(dst, alsoIn...)
		in := e.At.In(z.loc)
		if !sameDay(in, first) {
			dst = append(v.phrases.AppendDay(dst, in), ", "...)
		}
		dst = v.appendClock(dst, e, z.loc, clock)
	}
	return dst, first
}

// appendClock appends the time of e, or its span, in one zone.
func (v *timeline) appendClock(dst []byte, e *incident.Event, loc *time.Location, layout string) []byte {
	start := e.At.In(loc)
	if e.Until.IsZero() {
		return v.appendLabel(v.appendFormat(dst, start, layout), start)
	}
	end := e.Until.In(loc)
	short := layout
	if sameDay(start, end) {
		short = v.layout[v.parts.Start:v.parts.End]
	}
	if words.ZoneLabel(start) == words.ZoneLabel(end) {
		dst = v.appendFormat(dst, start, withoutZone(layout))
	} else {
		dst = v.appendLabel(v.appendFormat(dst, start, layout), start)
	}
	if short == layout && v.parts.Date {
		dst = append(dst, " – "...)
	} else {
		dst = append(dst, "–"...)
		if !sameDay(start, end) {
			dst = append(v.phrases.AppendDay(dst, end), ", "...)
		}
	}
	return v.appendLabel(v.appendFormat(dst, end, short), end)
}

func (v *timeline) appendFormat(dst []byte, t time.Time, layout string) []byte {
	if layout == "15:04" {
		return v.phrases.AppendClock(dst, t)
	}
	return t.AppendFormat(dst, layout)
}

// appendLabel appends the label of the zone where rows carry it.
func (v *timeline) appendLabel(dst []byte, t time.Time) []byte {
	if !v.rows {
		return dst
	}
	return words.AppendZone(append(dst, ' '), t)
}

// withoutZone cuts the zone off the end of a layout.
func withoutZone(layout string) string {
	for _, zone := range [...]string{"MST", "-07:00", "-0700", "-07", "Z07:00", "Z0700", "Z07"} {
		if s, ok := strings.CutSuffix(layout, zone); ok {
			return strings.TrimRight(s, " ")
		}
	}
	return layout
}
