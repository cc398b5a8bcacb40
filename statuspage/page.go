package statuspage

import (
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// pageOf reads the page of an answer. Where there is no object for it, the
// answer itself, an incident, may say which page it belongs to.
func (d *decoder) pageOf(answer object, v value) {
	d.location = time.UTC
	page := &d.answer.Page
	o := d.objectAt(v)
	page.ID = d.line(o, "id")
	if page.ID == "" {
		page.ID = d.line(answer, "page_id")
	}
	d.markdown = isULID(page.ID)
	if d.answer.Kind != KindHistory { // which has the look of the page, too
		d.unknown(o, "a page", pageKeys)
	}
	page.Name = d.line(o, "name")
	page.URL = d.pageURL(o)
	if o.has("status_indicator") || o.has("status_description") { // of a webhook
		d.answer.Status = Status{
			Indicator:   word(d, o, "status_indicator", incident.Parse[incident.Impact]),
			Description: d.line(o, "status_description"),
		}
	}
	page.TimeZone = d.zone(o)
	if page.TimeZone == "" {
		page.TimeZone = d.reader.Zone
	} else {
		d.named = true
	}
	if loc, err := page.Location(); err == nil {
		d.location = loc
	}
}

// pageURL returns the address of the status page. Where the page has a domain
// or subdomain, "url" is the address of the company.
func (d *decoder) pageURL(o object) string {
	if domain := d.line(o, "domain"); domain != "" {
		return "https://" + domain
	}
	if sub := d.line(o, "subdomain"); sub != "" {
		return "https://" + sub + ".statuspage.io"
	}
	return d.line(o, "url")
}

// zone returns the IANA name of the page's zone.
func (d *decoder) zone(o object) string {
	name := d.line(o, "time_zone")
	if name == "" {
		return ""
	}
	if iana, ok := railsZones[name]; ok {
		return iana
	}
	if _, err := civil.LoadLocation(name); err != nil {
		d.note(o.get("time_zone"), "time_zone", incident.CodeZone, fmt.Sprintf("%q is not a known zone", name))
		return ""
	}
	return name
}

// status reads the status of the page.
func (d *decoder) status(v value) {
	if !v.given() {
		return
	}
	o := d.objectAt(v)
	d.unknown(o, "a status", statusKeys)
	d.answer.Status = Status{
		Indicator:   word(d, o, "indicator", incident.Parse[incident.Impact]),
		Description: d.line(o, "description"),
	}
}

// address returns the address of an incident: its place on the page, where that
// is known, and the short link beside it.
func (d *decoder) address(id, short string) (url string, aliases []string) {
	base := strings.TrimRight(d.answer.Page.URL, "/")
	if base == "" || id == "" {
		return short, nil
	}
	url = base + "/incidents/" + id
	if short != "" && short != url {
		aliases = []string{short}
	}
	return url, aliases
}
