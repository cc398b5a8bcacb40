package plan

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// Timeline determines how the times of the rows of a timeline are shown: in
// which zones, and where these are named.
type Timeline struct {
	Source  *incident.Timeline
	Times   report.RowTimes
	Lead    Zone   // the leading zone
	Foreign bool   // a zone other than that of the document is shown, so written times do not apply
	Suffix  string // label of the zones, after the heading or the first column; "": none

	others  []Zone
	replace string // the document's own label, which is replaced by with
	with    string
}

// Zone is a zone in which a timeline is shown.
type Zone struct {
	Location *time.Location
	Label    string // the abbreviations in force, "CET" or "CET/CEST", and those of zones with the same local time
	Mixed    bool   // several abbreviations are in force
}

// timeline determines how the timeline of a section is shown. The argument
// anchor is an instant on the day on which a reader puts undated rows; zero if
// none is known.
func (r *Report) timeline(s *incident.Section, form incident.Form, anchor time.Time) Timeline {
	tl := s.Timeline
	own := ownZone(tl, r.Clock.Page)
	t := Timeline{Source: tl, Times: report.RowTimes{Phrases: r.Lang, Layout: tl.TimeFormat, Own: own.Location}}
	if len(r.options.Zones) == 0 {
		t.Lead = own
	}
	for _, loc := range r.options.Zones {
		if loc.String() == own.Location.String() {
			t.add(own)
			continue
		}
		t.Foreign = true
		t.add(zoneOf(tl, loc))
	}
	t.Times.Zone = t.Lead.Location
	t.setDates(anchor, r, s)
	if !tl.HideZone || t.Foreign || r.options.Zoned && tl.Zone == "" && r.HidesZone() {
		t.placeLabel(s, form, own.Label)
	}
	return t
}

// HidesZone reports whether the zone of a page is another than UTC and stands
// nowhere on the page, because there are no updates and no published postmortem
// whose stamps would show it.
func (r *Report) HidesZone() bool {
	pm := r.Incident.Postmortem
	return r.Clock.Page != time.UTC && r.Posts() == 0 && !r.Alone && pm != nil && pm.PublishedAt.IsZero()
}

// ownZone returns the zone of the document. Its label is that of the document,
// unless that names a place. An unknown zone becomes UTC and is labelled so.
func ownZone(tl *incident.Timeline, page *time.Location) Zone {
	loc, err := tl.Location(page)
	switch {
	case err != nil:
		return Zone{Location: time.UTC, Label: "UTC"}
	case tl.Zone == "":
		return zoneOf(tl, loc)
	case strings.Contains(tl.Zone, "/"):
		z := zoneOf(tl, loc)
		if !z.Mixed && !isReadable(z.Label, tl, loc) {
			z.Label = tl.Zone
		}
		return z
	}
	return Zone{Location: loc, Label: tl.Zone}
}

// isReadable reports whether a reader would take a label for the zone loc. IST,
// for example, may be that of three countries.
func isReadable(label string, tl *incident.Timeline, loc *time.Location) bool {
	read, err := civil.Zone(label)
	for i := range tl.Events {
		if at := tl.Events[i].At; err == nil && !at.IsZero() {
			return sameOffset(at, read, loc)
		}
	}
	return err == nil
}

// zoneOf returns a zone with the labels that it has at the rows of a timeline.
func zoneOf(tl *incident.Timeline, loc *time.Location) Zone {
	z := Zone{Location: loc}
	for i := range tl.Events {
		at := tl.Events[i].At
		if at.IsZero() {
			continue
		}
		switch label := words.ZoneLabel(at.In(loc)); {
		case z.Label == "":
			z.Label = label
		case !hasLabel(z.Label, label):
			z.Label, z.Mixed = z.Label+"/"+label, true
		}
	}
	return z
}

// hasLabel reports whether a label is one of those in list, which slashes
// separate.
func hasLabel(list, label string) bool { return strings.Contains("/"+list+"/", "/"+label+"/") }

// add adds a zone to show. If a zone with the same local time at every row is
// shown already, the two share a label instead: "GMT/UTC".
func (t *Timeline) add(z Zone) {
	if t.Lead.Location == nil {
		t.Lead = z
		return
	}
	if !t.joins(&t.Lead, z) {
		for i := range t.others {
			if t.joins(&t.others[i], z) {
				return
			}
		}
		t.others = append(t.others, z)
	}
}

// joins reports whether z has the local time of known at every row, and if so
// adds its label to that of known.
func (t *Timeline) joins(known *Zone, z Zone) bool {
	for i := range t.Source.Events {
		if at := t.Source.Events[i].At; !at.IsZero() && !sameOffset(at, known.Location, z.Location) {
			return false
		}
	}
	if !known.Mixed && !z.Mixed && !hasLabel(known.Label, z.Label) {
		known.Label += "/" + z.Label
	}
	return true
}

// setDates determines whether rows show the date when their day changes.
func (t *Timeline) setDates(anchor time.Time, r *Report, s *incident.Section) {
	w := &t.Times
	auto := w.Layout == ""
	if auto {
		w.Layout = report.ClockLayout
	}
	w.Parts = civil.ParseLayout(w.Layout)
	if !auto && (w.Parts.Date || !t.Foreign) {
		w.Dated = !w.Parts.Date && t.misleads(anchor, r, s)
		return // the layout determines whether rows show the date
	}
	var first time.Time // time of the first row, in the leading zone
	for i := range t.Source.Events {
		at := t.Source.Events[i].At
		if at.IsZero() {
			continue
		}
		in := at.In(w.Zone)
		if first.IsZero() {
			first = in
			ref := at.In(w.Own) // the date that the layout omits
			if auto {
				ref = anchor.In(w.Zone)
			}
			w.Dated = auto && anchor.IsZero() || !SameDay(in, ref)
		}
		w.Dated = w.Dated || !SameDay(in, first)
	}
	w.Dated = w.Dated || auto && !t.Foreign && t.misleads(anchor, r, s)
}

// misleads reports whether a reader would put times without dates on another
// day. A reader puts the first row on the day that the document states, or else
// close to the first update. It puts a row on the next day if its time of day
// is earlier than that of the row above by more than twelve hours, and on the
// day of the document if it is earlier by less.
func (t *Timeline) misleads(anchor time.Time, r *Report, s *incident.Section) bool {
	if anchor.IsZero() || r.options.Exact {
		return false
	}
	const half = 12 * time.Hour
	day := r.dayOf(s, anchor)
	var above civil.DateTime
	for i := range t.Source.Events {
		at := t.Source.Events[i].At
		if at.IsZero() || t.Source.Events[i].Precision == incident.PrecisionDay {
			continue
		}
		now := civil.DateTimeOf(at, t.Times.Own)
		if above.IsZero() {
			if !day.IsZero() && now.Date != day || day.IsZero() && at.Sub(anchor).Abs() >= half {
				return true
			}
		} else {
			days, back := now.Date.Sub(above.Date), clockOf(above.Time)-clockOf(now.Time)
			later := back > 0 && day.Compare(above.Date) > 0 // a reader takes the day of the document
			if back > half && days != 1 || back <= half && (days != 0 || later) {
				return true
			}
		}
		above = now
	}
	return false
}

// clockOf returns a time of day to the second.
func clockOf(t civil.Time) time.Duration {
	return time.Duration(t.Hour)*time.Hour + time.Duration(t.Minute)*time.Minute + time.Duration(t.Second)*time.Second
}

// dayOf returns the day that the document states for the rows of a section
// without a date, or the zero Date.
func (r *Report) dayOf(s *incident.Section, anchor time.Time) civil.Date {
	pm := r.Incident.Postmortem
	for i := range pm.Sections {
		if &pm.Sections[i] == s {
			ctx := report.Context{Phrases: r.Lang, Page: r.Clock.Page, Titles: [2]string{r.Incident.Title, pm.Title}, Anchor: anchor, Published: pm.PublishedAt}
			return report.DayOf(ctx, pm.Sections, i)
		}
	}
	return civil.Date{}
}

// placeLabel determines where the zone is named: where the document names it,
// in each row, or after the heading.
func (t *Timeline) placeLabel(s *incident.Section, form incident.Form, own string) {
	joined, mixed := t.Lead.Label, t.Lead.Mixed
	for _, z := range t.others {
		joined += AlsoIn + z.Label
		mixed = mixed || z.Mixed
	}
	if joined == "" || t.Times.Parts.Zone {
		return
	}
	if i := wordAt(t.Times.Layout, own); i >= 0 {
		if t.Foreign {
			t.Times.Layout = t.Times.Layout[:i] + "MST" + t.Times.Layout[i+len(own):]
			t.Times.Parts = civil.ParseLayout(t.Times.Layout)
		}
		return
	}
	named := isNamed(s, own)
	if zone := t.Source.Zone; !named && zone != "" && isNamed(s, zone) {
		named, own = true, zone // "Timeline (US/Pacific)"
	}
	switch {
	case named && !t.Foreign:
	case named:
		t.replace, t.with = own, joined
	case mixed, s.Heading == "" && form != incident.FormTable:
		t.Times.Labelled = true
	default:
		t.Suffix = joined
	}
}

// isNamed reports whether the heading, text or columns of a section name a
// zone.
func isNamed(s *incident.Section, label string) bool {
	names := func(text string) bool { return labelAt(text, label) >= 0 }
	return names(s.Heading) || names(s.Body) || slices.ContainsFunc(s.Columns, names)
}

// labelAt returns the index of a zone label that is a separate word and names
// the zone of more than one time, or -1.
func labelAt(s, label string) int {
	for from := 0; ; {
		i := wordAt(s[from:], label)
		if i < 0 {
			return -1
		}
		if !report.AfterClock(s[:from+i]) {
			return from + i
		}
		from += i + len(label)
	}
}

// wordAt returns the index of a label that is a separate word, or -1.
func wordAt(s, label string) int {
	for from := 0; label != ""; {
		i := strings.Index(s[from:], label)
		if i < 0 {
			break
		}
		i += from
		from = i + len(label)
		if i > 0 && (markdown.IsAlnum(s[i-1]) || strings.IndexByte("/+-_", s[i-1]) >= 0) {
			continue
		}
		if from < len(s) && (markdown.IsAlnum(s[from]) || strings.IndexByte("+-_", s[from]) >= 0 ||
			s[from] == '/' && from+1 < len(s) && markdown.IsAlnum(s[from+1])) {
			continue
		}
		return i
	}
	return -1
}

// Text returns a heading, body or column of the section with the document's own
// label replaced by that of the zones shown.
func (t *Timeline) Text(s string) string {
	if t.replace == "" {
		return s
	}
	var b strings.Builder
	for {
		i := labelAt(s, t.replace)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		b.WriteString(t.with)
		s = s[i+len(t.replace):]
	}
}

// appendTime appends the time of a row. The argument above is the time of the
// row above, in the leading zone.
func (t *Timeline) appendTime(dst []byte, e *incident.Event, above time.Time) []byte {
	start, w := len(dst), &t.Times
	dst = w.Append(dst, e, above)
	if e.At.IsZero() || e.Precision == incident.PrecisionDay {
		return dst
	}
	for _, z := range t.others {
		dst = w.AppendOther(append(dst, AlsoIn...), e, z.Location)
	}
	if w.Layout != report.ClockLayout {
		dst = guarded(dst, start) // a layout or the name of a fixed zone may contain any text
	}
	return dst
}

// guarded guards dst[start:] as one line, unless it is ASCII.
func guarded(dst []byte, start int) []byte {
	for _, c := range dst[start:] {
		if c < ' ' || c > '~' {
			return markdown.AppendInsert(dst[:start], string(dst[start:]))
		}
	}
	return dst
}

// AppendDay appends the date of an instant in the document's own zone, in the
// form 2006-01-02.
func (t *Timeline) AppendDay(dst []byte, at time.Time) []byte {
	return at.In(t.Times.Own).AppendFormat(dst, time.DateOnly)
}
