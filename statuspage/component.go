package statuspage

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// A registry holds what an input says about the components of its page.
type registry struct {
	groups map[string]string             // names by group id
	named  map[string]bool               // names of groups
	byID   map[string]incident.Component // by component id
	names  map[string]bool               // names of components without their group
}

func (r *registry) add(c incident.Component) {
	if r.byID == nil {
		r.byID, r.names = make(map[string]incident.Component), make(map[string]bool)
	}
	if c.ID != "" {
		r.byID[c.ID] = c
	}
	r.names[c.Name] = true
}

func (r *registry) addGroup(id, name string) {
	if r.groups == nil {
		r.groups, r.named = make(map[string]string), make(map[string]bool)
	}
	r.groups[id], r.named[name] = name, true
}

// joint is the text between the names of a group and a component.
const joint = " - "

// split splits the name of a component in an update, "Group - Name" or "Name".
// Since both parts may contain " - ", it splits only where the known components
// show the place: the group or name of the component with the given id, or else
// a known group, or else a known name. own has the components of the incident
// by id.
func (r *registry) split(id, full string, own map[string]incident.Component) (group, name string) {
	if !strings.Contains(full, joint) {
		for _, known := range []map[string]incident.Component{r.byID, own} {
			if c, ok := known[id]; ok && id != "" && c.Name == full {
				return c.Group, full
			}
		}
		return "", full
	}
	for _, known := range []map[string]incident.Component{r.byID, own} {
		c, ok := known[id]
		if !ok || id == "" {
			continue
		}
		if c.Name == full {
			return c.Group, full
		}
		if c.Group != "" && len(full) > len(c.Group)+len(joint) && strings.HasPrefix(full, c.Group+joint) {
			return c.Group, full[len(c.Group)+len(joint):]
		}
		if group, ok := strings.CutSuffix(full, joint+c.Name); ok && group != "" && c.Name != "" {
			return group, c.Name
		}
	}
	if r.names[full] {
		return "", full
	}
	for _, known := range []func(group, name string) bool{
		func(group, _ string) bool { return r.named[group] },
		func(_, name string) bool { return r.names[name] },
	} {
		for at := 0; ; {
			i := strings.Index(full[at:], joint)
			if i < 0 {
				break
			}
			at += i + len(joint)
			if group, name := full[:at-len(joint)], full[at:]; group != "" && name != "" && known(group, name) {
				return group, name
			}
		}
	}
	return "", full
}

// components reads the components of the page. Their groups are in the same
// list, in any order.
func (d *decoder) components(v wire.Value) {
	var members []wire.Object
	for _, e := range d.doc.List(v) {
		o := d.doc.ObjectAt(e)
		if d.doc.Flag(o, "group") {
			d.registry.addGroup(d.doc.Line(o, "id"), d.doc.Line(o, "name"))
		} else if e.Kind == wire.IsObject {
			members = append(members, o)
		}
	}
	for _, o := range members {
		d.component(o)
	}
}

// component reads a component of the page.
func (d *decoder) component(o wire.Object) {
	c := d.member(o)
	d.doc.Unmapped(o, "a component", "description", "start_date")
	d.answer.Components = append(d.answer.Components, c)
	d.registry.add(c)
}

// member reads a component of the page or of an incident.
func (d *decoder) member(o wire.Object) incident.Component {
	d.unknown(o, "a component", componentKeys)
	return incident.Component{
		ID:     d.doc.Line(o, "id"),
		Group:  d.registry.groups[d.doc.Line(o, "group_id")],
		Name:   d.doc.Line(o, "name"),
		Status: wire.Word(d.doc, o, "status", incident.Parse[incident.ComponentStatus]),
	}
}

// componentWebhook reads the change of a component, and the component.
func (d *decoder) componentWebhook(o wire.Object) {
	c := d.doc.ObjectAt(o.Get("component"))
	if c.Value.Kind == wire.IsObject {
		d.component(c)
	}
	u := d.doc.ObjectAt(o.Get("component_update"))
	change := ComponentChange{At: d.doc.Time(u, "created_at")}
	change.ID = d.doc.Line(u, "component_id")
	change.From = wire.Word(d.doc, u, "old_status", incident.Parse[incident.ComponentStatus])
	change.To = wire.Word(d.doc, u, "new_status", incident.Parse[incident.ComponentStatus])
	if list := d.answer.Components; len(list) > 0 {
		if change.ID == "" {
			change.ID = list[0].ID
		}
		if change.ID == list[0].ID {
			change.Group, change.Name = list[0].Group, list[0].Name
		}
	}
	d.answer.Change = change
}

// noComponents is the text that old pages send instead of a component.
const noComponents = "No components were affected by this update."

// changes reads the component changes of an update.
func (d *decoder) changes(v wire.Value, own map[string]incident.Component) []incident.Change {
	var list []incident.Change
	for _, e := range d.doc.List(v) {
		o := d.doc.ObjectAt(e)
		d.unknown(o, "an affected component", changeKeys)
		full := d.doc.Line(o, "name")
		id := d.doc.Line(o, "code")
		if id == "" {
			id = d.doc.Line(o, "id")
		}
		if full == noComponents || full == "" && id == "" {
			continue
		}
		c := incident.Change{
			ID:   id,
			From: wire.Word(d.doc, o, "old_status", incident.Parse[incident.ComponentStatus]),
			To:   wire.Word(d.doc, o, "new_status", incident.Parse[incident.ComponentStatus]),
		}
		c.Group, c.Name = d.registry.split(id, full, own)
		list = append(list, c)
	}
	return list
}
