package parse

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltree"
)

// historyData is what a history page knows, in the properties of the component
// that draws it. All else in there is left alone.
type historyData struct {
	Page struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	} `json:"page"`
	Status struct {
		Page struct {
			Name string `json:"name"`
			URL  string `json:"url"`
		} `json:"page"`
	} `json:"page_status"`
	Months []historyMonth `json:"months"`
}

type historyMonth struct {
	Name      string `json:"name"`
	Year      int    `json:"year"`
	Incidents []struct {
		Code      string `json:"code"`
		Name      string `json:"name"`
		Message   string `json:"message"`
		Impact    string `json:"impact"`
		Timestamp string `json:"timestamp"`
	} `json:"incidents"`
}

// historyProps returns the element with the data of a history page, or nil.
func (p *htmlReader) historyProps() *htmltree.Node {
	return p.root.Find(func(n *htmltree.Node) bool {
		for _, key := range [...]string{"data-react-props", "data-props"} {
			if s, ok := n.Attr(key); ok && strings.Contains(s, `"months"`) {
				return true
			}
		}
		return false
	})
}

// history reads the summaries of a history page. Package statuspage reads the same
// data where it comes as JSON; here only what a report needs is kept.
func (p *htmlReader) history(n *htmltree.Node) {
	props := n.Value("data-react-props")
	if props == "" {
		props = n.Value("data-props")
	}
	var data historyData
	if err := json.Unmarshal([]byte(props), &data); err != nil {
		p.fail(n.Start, incident.CodeSyntax, fmt.Errorf("the data of the history cannot be read: %w", err))
		if p.failed() {
			return
		}
	}
	page := incident.Page{Name: p.oneLine(data.Page.Name), URL: data.Page.URL}
	if page.Name == "" {
		page.Name, page.URL = p.oneLine(data.Status.Page.Name), data.Status.Page.URL
	}
	if page.Name == "" {
		page.Name = p.nameOfTitle("")
	}
	base := p.canonical()
	if page.URL == "" && base != nil {
		page.URL = base.Scheme + "://" + base.Host
	}
	for _, m := range data.Months {
		middle := m.middle()
		for _, s := range m.Incidents {
			p.begin()
			p.inc.ID, p.inc.Title, p.inc.Page = p.oneLine(s.Code), p.oneLine(s.Name), page
			if p.inc.ID != "" && base != nil {
				p.inc.URL = base.Scheme + "://" + base.Host + "/incidents/" + p.inc.ID
			}
			var err error
			if p.inc.Impact, err = incident.ParseImpact(s.Impact); err != nil {
				p.fail(n.Start, incident.CodeUnknown, fmt.Errorf("%s: %w", p.path+"impact", err))
				p.inc.Impact = ""
			}
			body := htmltree.Markdown(s.Message, true)
			p.noteAt(NoteSummary, "updates[0]", n.Start, "the history has no updates: the last message was taken for the only one, and its status is not known")
			p.summaryTimes(n, body, htmltree.Text(s.Timestamp), middle)
			if p.failed() {
				return
			}
		}
	}
}

// summaryTimes reads the span of an incident, "Feb 29, 22:00 - 23:00 GMT", whose
// year is that of the month which lists it. The end is when the last message was
// posted; the span is the window of a maintenance, and for an outage its start is
// told in its own log.
func (p *htmlReader) summaryTimes(n *htmltree.Node, body, written string, middle time.Time) {
	inc, path := p.inc, p.path
	inc.Updates = []incident.Update{{Body: body}}
	from, to, k := civil.ReadRange(written)
	if k != len(written) || k == 0 {
		from, k = civil.Read(written)
		to = from
	}
	if k != len(written) || k == 0 || !from.HasTime || from.Date.IsZero() || from.Date.Year == 0 && middle.IsZero() {
		p.fail(n.Start, incident.CodeSyntax, fmt.Errorf("%stimestamp: %s is no span of time", path, quote(written)))
		return
	}
	year := from.Date.Year
	if year == 0 {
		year = middle.Year()
	}
	// A zone that has to be concluded needs a time that is there; that of the start
	// will do.
	start := &pageTime{path: path + "updates[0].at", to: new(time.Time)}
	start.Label, start.At, start.LabelAt = from.Zone, n.Start, n.Start
	start.Written = civil.DateTime{Date: from.Date, Time: from.Time}
	start.Written.Date.Year = year
	if !start.Written.Valid() {
		p.fail(n.Start, incident.CodeRange, fmt.Errorf("%stimestamp: %s is no date and time", path, start.Written))
		return
	}
	if start.Label == "" {
		p.fail(n.Start, incident.CodeZone, errors.New(path+"timestamp: the time names no zone"))
		return
	}
	near := middle
	if near.IsZero() {
		near = time.Date(year, start.Written.Date.Month, start.Written.Date.Day, 12, 0, 0, 0, time.UTC)
	}
	p.labels = append(p.labels, start)
	p.later = append(p.later, func() {
		first := from.Resolve(near, p.loc)
		last := to.ResolveAfter(first.Time, p.loc)
		if first.Time.IsZero() || last.Time.IsZero() {
			p.fail(n.Start, incident.CodeZone, fmt.Errorf("%stimestamp: %s is no instant (%s)", path, quote(written), first.Kind))
			return
		}
		begin, end := first.Time.UTC(), last.Time.UTC()
		inc.Updates[0].At = end
		switch {
		case begin.Equal(end):
		case inc.Impact == incident.ImpactMaintenance:
			inc.Window = incident.Window{Start: begin, End: end}
		default:
			inc.Events = []incident.Event{{At: begin, Until: end, Written: written}}
		}
	})
}

// middle returns the middle of a month, or the zero time.
func (m historyMonth) middle() time.Time {
	if m.Year < 1 || m.Year > 9999 {
		return time.Time{}
	}
	for month := time.January; month <= time.December; month++ {
		if strings.EqualFold(month.String(), m.Name) {
			return time.Date(m.Year, month, 15, 12, 0, 0, 0, time.UTC)
		}
	}
	return time.Time{}
}
