package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/incidentkit/incident"
)

// components collects the values of -component.
type components []string

func (c *components) String() string { return strings.Join(*c, " ") }

func (c *components) Set(s string) error {
	*c = append(*c, s)
	return nil
}

// separators matches the text between a group and a name in any accepted
// spelling.
var separators = regexp.MustCompile(`\s+[-–—]\s+|\s*[/›>(]\s*|\s*\)\s*`)

// folded returns the same string for all spellings of a name: "Group - Name",
// "Group (Name)", "Group › Name" and "group/name".
func folded(name string) string {
	name = separators.ReplaceAllString(strings.ReplaceAll(name, "\u00a0", " "), "\x00")
	return strings.ToLower(strings.Join(strings.Fields(strings.Trim(name, "\x00")), " "))
}

// joints matches the text between the words of a name in any spelling.
var joints = regexp.MustCompile(`[\s\x{a0}\-–—/›»>():,_]+`)

// words returns the words of a name in lower case.
func words(name string) string {
	return strings.TrimSpace(joints.ReplaceAllString(strings.ToLower(name), " "))
}

// findComponent returns the component of a list with the given name: its full
// name, its own name, or its ID. An exact match takes precedence over another
// spelling, and that over the same words joined differently; among equal
// matches, the full name comes first. It returns nil if there is no match, and
// an error if there are several.
func findComponent(list []incident.Component, name string) (*incident.Component, error) {
	wanted := folded(name)
	if wanted == "" {
		return nil, nil
	}
	for _, isNamed := range []func(incident.Component) bool{
		func(c incident.Component) bool { return c.FullName() == name },
		func(c incident.Component) bool { return c.Name == name || c.ID == name },
		func(c incident.Component) bool { return folded(c.FullName()) == wanted },
		func(c incident.Component) bool { return folded(c.Name) == wanted },
		func(c incident.Component) bool { return words(c.FullName()) == words(name) },
		func(c incident.Component) bool { return words(c.Name) == words(name) },
	} {
		var found []incident.Component
		for _, c := range list {
			if isNamed(c) {
				found = append(found, c)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return &found[0], nil
		default:
			return nil, fmt.Errorf("%q is the name of %d components: %s; write one of them", name, len(found), fullNames(found))
		}
	}
	return nil, nil
}

// knownComponents returns the components of an incident as they are now,
// including those that only its updates name.
func knownComponents(inc *incident.Incident) (list []incident.Component) {
	for _, c := range inc.Affected() {
		list = append(list, c.Component)
	}
	return list
}

// fullNames lists components in the form in which a flag names them.
func fullNames(list []incident.Component) string {
	return strings.Join(namesOf(list, func(c incident.Component) string { return strconv.Quote(c.FullName()) }), ", ")
}

// newComponent returns a component for a name that no component has yet. The
// part before a spaced dash or "›", or before any separator if a group of that
// name exists, is its group.
func newComponent(list []incident.Component, name string) incident.Component {
	for _, at := range separators.FindAllStringIndex(name, -1) {
		group, own, sign := strings.TrimSpace(name[:at[0]]), strings.TrimSpace(name[at[1]:]), strings.TrimSpace(name[at[0]:at[1]])
		if group == "" || own == "" {
			continue
		}
		for _, c := range list {
			if c.Group != "" && folded(c.Group) == folded(group) {
				return incident.Component{Group: c.Group, Name: strings.TrimSpace(strings.TrimSuffix(own, ")"))}
			}
		}
		if sign != "/" && sign != "(" && sign != ")" && sign != ">" {
			return incident.Component{Group: group, Name: own}
		}
	}
	return incident.Component{Name: strings.TrimSpace(name)}
}

// splitStatus splits NAME=STATUS.
func splitStatus(s string) (name string, status incident.ComponentStatus, err error) {
	i := strings.LastIndex(s, "=")
	if i < 0 {
		return strings.TrimSpace(s), "", nil
	}
	if status, err = parseWord[incident.ComponentStatus](s[i+1:]); err != nil {
		return "", "", err
	}
	if status == "" {
		return "", "", fmt.Errorf("%q has no status after the \"=\"", s)
	}
	return strings.TrimSpace(s[:i]), status, nil
}
