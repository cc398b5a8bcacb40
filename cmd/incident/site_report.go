package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// siteReport is what -report writes: what became of the sources, and what the
// site does not have of them.
type siteReport struct {
	Schema int `json:"schema"`
	*site.Migration
	LeftOut  []leftOut  `json:"left_out,omitempty"`
	Unlisted []unlisted `json:"unlisted,omitempty"`
	Unserved []unserved `json:"unserved,omitempty"`
	Broken   []broken   `json:"broken_links,omitempty"`
}

// leftOut is an incident that is not on the site, or whose postmortem is not.
type leftOut struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title"`
	Path  string `json:"path,omitempty"` // "postmortem"; "": the incident
}

func (l leftOut) String() string {
	if l.Path != "" {
		return fmt.Sprintf("the postmortem of incident %q (%s) is not published, and was left out; \"published_at\" in its front matter publishes it", l.ID, l.Title)
	}
	return fmt.Sprintf("incident %q (%s) has no update and no published postmortem, and was left out", l.ID, l.Title)
}

// unlisted is a component that incidents name and the page does not list.
type unlisted struct {
	ID    string `json:"id,omitempty"`
	Group string `json:"group,omitempty"`
	Name  string `json:"name,omitempty"`
}

func (u unlisted) String() string {
	name := incident.Component{ID: u.ID, Group: u.Group, Name: u.Name}.FullName()
	return fmt.Sprintf("incidents name the component %q, which the page does not list, so that its status and uptime are not shown; add it to the components of %s, or correct the name", name, serviceName)
}

// unserved is a former address that the site cannot redirect.
type unserved struct {
	ID      string        `json:"id,omitempty"`
	Address string        `json:"address"`
	Code    incident.Code `json:"code"`
}

func (u unserved) String() string {
	why := map[incident.Code]string{
		site.CodeElsewhere:       "is not on the host of the page",
		incident.CodeConflict:    "is that of another page",
		incident.CodeUnsupported: "is none that a file of the site can have",
	}[u.Code]
	return fmt.Sprintf("the former address %s of incident %q %s, and cannot be redirected", u.Address, u.ID, why)
}

// broken is a link in a text that leads nowhere on the site.
type broken struct {
	Page string `json:"page"`
	Part string `json:"part,omitempty"`
	URL  string `json:"url"`
}

func (b broken) String() string {
	at := b.Page
	if b.Part != "" {
		at += "#" + b.Part
	}
	return fmt.Sprintf("%s: the text links to %s, which is not on the site", at, b.URL)
}

// newReport returns the report of a site that was written.
func (w *siteWriter) newReport(m *site.Migration, stated []site.BrokenLink) *siteReport {
	report := &siteReport{Schema: schema, Migration: m}
	for _, s := range w.services {
		for _, inc := range s.Incidents {
			switch pm := inc.Postmortem; {
			case !site.IsPublic(inc):
				report.LeftOut = append(report.LeftOut, leftOut{inc.ID, inc.Title, ""})
			case pm != nil && !pm.Published():
				report.LeftOut = append(report.LeftOut, leftOut{inc.ID, inc.Title, "postmortem"})
			}
		}
		for _, c := range s.Unlisted() {
			report.Unlisted = append(report.Unlisted, unlisted{c.ID, c.Group, c.Name})
		}
		for _, r := range s.Redirects() {
			if r.Code != "" {
				report.Unserved = append(report.Unserved, unserved{r.Incident.ID, r.From, r.Code})
			}
		}
	}
	for _, b := range stated {
		report.Broken = append(report.Broken, broken{b.File, b.Part, b.URL})
	}
	return report
}

// append appends the report as text, or as JSON if name ends like that.
func (r *siteReport) append(dst []byte, name string) ([]byte, error) {
	if filepath.Ext(name) == ".json" {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err := enc.Encode(r)
		return append(dst, b.Bytes()...), err
	}
	dst = r.Migration.Append(dst)
	dst = appendLines(dst, "Left out", r.LeftOut)
	dst = appendLines(dst, "Components that are not listed", r.Unlisted)
	dst = appendLines(dst, "Former addresses that cannot be redirected", r.Unserved)
	return appendLines(dst, "Links that lead nowhere", r.Broken), nil
}

// appendLines appends a heading with a line for each of a list, unless it is
// empty.
func appendLines[T fmt.Stringer](dst []byte, heading string, list []T) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = fmt.Appendf(dst, "\n%s\n", heading)
	for _, item := range list {
		dst = append(append(dst, oneLine(item.String())...), '\n')
	}
	return dst
}

// sayFirst says the first of a list, and how many more of the kind there are.
func sayFirst[T fmt.Stringer](r *siteRun, list []T) {
	switch len(list) {
	case 0:
	case 1:
		r.say(errors.New(list[0].String()))
	default:
		r.say(fmt.Errorf("%s (and %d more like it; -report FILE lists them)", list[0], len(list)-1))
	}
}

// finish says what the site does not have, and writes the report.
func (r *siteRun) finish(w *siteWriter, m *site.Migration) int {
	stated, err := w.broken()
	report := w.newReport(m, stated)
	if losses, doubts := len(m.Losses), len(m.Doubts); losses+doubts > 0 {
		r.say(fmt.Errorf("merging the sources: %s not kept, %s; -report FILE lists them", count(losses, "value"), count(doubts, "doubt")))
	}
	sayFirst(r, report.LeftOut)
	sayFirst(r, report.Unlisted)
	sayFirst(r, report.Unserved)
	sayFirst(r, report.Broken)
	if r.report != "" {
		data, failed := report.append(nil, r.report)
		if failed == nil {
			failed = r.env.write(r.report, data)
		}
		if err == nil {
			err = failed
		}
	}
	if err != nil {
		return r.env.exit(err)
	}
	fmt.Fprintf(r.env.stdout, "%s: %s, %d written, %d removed\n", r.out, count(len(w.files), "file"), w.written, w.removed)
	if r.losses > 0 {
		return exitFound
	}
	return exitDone
}
