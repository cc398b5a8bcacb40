package site

import (
	"errors"
	"fmt"
	"slices"

	"github.com/incidentkit/incident"
)

// Validate checks what a service says about itself, not its incidents. It
// returns nil, or [incident.Errors] with a path and a code for each:
//
//   - unknown: a policy without a name of ours, or a word for a status that is
//     not known;
//   - required: a component without a name and ID;
//   - order: a component that was retired before it was in use;
//   - duplicate: an ID that two components share, or a name in a group, unless
//     the IDs differ and one was retired before the other was in use;
//   - zone: a time zone that cannot be loaded, "Local" included;
//   - control: a control character or bidirectional override in a one-line
//     field.
func (s *Service) Validate() error {
	// The rules of the page and of components are those of an incident.
	inc := &incident.Incident{Page: s.Page}
	for _, c := range s.Components {
		inc.Components = append(inc.Components, incident.Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.Status})
	}
	errs, _ := inc.Validate().(incident.Errors)
	if _, ok := LookupPolicy(s.Policy); !ok {
		errs = append(errs, unknownPolicy(s.Policy))
	}
	seen := make(map[[2]string][]Component)
	for i, c := range s.Components {
		at := fmt.Sprintf("components[%d].", i)
		if !c.Retired.IsZero() && c.Retired.Before(c.Since) {
			errs = append(errs, &incident.FieldError{Path: at + "retired", Code: incident.CodeOrder, Err: errors.New("before since")})
		}
		name := [2]string{c.Group, c.Name}
		if c.Name != "" && slices.ContainsFunc(seen[name], func(of Component) bool { return !c.follows(of) && !of.follows(c) }) {
			errs = append(errs, &incident.FieldError{Path: at + "name", Code: incident.CodeDuplicate, Err: fmt.Errorf("%q stands there twice in its group", c.Name)})
		}
		seen[name] = append(seen[name], c)
	}
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// follows reports whether a component is another one than a former one of the
// same name, which was retired before it was in use.
func (c Component) follows(former Component) bool {
	return c.ID != former.ID && !former.Retired.IsZero() && !former.Retired.After(c.Since)
}
