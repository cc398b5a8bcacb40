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

func newRegistry() registry {
	return registry{make(map[string]string), make(map[string]bool), make(map[string]incident.Component), make(map[string]bool)}
}

func (r *registry) add(c incident.Component) {
	if c.ID != "" {
		r.byID[c.ID] = c
	}
	r.names[c.Name] = true
}

func (r *registry) addGroup(id, name string) { r.groups[id], r.named[name] = name, true }

// joint is the text between the names of a group and a component.
const joint = " - "

// split splits the name of a component in an update, "Group - Name" or "Name".
// Since both parts may contain " - ", it splits only where the known components
// show the place: the group or name of the component with the given id, or else
// a known group, or else a known name. own has the components of the incident
// by id.
func (r *registry) split(id, full string, own map[string]incident.Component) (group, name string) {
	for _, known := range []map[string]incident.Component{r.byID, own} {
		c, ok := known[id]
		if !ok || id == "" {
			continue
		}
		if c.Name == full {
			return c.Group, full
		}
		if name, ok := strings.CutPrefix(full, c.Group+joint); ok && c.Group != "" && name != "" {
			return c.Group, name
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
	list := v.Objects()
	for _, o := range list {
		if o.Flag("group") {
			d.registry.addGroup(o.Line("id"), o.Line("name"))
		}
	}
	for _, o := range list {
		if !o.Flag("group") {
			d.component(o)
		}
	}
}

// component reads a component of the page.
func (d *decoder) component(o wire.Object) {
	c := d.member(o)
	o.Unmapped("a component", "description", "start_date")
	d.answer.Components = append(d.answer.Components, c)
	d.registry.add(c)
}

// member reads a component of the page or of an incident.
func (d *decoder) member(o wire.Object) incident.Component {
	d.unknown(o, "a component", componentKeys)
	return incident.Component{
		ID:     o.Line("id"),
		Group:  d.registry.groups[o.Line("group_id")],
		Name:   o.Line("name"),
		Status: wire.Word(o, "status", incident.Parse[incident.ComponentStatus]),
	}
}

// noComponents is the text that old pages send instead of a component.
const noComponents = "No components were affected by this update."

// changes reads the component changes of an update.
func (d *decoder) changes(v wire.Value, own map[string]incident.Component) []incident.Change {
	var list []incident.Change
	for _, o := range v.Objects() {
		d.unknown(o, "an affected component", changeKeys)
		full, id := o.Line("name"), o.Line("code", "id")
		if full == noComponents || full == "" && id == "" {
			continue
		}
		c := incident.Change{
			ID:   id,
			From: wire.Word(o, "old_status", incident.Parse[incident.ComponentStatus]),
			To:   wire.Word(o, "new_status", incident.Parse[incident.ComponentStatus]),
		}
		c.Group, c.Name = d.registry.split(id, full, own)
		list = append(list, c)
	}
	return list
}
