package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/site"
)

// siteReport is what -report writes: what became of the sources, and what the
// site does not have of them.
type siteReport struct {
	Schema int `json:"schema"`
	*site.Migration
	LeftOut  []leftOut  `json:"left_out,omitempty"`
	Ahead    []ahead    `json:"ahead,omitempty"`
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
		return l.name() + " is not published, and was left out; \"published_at\" in its front matter publishes it"
	}
	return l.name() + " has no update and no published postmortem, and was left out"
}

// name names the incident or its postmortem.
func (l leftOut) name() string {
	name := "incident " + cmp.Or(l.Title, "without a title")
	if l.ID != "" {
		name = fmt.Sprintf("incident %q (%s)", l.ID, cmp.Or(l.Title, "without a title"))
	}
	if l.Path != "" {
		name = "the postmortem of " + name
	}
	return name
}

// ahead is an incident that is posted, or a postmortem that is published, after
// the time for which the site is made.
type ahead struct {
	leftOut
	Since time.Time `json:"since"`
}

func (a ahead) String() string {
	done := "posted"
	if a.Path != "" {
		done = "published"
	}
	return fmt.Sprintf("%s is %s at %s, which is after the time of the site, and is not on it yet; run again then, or correct its times", a.name(), done, a.Since.UTC().Format(time.RFC3339))
}

// unlisted is a component that incidents name and the page does not list.
type unlisted incident.Component

func (u unlisted) String() string {
	return fmt.Sprintf("incidents name the component %q, which the page does not list, so that its status and uptime are not shown; add it to the components of %s, or correct the name", incident.Component(u).FullName(), serviceName)
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
	Page    string    `json:"page"`
	Part    string    `json:"part,omitempty"`
	URL     string    `json:"url"`
	Sources []string  `json:"sources,omitempty"` // files that may have the text
	ID      string    `json:"id,omitempty"`      // of the incident
	Update  time.Time `json:"update,omitzero"`   // with the link; zero: not known

	Postmortem bool `json:"postmortem,omitempty"` // has the link; else an update has it
}

func (b broken) String() string {
	sources, place := strings.Join(b.Sources, ", "), "an update"
	switch {
	case b.Postmortem:
		place = "the postmortem"
	case !b.Update.IsZero():
		place = "the update of " + b.Update.UTC().Format(time.RFC3339)
	}
	return fmt.Sprintf("%s: %s of incident %q links to %s, which is not on the site; correct the address in the text", cmp.Or(sources, b.Page), place, b.ID, b.URL)
}

// place adds to a broken link where it stands in the sources. An incident with
// several ids has all but one among its aliases.
func (r *siteRun) place(b *broken, inc *incident.Incident) {
	b.ID, b.Postmortem = inc.ID, true
	link := append(markdown.EscapeHTML([]byte(`<a href="`+b.URL), len(`<a href="`)), '"')
	for _, u := range inc.Updates { // a page writes addresses in another way than a text
		if bytes.Contains(markdown.HTML{}.Append(nil, u.Body), link) {
			b.Update, b.Postmortem = u.At, false
			break
		}
	}
	told := newTelling(inc, b.Postmortem)
	for _, told.incident = range append([]string{told.incident}, inc.Aliases...) {
		b.Sources = append(b.Sources, r.tellers[told]...)
	}
}

// newReport returns the report of a site but for its links.
func (w *siteWriter) newReport(m *site.Migration) *siteReport {
	report := &siteReport{Schema: schema, Migration: m}
	for _, s := range w.services {
		for _, inc := range s.Incidents {
			whole, review := leftOut{inc.ID, inc.Title, ""}, leftOut{inc.ID, inc.Title, "postmortem"}
			since := site.PostedSince(inc)
			switch pm := inc.Postmortem; {
			case !site.IsPublic(inc):
				report.LeftOut = append(report.LeftOut, whole)
			case since.After(s.options.Now):
				report.Ahead = append(report.Ahead, ahead{whole, since})
			case pm != nil && !pm.Published():
				report.LeftOut = append(report.LeftOut, review)
			case pm != nil && pm.PublishedAt.After(s.options.Now):
				report.Ahead = append(report.Ahead, ahead{review, pm.PublishedAt})
			}
		}
		for _, c := range s.Unlisted() {
			report.Unlisted = append(report.Unlisted, unlisted(c))
		}
		for _, r := range s.Redirects() {
			if r.Code != "" && !site.PostedSince(r.Incident).After(s.options.Now) {
				report.Unserved = append(report.Unserved, unserved{r.Incident.ID, r.From, r.Code})
			}
		}
	}
	return report
}

// bytes returns the report as text, or as JSON if name ends like that.
func (r *siteReport) bytes(name string) ([]byte, error) {
	if filepath.Ext(name) == ".json" {
		return indented(r, "")
	}
	dst := r.Migration.Append(nil)
	dst = appendLines(dst, "Left out", r.LeftOut)
	dst = appendLines(dst, "Not on the site yet", r.Ahead)
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
func (r *siteRun) finish(w *siteWriter, report *siteReport) error {
	broken, err := w.broken(r.place)
	report.Broken = broken
	if losses, doubts := len(report.Losses), len(report.Doubts); losses+doubts > 0 {
		r.say(fmt.Errorf("merging the sources: %s not kept, %s; -report FILE lists them", count(losses, "value"), count(doubts, "doubt")))
	}
	sayFirst(r, report.LeftOut)
	sayFirst(r, report.Ahead)
	sayFirst(r, report.Unlisted)
	sayFirst(r, report.Unserved)
	sayFirst(r, report.Broken)
	if r.report != "" {
		data, failed := report.bytes(r.report)
		if failed == nil {
			failed = r.env.write(r.report, data)
		}
		err = cmp.Or(err, failed)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(r.env.stdout, "%s: %s, %d written, %d removed\n", r.out, count(len(w.files), "file"), w.written, w.removed)
	if r.losses > 0 {
		return errFound
	}
	return nil
}
