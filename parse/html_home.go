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
	"github.com/incidentkit/incident/internal/htmltree"
)

// isHome reports whether n belongs to a home page of Statuspage only.
func isHome(n *htmltree.Node) bool {
	return n.Is("unresolved-incident") || n.Is("status-day") || n.Is("scheduled-maintenance") || n.Is("incidents-list") || n.Is("scheduled-maintenances-container")
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
	if n := p.root.Class("page-name"); page.Name == "" && n != nil {
		page.Name = n.Line()
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
	p.root.Walk(func(n *htmltree.Node) bool {
		if p.failed() {
			return false
		}
		switch {
		case n.Is("status-day"):
			day = p.dayOf(n)
			return true
		case n.Is("incident-container") && !day.IsZero():
			p.begin()
			p.inc.Page = page
			p.listed(n, base, anchor{day: day})
			return false
		case n.Is("unresolved-incident"):
			p.begin()
			p.inc.Page = page
			p.listed(n, base, anchor{latest: issued, issued: true})
			return false
		case n.Is("scheduled-maintenance"):
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
func (p *htmlReader) dayOf(n *htmltree.Node) civil.Date {
	heading := n.Class("date")
	if heading == nil {
		p.fail(n.Start, incident.CodeRequired, errors.New("a day without its date"))
		return civil.Date{}
	}
	text := heading.Line()
	w, k := civil.ReadDate(text)
	if k == 0 || k != len(text) || w.Date.Year == 0 || !w.Date.Valid() {
		p.fail(heading.Start, incident.CodeSyntax, fmt.Errorf("%s is no date", quote(text)))
		return civil.Date{}
	}
	return w.Date
}

// planned reads the window of a maintenance ahead. Its start is an instant in the
// data of the page, and tells the years of the rest.
func (p *htmlReader) planned(n *htmltree.Node, issued civil.DateTime) anchor {
	small := n.Find(func(k *htmltree.Node) bool { _, ok := k.Attr("data-unix-time"); return ok })
	if small == nil {
		return anchor{latest: issued, issued: true}
	}
	start := dataTime(small)
	if start.IsZero() {
		p.fail(small.Start, incident.CodeSyntax, fmt.Errorf("%s is no time", quote(small.Value("data-unix-time"))))
		return anchor{latest: issued, issued: true}
	}
	inc, path, text := p.inc, p.path, small.Line()
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
		p.noteAt(NoteUnresolved, "window.end", small.Start, quote(text)+" does not tell when the maintenance ends")
	})
	// An update may be posted while the work goes on.
	return anchor{latest: civil.DateTimeOf(start.Add(48*time.Hour), time.UTC)}
}

// listed reads one incident of a list: title, updates from the newest to the
// oldest.
func (p *htmlReader) listed(n *htmltree.Node, base *url.URL, from anchor) {
	title := n.Class("incident-title")
	if title == nil {
		p.fail(n.Start, incident.CodeRequired, errors.New("an incident without its title"))
	} else {
		p.titleOf(n, title, base)
	}
	var rows []*htmltree.Node
	n.Walk(func(k *htmltree.Node) bool {
		if k.Is("update") {
			rows = append(rows, k)
			return false
		}
		return true
	})
	p.listedUpdates(rows, from)
	if c := n.Class("components-affected"); c != nil {
		p.componentsOf(c)
	}
}

func (p *htmlReader) titleOf(n, title *htmltree.Node, base *url.URL) {
	if impact := impactOf(title); impact != "" {
		p.inc.Impact = impact
	} else if impact := impactOf(n); impact != "" {
		p.inc.Impact = impact
	}
	name := title.Class("actual-title")
	if name == nil {
		name = title.Named("a")
	}
	if name == nil {
		name = title
	}
	p.inc.Title = name.Line(htmltree.Cuts(title.Named("small"))...)
	if href := name.Value("href"); href != "" {
		if u, err := url.Parse(strings.TrimSpace(href)); err == nil {
			if base != nil {
				u = base.ResolveReference(u)
			}
			p.address(u)
		}
	}
}

// listedUpdates reads the updates of an incident of a list, the newest first.
func (p *htmlReader) listedUpdates(rows []*htmltree.Node, from anchor) {
	n := len(rows)
	postmortem := -1
	labels := make([]*htmltree.Node, n)
	for i, row := range rows {
		if first := row.First; first != nil && first.Name == "strong" && strings.TrimSpace(p.src[row.In:first.Start]) == "" {
			labels[i] = first
			if p.isPostmortem(first.Line()) && postmortem < 0 {
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
			p.fail(row.Start, incident.CodeRequired, errors.New("an update without its time"))
		} else if t := p.addTime(stamp, &u.At, path+".at"); t != nil {
			dated.next(p, t)
		}
	}
	for i, at := range order {
		u, label := &p.inc.Updates[i], labels[at]
		switch {
		case label != nil:
			p.label(u, i, label.Line(), label.Start)
		case p.inc.Impact == incident.ImpactMaintenance:
			u.Status, u.Inferred = incident.StatusScheduled, true
			p.last = u.Status
			if i == 0 {
				p.noteAt(NoteStatus, "updates[0].status", rows[at].Start, "a maintenance ahead has no labels: it was taken for scheduled")
			}
		default:
			p.fail(rows[at].Start, incident.CodeRequired, errors.New("an update without its label"))
		}
		if p.failed() {
			return
		}
	}
}

// listedBody returns the body of an update: what is neither its label nor its
// time. The time may stand in the last item of a list that is never closed.
func (p *htmlReader) listedBody(row, label, stamp *htmltree.Node) string {
	from := row.In
	if label != nil {
		from = label.End
		rest := strings.TrimLeft(p.src[from:row.Out], " \t\r\n")
		if tail, ok := strings.CutPrefix(rest, "-"); ok {
			from = row.Out - len(tail)
		}
	}
	return htmltree.Markdown(row.Piece(from, row.Out, htmltree.Cuts(stamp)...), row.Wraps())
}

// stampBelow returns the last small element below n, which holds the time.
func stampBelow(n *htmltree.Node) (stamp *htmltree.Node) {
	n.Walk(func(k *htmltree.Node) bool {
		if k.Name == "small" {
			stamp = k
		}
		return true
	})
	return stamp
}

// listedPostmortem reads what a list says of a postmortem: when it was published,
// and mostly a link instead of its text.
func (p *htmlReader) listedPostmortem(row, label, stamp *htmltree.Node, from anchor) {
	pm := &incident.Postmortem{}
	p.inc.Postmortem = pm
	if stamp == nil {
		p.fail(row.Start, incident.CodeRequired, errors.New("a postmortem without its time"))
	} else if t := p.addTime(stamp, &pm.PublishedAt, "postmortem.published_at"); t != nil && t.Written.Date.Year == 0 && !t.Written.IsZero() {
		if from.day.IsZero() {
			d := yearless{anchor: from}
			d.next(p, t)
		} else {
			// It came on the day that the incident ended, or later.
			t.Written.Date.Year = from.day.Year
			if t.Written.Date.Compare(from.day) < 0 {
				t.Written.Date.Year++
			}
			p.checkDate(t)
		}
	}
	if a := row.Find(func(n *htmltree.Node) bool { return n.Name == "a" }); a != nil && strings.EqualFold(a.Line(), "Read details") {
		return
	}
	md := p.listedBody(row, label, stamp)
	inc, path := p.inc, p.path
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		p.foreignPostmortem(md, row.Start)
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
	if t.Written.IsZero() {
		return
	}
	if !t.Exact.IsZero() && t.Written.Date.Year == 0 {
		// The data tell the year; of two near its end, the one that fits.
		t.Written.Date.Year = t.Exact.Year()
		switch away := t.Written.Date.Sub(civil.DateOf(t.Exact, time.UTC)); {
		case away > 180:
			t.Written.Date.Year--
		case away < -180:
			t.Written.Date.Year++
		}
	}
	if t.Written.Date.Year == 0 {
		latest := y.latest
		if !y.begun && !y.day.IsZero() {
			latest = civil.DateTime{Date: y.day, Time: civil.Time{Hour: 23, Minute: 59, Second: 59}}
		}
		if latest.IsZero() {
			p.fail(t.At, incident.CodeRange, errors.New("the page does not tell the year of this time"))
			return
		}
		t.Written.Date.Year = latest.Date.Year
		for range 8 { // 29 February comes back after eight years at most
			if t.Written.Date.Valid() && t.Written.Compare(latest) <= 0 {
				break
			}
			t.Written.Date.Year--
		}
		if y.issued && !y.noted {
			y.noted = true
			p.note(NoteYear, t.path, t.At, fmt.Sprintf("the year of an open incident is not written; the last one before the page was made was assumed, %d", t.Written.Date.Year))
		}
	}
	p.checkDate(t)
	y.begun, y.latest = true, t.Written
}

// checkDate fails where a time, with its year, is none.
func (p *htmlReader) checkDate(t *pageTime) {
	if !t.Written.Valid() {
		p.fail(t.At, incident.CodeRange, fmt.Errorf("%s is no date and time", t.Written))
	}
}
