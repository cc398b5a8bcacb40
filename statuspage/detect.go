package statuspage

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/internal/wire"
)

// Detect returns the kind of data, judging by JSON keys or HTML classes. It
// returns "" for anything that Statuspage does not write, including JSON of
// this module and responses of other vendors. Detect does not check that data
// can be read.
func Detect(data []byte) Kind {
	src := &source.Source{Text: string(source.Decode(data))}
	if wire.IsJSON(src.Text) {
		if v := wire.Peek(data); isAnswer(v) {
			return kindOf(v)
		}
		return ""
	}
	if kind := feedKind(src.Text); kind != "" || !hasPageWord(src.Text) {
		return kind
	}
	root, _ := htmltree.Parse(src, 0)
	return pageKind(root)
}

// mayBePage reports whether a text should be parsed as HTML.
func mayBePage(text string) bool {
	return !wire.IsJSON(text) && (hasPageWord(text) || strings.HasPrefix(strings.TrimLeft(text, "\ufeff \t\r\n"), "<"))
}

// The classes by which pages are recognised.
var (
	incidentClasses = []string{"incident-name", "update-row"}
	homeClasses     = []string{"unresolved-incident", "status-day", "scheduled-maintenance", "incidents-list", "scheduled-maintenances-container"}
)

// hasPageWord reports whether a text has one of the words that every page has.
func hasPageWord(text string) bool {
	has := func(word string) bool { return strings.Contains(text, word) }
	return slices.ContainsFunc(incidentClasses, has) || slices.ContainsFunc(homeClasses, has) || slices.ContainsFunc(historyKeys, has)
}

// pageKind returns the kind of a page. The classes may be anywhere, so that
// copies inside other pages are recognised as well.
func pageKind(root *htmltree.Node) Kind {
	switch {
	case hasClass(root, incidentClasses):
		return KindIncidentPage
	case historyData(root) != nil:
		return KindHistoryPage
	case hasClass(root, homeClasses):
		return KindHomePage
	}
	return ""
}

func hasClass(root *htmltree.Node, classes []string) bool {
	return root.Find(func(n *htmltree.Node) bool { return slices.ContainsFunc(classes, n.Is) }) != nil
}

// isAnswer distinguishes responses of Statuspage from those of others and from
// JSON of this module, by the first key that only one of them has.
func isAnswer(v wire.Value) bool {
	if vendor, _ := v.Vendor(); vendor != "" {
		return vendor == wire.Statuspage
	}
	o := first(v)
	for _, m := range o.Members {
		switch m.Key {
		case "schema", "title", "updates", "window", "postmortem", "severity", "labels", "aliases", "events":
			return false
		case "name", "status", "incidents", "incident", "scheduled_maintenances", "component",
			"meta", "months", "shortlink", "created_at", "started_at", "impact_override", "page_id", "scheduled_for":
			return true
		}
	}
	return len(otherLists(o)) > 0
}

// first returns the object of a response: v, or the first element of a list.
func first(v wire.Value) wire.Object {
	if list := v.Elements(); len(list) > 0 {
		v = list[0]
	}
	return v.MaybeObject()
}

// kindOf returns the kind of a response, judging by its most telling key, or of
// a bare list, judging by its first element. It is "" for anything else.
func kindOf(v wire.Value) Kind {
	o := first(v)
	isComponent := isBareComponent(o)
	switch {
	case v.Kind == wire.IsList:
		known := func(m wire.Member) bool { return slices.Contains(incidentKeys, m.Key) }
		switch {
		case isComponent:
			return KindComponents
		case isIncident(o), !slices.ContainsFunc(o.Members, func(m wire.Member) bool { return !known(m) }):
			return KindIncidents
		}
		return ""
	case o.Has("title") && !o.HasAny("name", "page", "incidents"): // written by other programs
		return ""
	case o.Has("component_update"):
		return KindComponentWebhook
	case o.Has("months"):
		return KindHistory
	case o.Has("incident") && o.Has("meta"):
		return KindIncidentWebhook
	case o.Has("incident"), isIncident(o):
		return KindIncident
	case isComponent:
		return KindComponents
	}
	lists := 0
	for _, key := range []string{"components", "incidents", "scheduled_maintenances"} {
		if o.Has(key) {
			lists++
		}
	}
	hasStatus := o.Get("status").Kind == wire.IsObject
	switch {
	case lists > 1, lists == 1 && hasStatus:
		return KindSummary
	case o.Has("components"):
		return KindComponents
	case o.Has("incidents"), len(otherLists(o)) > 0:
		return KindIncidents
	case o.Has("scheduled_maintenances"):
		return KindScheduledMaintenances
	case hasStatus, o.Has("page"):
		return KindStatus
	}
	return ""
}

// isIncident reports whether an object is an incident, judging by its keys.
func isIncident(o wire.Object) bool {
	return o.Has("incident_updates") || o.Has("name") && o.HasAny("impact", "shortlink", "postmortem_body", "scheduled_for")
}

// isBareComponent reports whether an object is a component, judging by its
// keys.
func isBareComponent(o wire.Object) bool {
	return !isIncident(o) && o.Has("name") && (o.HasAny("group_id", "position", "showcase") || o.Has("status") && o.Has("id"))
}

// otherLists returns lists of incidents under keys that Statuspage does not
// have but services that imitate it may have. Incidents are recognised by their
// updates.
func otherLists(o wire.Object) (list []wire.Member) {
	for i, m := range o.Members {
		if elements := m.Value.Elements(); len(elements) > 0 && !slices.Contains(answerKeys, m.Key) && elements[0].MaybeObject().Has("incident_updates") {
			list = append(list, wire.Member{Key: m.Key, Value: o.Member(i)})
		}
	}
	return list
}
