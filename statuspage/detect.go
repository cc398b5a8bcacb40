package statuspage

import (
	"bytes"
	"encoding/json"
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
	data = source.Decode(data)
	src := &source.Source{Text: string(data)}
	if !isJSON(src.Text) {
		if kind := feedKind(src.Text); kind != "" {
			return kind
		}
		if !hasPageWord(src.Text) {
			return ""
		}
		root, _ := htmltree.Parse(src, 0)
		return pageKind(root)
	}
	if !isAnswer(data) {
		return ""
	}
	doc, v := wire.Peek(data)
	if foreign(doc, v) != nil {
		return ""
	}
	switch v.Kind {
	case wire.IsObject:
		return kindOf(doc, doc.JSON.Object(v))
	case wire.IsList:
		return listKind(doc, v)
	}
	return ""
}

// isJSON reports whether a text begins like an object or an array.
func isJSON(text string) bool {
	text = strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), " \t\r\n")
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

// mayBePage reports whether a text should be parsed as HTML.
func mayBePage(text string) bool {
	return !isJSON(text) && (hasPageWord(text) || strings.HasPrefix(strings.TrimLeft(text, "\ufeff \t\r\n"), "<"))
}

// The classes by which pages are recognised.
var (
	incidentClasses = [...]string{"incident-name", "update-row"}
	homeClasses     = [...]string{"unresolved-incident", "status-day", "scheduled-maintenance", "incidents-list", "scheduled-maintenances-container"}
)

// hasPageWord reports whether a text has one of the words that every page has.
func hasPageWord(text string) bool {
	for _, list := range [...][]string{incidentClasses[:], homeClasses[:], historyKeys[:]} {
		for _, word := range list {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

// pageKind returns the kind of a page. The classes may be anywhere, so that
// copies inside other pages are recognised as well.
func pageKind(root *htmltree.Node) Kind {
	switch {
	case hasClass(root, incidentClasses[:]):
		return KindIncidentPage
	case historyData(root) != nil:
		return KindHistoryPage
	case hasClass(root, homeClasses[:]):
		return KindHomePage
	}
	return ""
}

func hasClass(root *htmltree.Node, classes []string) bool {
	return root.Find(func(n *htmltree.Node) bool {
		for _, class := range classes {
			if n.Is(class) {
				return true
			}
		}
		return false
	}) != nil
}

// isAnswer distinguishes responses of Statuspage from JSON of this module, by
// the first key that only one of them has.
func isAnswer(data []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	token, err := dec.Token()
	if token == json.Delim('[') {
		token, err = dec.Token()
	}
	if err != nil || token != json.Delim('{') {
		return false
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return false
		}
		switch key {
		case "schema", "title", "updates", "window", "postmortem", "severity", "labels", "aliases", "events":
			return false
		case "name", "status", "incidents", "incident", "incident_updates", "scheduled_maintenances", "component_update", "component",
			"meta", "months", "shortlink", "created_at", "started_at", "impact_override", "page_id", "scheduled_for":
			return true
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return false
		}
		// A list of components is a response if its elements have the
		// keys of one.
		if key == "components" && bytes.Contains(value, []byte(`"created_at"`)) || key == "page" && bytes.Contains(value, []byte(`"updated_at"`)) ||
			bytes.Contains(value, []byte(`"incident_updates"`)) {
			return true
		}
	}
	return false
}
