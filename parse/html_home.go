package parse

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// isHome reports whether n belongs to a home page of Statuspage only.
func isHome(n *node) bool {
	return n.is("unresolved-incident") || n.is("status-day") || n.is("scheduled-maintenance") || n.is("incidents-list") || n.is("scheduled-maintenances-container")
}

// anchor is what a page tells of the years of an incident, whose times have none.
type anchor struct {
	day    civil.Date     // of the heading of its day; zero: it has none
	latest civil.DateTime // its updates are not later; zero: not known
	issued bool           // latest is when the page was made, which says little
}

// home reads the incidents of a home page, in its order.
func (p *htmlReader) home() {
	base := p.canonical()
	page := incident.Page{Name: p.nameOfTitle("")}
	if n := p.root.class("page-name"); page.Name == "" && n != nil {
		page.Name = p.shown(n)
	}
	if base != nil {
		page.URL = base.Scheme + "://" + base.Host
	}
	issued := civil.DateTime{}
	if sec, err := strconv.ParseInt(p.meta("issued"), 10, 64); err == nil && sec > 0 && sec < 253402300800 {
		// No zone is more than 14 hours ahead, and the page's is not known yet.
		issued = civil.DateTimeOf(time.Unix(sec, 0).Add(14*time.Hour), time.UTC)
	}
	var day civil.Date
	p.root.each(func(n *node) bool {
		if p.failed() {
			return false
		}
		switch {
		case n.is("status-day"):
			day = p.dayOf(n)
			return true
		case n.is("incident-container") && !day.IsZero():
			p.begin()
			p.inc.Page = page
			p.listed(n, base, anchor{day: day})
			return false
		case n.is("unresolved-incident"):
			p.begin()
			p.inc.Page = page
			p.listed(n, base, anchor{latest: issued, issued: true})
			return false
		case n.is("scheduled-maintenance"):
			p.begin()
			p.inc.Page = page
			p.inc.Impact = incident.ImpactMaintenance
			p.listed(n, base, p.planned(n, issued))
			return false
		}
		return true
	})
}

// dayOf reads the heading of a day: "Jan 20, 2021".
func (p *htmlReader) dayOf(n *node) civil.Date {
	heading := n.class("date")
	if heading == nil {
		p.fail(n.start, incident.CodeRequired, errors.New("a day without its date"))
		return civil.Date{}
	}
	text := p.shown(heading)
	w, k := civil.ReadDate(text)
	if k == 0 || k != len(text) || w.Date.Year == 0 || !w.Date.Valid() {
		p.fail(heading.start, CodeSyntax, fmt.Errorf("%s is no date", quote(text)))
		return civil.Date{}
	}
	return w.Date
}

// planned reads the window of a maintenance ahead. Its start is an instant in the
// data of the page, and tells the years of the rest.
func (p *htmlReader) planned(n *node, issued civil.DateTime) anchor {
	small := n.find(func(k *node) bool { _, ok := k.attr("data-unix-time"); return ok })
	if small == nil {
		return anchor{latest: issued, issued: true}
	}
	start := dataTime(small)
	if start.IsZero() {
		p.fail(small.start, CodeSyntax, fmt.Errorf("%s is no time", quote(small.value("data-unix-time"))))
		return anchor{latest: issued, issued: true}
	}
	inc, path, text := p.inc, p.path, p.shown(small)
	inc.Window.Start = start
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		_, to, k := civil.ReadRange(text)
		if k == 0 {
			return
		}
		if r := to.ResolveAfter(start, p.loc); k == len(text) && r.Kind == civil.OK {
			inc.Window.End = r.Time.UTC()
			return
		}
		p.noteAt(NoteUnresolved, "window.end", small.start, quote(text)+" does not tell when the maintenance ends")
	})
	// An update may be posted while the work goes on.
	return anchor{latest: civil.DateTimeOf(start.Add(48*time.Hour), time.UTC)}
}

// listed reads one incident of a list: title, updates from the newest to the
// oldest.
func (p *htmlReader) listed(n *node, base *url.URL, from anchor) {
	title := n.class("incident-title")
	if title == nil {
		p.fail(n.start, incident.CodeRequired, errors.New("an incident without its title"))
	} else {
		p.titleOf(n, title, base)
	}
	var rows []*node
	n.each(func(k *node) bool {
		if k.is("update") {
			rows = append(rows, k)
			return false
		}
		return true
	})
	p.listedUpdates(rows, from)
	if c := n.class("components-affected"); c != nil {
		p.componentsOf(c)
	}
}

func (p *htmlReader) titleOf(n, title *node, base *url.URL) {
	if impact := impactOf(title); impact != "" {
		p.inc.Impact = impact
	} else if impact := impactOf(n); impact != "" {
		p.inc.Impact = impact
	}
	name := title.class("actual-title")
	if name == nil {
		name = title.named("a")
	}
	if name == nil {
		name = title
	}
	p.inc.Title = p.shown(name, cutsOf(title.named("small"))...)
	if href := name.value("href"); href != "" {
		if u, err := url.Parse(strings.TrimSpace(href)); err == nil {
			if base != nil {
				u = base.ResolveReference(u)
			}
			p.address(u)
		}
	}
}

// listedUpdates reads the updates of an incident of a list, the newest first.
func (p *htmlReader) listedUpdates(rows []*node, from anchor) {
	n := len(rows)
	postmortem := -1
	labels := make([]*node, n)
	for i, row := range rows {
		if first := row.first; first != nil && first.name == "strong" && strings.TrimSpace(p.src[row.in:first.start]) == "" {
			labels[i] = first
			if p.isPostmortem(p.shown(first)) && postmortem < 0 {
				postmortem = i
				n--
			}
		}
	}
	p.inc.Updates = make([]incident.Update, n)
	dated := yearless{anchor: from}
	k := n
	order := make([]int, n) // of rows, the oldest first
	for i, row := range rows {
		stamp := stampBelow(row)
		if i == postmortem {
			p.listedPostmortem(row, labels[i], stamp, from)
			continue
		}
		k--
		u, path := &p.inc.Updates[k], fmt.Sprintf("updates[%d]", k)
		order[k] = i
		u.Body = p.listedBody(row, labels[i], stamp)
		if stamp == nil {
			p.fail(row.start, incident.CodeRequired, errors.New("an update without its time"))
		} else if t := p.addTime(stamp, &u.At, path+".at"); t != nil {
			dated.next(p, t)
		}
	}
	for i, at := range order {
		u, label := &p.inc.Updates[i], labels[at]
		switch {
		case label != nil:
			p.label(u, i, p.shown(label), label.start)
		case p.inc.Impact == incident.ImpactMaintenance:
			u.Status, u.Inferred = incident.StatusScheduled, true
			p.last = u.Status
			if i == 0 {
				p.noteAt(NoteStatus, "updates[0].status", rows[at].start, "a maintenance ahead has no labels: it was taken for scheduled")
			}
		default:
			p.fail(rows[at].start, incident.CodeRequired, errors.New("an update without its label"))
		}
		if p.failed() {
			return
		}
	}
}

// listedBody returns the body of an update: what is neither its label nor its
// time. The time may stand in the last item of a list that is never closed.
func (p *htmlReader) listedBody(row, label, stamp *node) string {
	from := row.in
	if label != nil {
		from = label.end
		rest := strings.TrimLeft(p.src[from:row.out], " \t\r\n")
		if tail, ok := strings.CutPrefix(rest, "-"); ok {
			from = row.out - len(tail)
		}
	}
	return p.markdown(p.piece(row, from, row.out, cutsOf(stamp)...), wraps(row))
}

// stampBelow returns the last small element below n, which holds the time.
func stampBelow(n *node) (stamp *node) {
	n.each(func(k *node) bool {
		if k.name == "small" {
			stamp = k
		}
		return true
	})
	return stamp
}

// listedPostmortem reads what a list says of a postmortem: when it was published,
// and mostly a link instead of its text.
func (p *htmlReader) listedPostmortem(row, label, stamp *node, from anchor) {
	pm := &incident.Postmortem{}
	p.inc.Postmortem = pm
	if stamp == nil {
		p.fail(row.start, incident.CodeRequired, errors.New("a postmortem without its time"))
	} else if t := p.addTime(stamp, &pm.PublishedAt, "postmortem.published_at"); t != nil && t.written.Date.Year == 0 && !t.written.IsZero() {
		if from.day.IsZero() {
			d := yearless{anchor: from}
			d.next(p, t)
		} else {
			// It came on the day that the incident ended, or later.
			t.written.Date.Year = from.day.Year
			if t.written.Date.Compare(from.day) < 0 {
				t.written.Date.Year++
			}
			p.checkDate(t)
		}
	}
	if a := row.find(func(n *node) bool { return n.name == "a" }); a != nil && strings.EqualFold(p.shown(a), "Read details") {
		return
	}
	md := p.listedBody(row, label, stamp)
	inc, path := p.inc, p.path
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		p.sections(md, row.start)
	})
}

// yearless gives the times of one incident their years, from the newest on.
type yearless struct {
	anchor
	noted bool
	begun bool
}

// next gives the next older time its year: the last in which it is not after the
// one before it. The first one stands on the day of the heading, if there is one.
func (y *yearless) next(p *htmlReader, t *pageTime) {
	if t.written.IsZero() {
		return
	}
	if !t.exact.IsZero() && t.written.Date.Year == 0 {
		// The data tell the year; of two near its end, the one that fits.
		t.written.Date.Year = t.exact.Year()
		switch away := t.written.Date.Sub(civil.DateOf(t.exact, time.UTC)); {
		case away > 180:
			t.written.Date.Year--
		case away < -180:
			t.written.Date.Year++
		}
	}
	if t.written.Date.Year == 0 {
		latest := y.latest
		if !y.begun && !y.day.IsZero() {
			latest = civil.DateTime{Date: y.day, Time: civil.Time{Hour: 23, Minute: 59, Second: 59}}
		}
		if latest.IsZero() {
			p.fail(t.place.start, incident.CodeRange, errors.New("the page does not tell the year of this time"))
			return
		}
		t.written.Date.Year = latest.Date.Year
		for range 8 { // 29 February comes back after eight years at most
			if t.written.Date.Valid() && t.written.Compare(latest) <= 0 {
				break
			}
			t.written.Date.Year--
		}
		if y.issued && !y.noted {
			y.noted = true
			p.note(NoteYear, t.path, t.place.start, fmt.Sprintf("the year of an open incident is not written; the last one before the page was made was assumed, %d", t.written.Date.Year))
		}
	}
	p.checkDate(t)
	y.begun, y.latest = true, t.written
}

// checkDate fails where a time, with its year, is none.
func (p *htmlReader) checkDate(t *pageTime) {
	if !t.written.Valid() {
		p.fail(t.place.start, incident.CodeRange, fmt.Errorf("%s is no date and time", t.written))
	}
}
