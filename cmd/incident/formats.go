package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/statuspage"
)

// formats are the names of all formats, in the order of the help.
var formats = []string{"text", "markdown", "html", "json", "jsonl", "statuspage", "atom", "rss", "jsonfeed", "ics"}

// A reader turns the bytes of one file into incidents. A lax one returns those that
// it could read beside the error.
type reader func(l *loader, name string, data []byte) (list []*incident.Incident, many bool, err error)

var readers = map[string]reader{
	"text": func(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
		return l.parsed(name, func(loc *time.Location) (*parse.Document, error) {
			return parse.Text{Zone: loc, Lax: l.lax}.Parse(name, data)
		})
	},
	"markdown": func(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
		return l.parsed(name, func(loc *time.Location) (*parse.Document, error) {
			return parse.Markdown{Zone: loc, Lax: l.lax}.Parse(name, data)
		})
	},
	"html": func(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
		return l.parsed(name, func(loc *time.Location) (*parse.Document, error) {
			return parse.HTML{Zone: loc, Lax: l.lax}.Parse(name, data)
		})
	},
	"statuspage": func(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
		answer, err := statuspage.Reader{Lax: l.lax, Zone: l.zone}.Read(name, data)
		if answer == nil {
			return nil, false, err
		}
		for _, n := range answer.Notes {
			l.note(name, n)
		}
		switch answer.Kind {
		case statuspage.KindComponentWebhook, statuspage.KindComponents, statuspage.KindStatus:
			l.note(name, incident.Note{Code: "empty", Line: 1, Column: 1, Text: "an answer about " + strings.ReplaceAll(string(answer.Kind), "_", " ") + " holds no incident"})
		}
		many := answer.Kind != statuspage.KindIncident && answer.Kind != statuspage.KindIncidentWebhook
		return answer.Incidents, many, err
	},
	"json": func(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
		list, err := readJSON(name, data, l.lax)
		return list, isMany(data, len(list)), err
	},
}

// detectFile guesses the format of a file by how it begins; and that of text which
// is no page by its name, for a document of Markdown need have no mark of it.
func detectFile(name string, data []byte) string {
	format := detect(data)
	if format == "text" && !isPage(data) {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".md", ".markdown":
			return "markdown"
		}
	}
	return format
}

// detect guesses the format of a file by how it begins.
func detect(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch data = bytes.TrimLeft(data, " \t\r\n"); {
	case isHTML(data):
		return "html"
	case isMarkdown(data):
		return "markdown"
	case !bytes.HasPrefix(data, []byte("{")) && !bytes.HasPrefix(data, []byte("[")), isPage(data):
		return "text"
	case isStatuspage(data):
		return "statuspage"
	}
	return "json"
}

// isHTML reports whether a file begins like a saved page, or like one that was
// pasted behind a mark of Markdown.
func isHTML(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimLeft(data, "`"), " \t\r\n")
	head := bytes.ToLower(data[:min(len(data), 512)])
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<article", "<div", "<meta"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("<!--")) && bytes.Contains(head, []byte("<html"))
}

// isMarkdown reports whether a file begins with front matter or with a heading of
// Markdown, or has one of its headings. The second line of a page in plain text
// settles it the other way.
func isMarkdown(data []byte) bool {
	if bytes.HasPrefix(data, []byte("---\n")) || bytes.HasPrefix(data, []byte("---\r\n")) {
		return true
	}
	above := false // a line stands above, not a blank one
	for line := range bytes.Lines(data[:min(len(data), 4096)]) {
		text := bytes.TrimLeft(line, "#")
		if n := len(line) - len(text); n > 0 && n <= 6 && len(text) > 1 && text[0] == ' ' {
			return true
		}
		if isSubtitle(line) {
			return false
		}
		line = bytes.TrimRight(line, " \t\r\n")
		if rule := bytes.Trim(line, "="); len(rule) == 0 && len(line) > 2 && above {
			return true // below a title
		}
		above = len(line) > 0
	}
	return false
}

// isSubtitle reports whether a line is the second one of a page in plain text.
func isSubtitle(line []byte) bool {
	return bytes.HasPrefix(line, []byte("Incident Report")) || bytes.HasPrefix(line, []byte("Scheduled Maintenance Report"))
}

// isPage tells a page in plain text from JSON, for its title may begin with a
// bracket: "[Resolved] Slow search".
func isPage(data []byte) bool {
	n := 0
	for line := range bytes.Lines(data[:min(len(data), 4096)]) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if n++; n == 2 {
			return isSubtitle(line)
		}
	}
	return false
}

// isStatuspage tells an answer of a Statuspage API from a document of ours, by
// the keys of its first object.
func isStatuspage(data []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(data))
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
		// A list of components alone is an answer if its elements are.
		if key == "components" && bytes.Contains(value, []byte(`"created_at"`)) || key == "page" && bytes.Contains(value, []byte(`"updated_at"`)) {
			return true
		}
	}
	return false
}

// isMany reports whether JSON holds many incidents by its form, even if it is
// one.
func isMany(data []byte, n int) bool {
	return n > 1 || bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("["))
}

// A writer appends one incident in a format.
type writer struct {
	ending string
	append func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error)
}

var writers = map[string]writer{
	"text": {".txt", func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
		t := render.Text{Layout: c.layout, Zones: c.show, Drafts: c.drafts}
		if c.postmortem {
			return t.AppendPostmortem(dst, inc), nil
		}
		return t.Append(dst, inc), nil
	}},
	"markdown": {".md", func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
		m := render.Markdown{Zones: c.show, Drafts: c.drafts}
		if c.postmortem {
			return m.AppendPostmortem(dst, inc), nil
		}
		return m.Append(dst, inc), nil
	}},
	"html": {".html", func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
		h := render.HTML{Zones: c.show, Drafts: c.drafts}
		if c.postmortem {
			return h.AppendPostmortemPage(dst, inc), nil
		}
		return h.AppendPage(dst, inc), nil
	}},
	"json": {".json", func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
		b, err := marshal(inc, true)
		return append(dst, b...), err
	}},
	"jsonl": {".jsonl", func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
		b, err := marshal(inc, false)
		return append(dst, b...), err
	}},
}

// endings are other ways to write the endings of files.
var endings = map[string]string{".markdown": ".md", ".htm": ".html", ".ndjson": ".jsonl"}

// isReport reports whether a format is meant for readers.
func isReport(format string) bool { return format != "json" && format != "jsonl" }

func names[T any](m map[string]T, order ...string) string {
	var known []string
	for _, name := range order {
		if _, ok := m[name]; ok {
			known = append(known, name)
		}
	}
	return strings.Join(known, ", ")
}
