package statuspage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/incidentkit/incident"
)

// Plan returns the requests that turn one state of an incident into another on
// Statuspage, in the order in which they have to be sent: title, impact and
// window; new updates, then edited ones; components that were added, removed or
// changed without an update; the postmortem. If before is nil, the incident
// does not exist yet, and Plan returns only the request that creates it,
// because the others need ids from its response.
//
// Changes that Statuspage cannot make are a [*incident.FieldError] with
// [incident.CodeUnsupported]: retracting or removing an update, adding one
// between others, and cancelling a maintenance.
func (w Writer) Plan(before, after *incident.Incident) ([]Request, error) {
	if before == nil {
		r, err := w.Create(after)
		if err != nil {
			return nil, err
		}
		return []Request{r}, nil
	}
	p := planner{w: w, after: after, affected: after.Public().Affected(), byUpdate: make(map[string]bool)}
	deltas := incident.Diff(before.Public(), after.Public())
	for i := range deltas {
		if d := &deltas[i]; d.Kind == incident.DeltaUpdatePosted {
			for _, c := range d.New.Changes {
				if c.To != "" {
					p.byUpdate[c.ID] = true
				}
			}
		}
	}
	for i := range deltas {
		if err := p.delta(&deltas[i]); err != nil {
			return nil, err
		}
	}
	return slices.Concat(p.head, p.posted, p.edited, p.list, p.components, p.postmortem), nil
}

// A planner turns differences into requests.
type planner struct {
	w        Writer
	after    *incident.Incident
	affected []incident.Affected // by after
	byUpdate map[string]bool     // components that a new update changes

	head, posted, edited, list, components, postmortem []Request
}

// delta plans the requests for one difference.
func (p *planner) delta(d *incident.Delta) error {
	add := func(list *[]Request, r Request, err error) error {
		if err == nil {
			*list = append(*list, r)
		}
		return err
	}
	switch d.Kind {
	case incident.DeltaTitle, incident.DeltaWindow, incident.DeltaImpact:
		if len(p.head) > 0 || d.Kind == incident.DeltaImpact && p.after.Impact == "" {
			return nil
		}
		r, err := p.w.Rename(p.after)
		return add(&p.head, r, err)
	case incident.DeltaUpdatePosted:
		i := place(d.Path)
		if i < len(p.after.Updates)-1 && len(p.posted) == 0 && !p.newFrom(i) {
			return unsupported(d.Path, "an update cannot be added between others")
		}
		r, err := p.w.Update(p.after, i)
		return add(&p.posted, r, err)
	case incident.DeltaUpdateAmended, incident.DeltaUpdateMoved:
		r, err := p.w.Edit(p.after, place(d.Path))
		return add(&p.edited, r, err)
	case incident.DeltaUpdateRetracted, incident.DeltaUpdateRemoved:
		return unsupported(d.Path, "an update cannot be retracted or removed")
	case incident.DeltaComponentAdded, incident.DeltaComponentRemoved:
		if len(p.byUpdate) == 0 && len(p.list) == 0 { // an update with changes lists all components
			r, err := p.w.list(p.after)
			if err := add(&p.list, r, err); err != nil {
				return err
			}
		}
		if d.Kind == incident.DeltaComponentRemoved {
			return nil
		}
		return p.component(p.affected[place(d.Path)].Component)
	case incident.DeltaComponentStatus:
		return p.component(p.affected[place(d.Path)].Component)
	case incident.DeltaPostmortemPublished, incident.DeltaPostmortemAmended, incident.DeltaSectionAdded, incident.DeltaSectionAmended, incident.DeltaSectionRemoved:
		if p.w.Document == nil || len(p.postmortem) > 0 || !p.after.Postmortem.Published() {
			return nil
		}
		r, err := p.w.Postmortem(p.after, p.w.Document(p.after))
		if err := add(&p.postmortem, r, err); err != nil {
			return err
		}
		r, err = p.w.PublishPostmortem(p.after)
		return add(&p.postmortem, r, err)
	}
	return nil
}

// component plans the request for the status of a component, unless a new
// update has it.
func (p *planner) component(c incident.Component) error {
	if c.Status == "" || p.byUpdate[c.ID] {
		return nil
	}
	r, err := p.w.Component(p.after.Page, c)
	if err == nil {
		p.components = append(p.components, r)
	}
	return err
}

// newFrom reports whether update i and all after it have no ID, which means
// that they are not on the page yet.
func (p *planner) newFrom(i int) bool {
	return !slices.ContainsFunc(p.after.Updates[i+1:], func(u incident.Update) bool { return u.ID != "" })
}

// place returns the index in a path such as "updates[3]".
func place(path string) int {
	_, rest, _ := strings.Cut(path, "[")
	rest, _, _ = strings.Cut(rest, "]")
	i, _ := strconv.Atoi(rest)
	return i
}

func unsupported(path, what string) error {
	return &incident.FieldError{Path: path, Code: incident.CodeUnsupported, Err: fmt.Errorf("on Statuspage, %s", what)}
}
