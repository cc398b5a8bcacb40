package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/statuspage"
)

// format is a format that the command reads or writes.
type format struct {
	name    string
	read    readFunc   // nil if it is not read
	append  appendFunc // nil if it is not written, or written by whole
	whole   wholeFunc  // for a format with all incidents in one document
	endings []string   // extensions of file names; new files get the first one
	lines   bool       // one incident on each line
	report  bool       // written for readers, who must not see drafts
}

// readFunc converts the contents of a file to incidents. many is set if its
// kind may hold any number. With -lax it may return incidents together with an
// error.
type readFunc func(l *loader, name string, data []byte) (list []*incident.Incident, many bool, err error)

// appendFunc appends one incident.
type appendFunc func(c *converter, dst []byte, inc *incident.Incident) ([]byte, error)

// formats lists all formats in the order of the help text.
var formats = []format{
	{name: "text", read: readText, append: appendText, endings: []string{".txt"}, report: true},
	{name: "markdown", read: readMarkdown, append: appendMarkdown, endings: []string{".md", ".markdown"}, report: true},
	{name: "html", read: readHTML, append: appendHTML, endings: []string{".html", ".htm"}, report: true},
	{name: "json", read: readIncidents, append: appendJSON, endings: []string{".json"}},
	{name: "jsonl", append: appendJSONL, endings: []string{".jsonl", ".ndjson"}, lines: true},
	{name: "statuspage", read: readStatuspage, whole: wholeStatuspage, endings: []string{".statuspage.json"}},
	{name: "instatus", read: readInstatus},
	{name: "betterstack", read: readBetterStack},
	{name: "incidentio", read: readIncidentIO},
	{name: "slack", append: appendSlack, endings: []string{".slack.json"}, lines: true},
	{name: "teams", append: appendTeams, endings: []string{".teams.json"}, lines: true},
	{name: "discord", append: appendDiscord, endings: []string{".discord.json"}, lines: true},
	{name: "email", append: appendEmail, endings: []string{".eml"}},
	{name: "atom", read: readAtom, whole: wholeAtom, endings: []string{".atom"}},
	{name: "rss", read: readRSS, whole: wholeRSS, endings: []string{".rss"}},
	{name: "jsonfeed", whole: wholeJSONFeed, endings: []string{".feed.json"}},
	{name: "ics", whole: wholeCalendar, endings: []string{".ics"}},
}

// lookup returns the format of the given name if fits reports true for it, or
// nil.
func lookup(name string, fits func(*format) bool) *format {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name && fits(&f) })
	if i < 0 {
		return nil
	}
	return &formats[i]
}

func (f *format) isRead() bool    { return f.read != nil }
func (f *format) isWritten() bool { return f.append != nil || f.whole != nil }

// names lists the names of the formats for which fits reports true.
func names(fits func(*format) bool) string {
	fitting := slices.DeleteFunc(slices.Clone(formats), func(f format) bool { return !fits(&f) })
	return strings.Join(namesOf(fitting, func(f format) string { return f.name }), ", ")
}

// detect returns the format of a file.
func detect(name string, data []byte) string {
	if kind := statuspage.Detect(data); kind.IsFeed() {
		return string(kind)
	}
	found := parse.Detect(name, data)
	if found == parse.FormatHTML || found == parse.FormatJSON {
		if vendor := vendorOf(data); vendor != "" {
			return vendor
		}
	}
	return string(found)
}

func readText(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	return l.parsed(name, func(loc *time.Location) (*parse.Document, error) {
		return parse.Text{Zone: loc, Lax: l.lax}.Parse(name, data)
	})
}

func readMarkdown(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	return l.parsed(name, func(loc *time.Location) (*parse.Document, error) {
		return parse.Markdown{Zone: loc, Lax: l.lax}.Parse(name, data)
	})
}

// readHTML reads pages of this module and saved pages of vendors.
func readHTML(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	if statuspage.Detect(data).IsPage() {
		return readStatuspage(l, name, data)
	}
	return l.parsed(name, func(loc *time.Location) (*parse.Document, error) {
		return parse.HTML{Zone: loc, Lax: l.lax}.Parse(name, data)
	})
}

func readIncidents(l *loader, name string, data []byte) ([]*incident.Incident, bool, error) {
	var doc *parse.Document
	list, many, err := l.parsed(name, func(*time.Location) (_ *parse.Document, err error) {
		doc, err = parse.JSON{Lax: l.lax}.Parse(name, data)
		return doc, err
	})
	if many {
		for i, inc := range list {
			l.keep(inc, origin{name: name, doc: doc, prefix: fmt.Sprintf("[%d].", i)})
		}
	}
	return list, many, err
}

func appendText(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
	t := render.Text{Layout: c.layout, Zones: c.show, Drafts: c.drafts}
	if c.postmortem {
		return t.AppendPostmortem(dst, inc), nil
	}
	return t.Append(dst, inc), nil
}

func appendMarkdown(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
	m := render.Markdown{Zones: c.show, Drafts: c.drafts}
	if c.postmortem {
		return m.AppendPostmortem(dst, inc), nil
	}
	return m.Append(dst, inc), nil
}

func appendHTML(c *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
	h := render.HTML{Zones: c.show, Drafts: c.drafts}
	if c.postmortem {
		return h.AppendPostmortemPage(dst, inc), nil
	}
	shown := inc
	if !c.drafts {
		shown = inc.Public()
	}
	h.Impact = claim.StatedImpact(shown)
	return h.AppendPage(dst, inc), nil
}

func appendJSON(_ *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
	b, err := marshal(inc, true)
	return append(dst, b...), err
}

func appendJSONL(_ *converter, dst []byte, inc *incident.Incident) ([]byte, error) {
	b, err := marshal(inc, false)
	return append(dst, b...), err
}
