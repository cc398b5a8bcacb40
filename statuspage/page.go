package statuspage

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// pageOf reads the page of a response. If there is no object for it, the
// response is an incident that may name its page.
func (d *decoder) pageOf(answer wire.Object, v wire.Value) {
	d.doc.Location = time.UTC
	page := &d.answer.Page
	o := d.doc.ObjectAt(v)
	page.ID = d.doc.Line(o, "id")
	if page.ID == "" {
		page.ID = d.doc.Line(answer, "page_id")
	}
	d.markdown = isULID(page.ID)
	if d.answer.Kind != KindHistory { // a history page also has the settings of its design
		d.unknown(o, "a page", pageKeys)
	}
	page.Name = d.doc.Line(o, "name")
	page.URL = d.pageURL(o)
	if o.Has("status_indicator") || o.Has("status_description") { // in a webhook
		d.answer.Status = Status{
			Indicator:   wire.Word(d.doc, o, "status_indicator", incident.Parse[incident.Impact]),
			Description: d.doc.Line(o, "status_description"),
		}
	}
	page.TimeZone = d.doc.Zone(o, "time_zone")
	if page.TimeZone == "" {
		page.TimeZone = d.reader.Zone
	} else {
		d.named = true
	}
	if loc, err := page.Location(); err == nil {
		d.doc.Location = loc
	}
}

// pageURL returns the address of the status page. If the page has a domain or
// subdomain, its "url" is the address of the company.
func (d *decoder) pageURL(o wire.Object) string {
	if domain := d.doc.Line(o, "domain"); domain != "" {
		return "https://" + domain
	}
	if sub := d.doc.Line(o, "subdomain"); sub != "" {
		return "https://" + sub + ".statuspage.io"
	}
	return d.doc.Line(o, "url")
}

// status reads the status of the page.
func (d *decoder) status(v wire.Value) {
	if !v.Given() {
		return
	}
	o := d.doc.ObjectAt(v)
	d.unknown(o, "a status", statusKeys)
	d.answer.Status = Status{
		Indicator:   wire.Word(d.doc, o, "indicator", incident.Parse[incident.Impact]),
		Description: d.doc.Line(o, "description"),
	}
}

// address returns the address of an incident: its address on the page, with the
// short link as an alias, or the short link if the page's address is not known.
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
