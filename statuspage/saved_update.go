package statuspage

import (
	"errors"
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/words"
)

// savedUpdate is an update, or the postmortem, as a page or a feed shows it.
type savedUpdate struct {
	row, label, stamp *htmltree.Node // the last two are nil if it has none
	body              string         // Markdown
	at                int            // offset of the body
}

// pageUpdates returns the updates in the rows of an incident page.
func (p *savedPage) pageUpdates(rows []*htmltree.Node) []savedUpdate {
	list := make([]savedUpdate, len(rows))
	for i, row := range rows {
		u := savedUpdate{row: row, label: row.Class("update-title"), stamp: row.Class("update-timestamp"), at: row.Start}
		classes := []string{"update-body"}
		if p.isPostmortem(u) {
			classes = []string{"markdown-display", "update-body", "update-container"}
		}
		for _, class := range classes {
			if body := row.Class(class); body != nil {
				u.body, u.at = htmltext.Markdown{}.Inside(body, u.stamp), body.Start
				break
			}
		}
		list[i] = u
	}
	return list
}

// listedUpdates returns the updates in the paragraphs of a home page or a feed.
func listedUpdates(rows []*htmltree.Node) []savedUpdate {
	list := make([]savedUpdate, len(rows))
	for i, row := range rows {
		u := savedUpdate{row: row, stamp: lastSmall(row), at: row.Start}
		first := row.Content()
		if first != nil && first.Name == "small" { // in a feed
			u.stamp = first
			for first = first.Next; first != nil && first.Name != "strong"; {
				first = first.Next
			}
		}
		if first != nil && first.Name == "strong" {
			u.label = first
		}
		u.body = u.listedBody()
		list[i] = u
	}
	return list
}

// listedBody returns the body of an update of a list: everything but its label
// and its time. The time may be inside the last item of a list that is never
// closed.
func (u savedUpdate) listedBody() string {
	from := u.row.First
	if u.label != nil {
		if from = u.label.Next; from != nil {
			if text := strings.TrimLeft(from.Data, " \t\r\n"); from.Name == "" && strings.HasPrefix(text, "-") {
				from = from.From(len(from.Data) - len(text) + len("-"))
			}
		}
	}
	return htmltext.Markdown{}.From(from, u.stamp)
}

// lastSmall returns the last small element below n, which holds the time.
func lastSmall(n *htmltree.Node) (small *htmltree.Node) {
	n.Walk(func(k *htmltree.Node) bool {
		if k.Name == "small" {
			small = k
		}
		return true
	})
	return small
}

func (p *savedPage) isPostmortem(u savedUpdate) bool {
	return u.label != nil && strings.EqualFold(u.label.Line(), p.lang.Word(words.Postmortem))
}

// isList reports whether the page has a list of incidents.
func (p *savedPage) isList() bool { return p.answer.Kind != KindIncidentPage }

// updates reads the updates and the postmortem of an incident, newest first.
func (s *savedIncident) updates(list []savedUpdate, y years) {
	p := s.page
	updates := make([]savedUpdate, 0, len(list))
	for i, u := range list {
		switch {
		case !p.isPostmortem(u):
			updates = append(updates, u)
		case s.inc.Postmortem != nil:
			p.fail(u.row.Start, incident.CodeDuplicate, errors.New("a second postmortem"))
		default:
			if i > 0 {
				s.note(u.row.Start, CodePlace, "postmortem", "the postmortem will be written at the top of the page")
			}
			s.published(u, y)
		}
	}
	n := len(updates)
	s.inc.Updates = make([]incident.Update, n)
	for i, u := range updates { // newest first, because each year depends on the time after it
		k := n - 1 - i
		s.inc.Updates[k].Body = u.body
		if u.stamp == nil {
			p.fail(u.row.Start, incident.CodeRequired, errors.New("an update has no time"))
		} else if t := s.time(u.stamp, &s.inc.Updates[k].At, fmt.Sprintf("updates[%d].at", k)); t != nil {
			y.next(t)
		}
	}
	for i := range n { // oldest first, because "Update" repeats the status before it
		switch u := updates[n-1-i]; {
		case u.label != nil:
			s.label(i, u.label)
		case s.inc.Impact == incident.ImpactMaintenance && p.isList():
			s.inc.Updates[i].Status, s.inc.Updates[i].Inferred = incident.StatusScheduled, true
			s.last = incident.StatusScheduled
			if i == 0 {
				s.note(u.row.Start, CodeStatus, "updates[0].status", "a scheduled maintenance has no labels; its status was taken to be scheduled")
			}
		default:
			p.fail(u.row.Start, incident.CodeRequired, errors.New("an update has no label"))
		}
		if p.failed() {
			return
		}
	}
}

// label reads the label of update i. The label "Update" repeats the status
// before it.
func (s *savedIncident) label(i int, n *htmltree.Node) {
	p, u := s.page, &s.inc.Updates[i]
	text, path := n.Line(), fmt.Sprintf("updates[%d].status", i)
	if text == p.lang.Word(words.Update) {
		if u.Status = s.last; s.last == "" {
			s.note(n.Start, CodeStatus, path, "the first update does not state its status")
		}
		return
	}
	word, ok := p.lang.Terms.Status(text)
	u.Status = incident.Status(word)
	if !ok {
		var err error
		if u.Status, err = incident.Parse[incident.Status](text); err != nil || text == "" {
			p.fail(n.Start, incident.CodeUnknown, fmt.Errorf("%q is not the label of an update", text))
			u.Status = ""
			return
		}
	}
	if u.Status == s.last {
		s.note(n.Start, CodeRepeated, path, fmt.Sprintf("the label repeats the one before it and will be written as %q", p.lang.Word(words.Update)))
	}
	s.last = u.Status
}

// published reads the postmortem. A list usually has a link instead of its
// text.
func (s *savedIncident) published(u savedUpdate, y years) {
	pm := &incident.Postmortem{}
	s.inc.Postmortem = pm
	if u.stamp == nil {
		s.page.fail(u.row.Start, incident.CodeRequired, errors.New("the postmortem has no time"))
	} else if t := s.time(u.stamp, &pm.PublishedAt, "postmortem.published_at"); t != nil {
		y.published(t)
	}
	if a := u.row.Named("a"); s.page.isList() && a != nil && strings.EqualFold(a.Line(), "Read details") {
		return
	}
	s.postmortem(u.body, u.at)
}
