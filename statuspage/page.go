package statuspage

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/wire"
)

// pageOf reads the page of a response. If there is no object for it, the
// response is an incident that may name its page.
func (d *decoder) pageOf(answer wire.Object, v wire.Value) {
	d.doc.Location = time.UTC
	page := &d.answer.Page
	o := v.Object()
	page.ID = cmp.Or(o.Line("id"), answer.Line("page_id"))
	d.markdown = isULID(page.ID)
	if d.answer.Kind != KindHistory { // a history page also has the settings of its design
		d.unknown(o, "a page", pageKeys)
	}
	page.Name = o.Line("name")
	page.URL = d.pageURL(o)
	if o.HasAny("status_indicator", "status_description") { // in a webhook
		d.answer.Status = statusOf(o, "status_indicator", "status_description")
	}
	zone := o.Zone("time_zone")
	d.named = zone != ""
	page.TimeZone = cmp.Or(zone, d.reader.Zone)
	if loc, err := page.Location(); err == nil {
		d.doc.Location = loc
	}
}

// pageURL returns the address of the status page. If the page has a domain or
// subdomain, its "url" is the address of the company.
func (d *decoder) pageURL(o wire.Object) string {
	if domain := o.Line("domain"); domain != "" {
		return "https://" + domain
	}
	if sub := o.Line("subdomain"); sub != "" {
		return "https://" + sub + ".statuspage.io"
	}
	return o.Line("url")
}

// status reads the status of the page.
func (d *decoder) status(v wire.Value) {
	o := v.Object()
	if len(o.Members) == 0 {
		return
	}
	d.unknown(o, "a status", statusKeys)
	d.answer.Status = statusOf(o, "indicator", "description")
}

func statusOf(o wire.Object, indicator, description string) Status {
	return Status{Indicator: wire.Word(o, indicator, incident.Parse[incident.Impact]), Description: o.Line(description)}
}

// address returns the address of an incident: its address on the page, with the
// short link as an alias, or the short link if the page's address is not known.
func (d *decoder) address(id, short string) (address string, aliases []string) {
	if id == "" || htmltree.WebAddress(d.answer.Page.URL) == nil {
		return short, nil
	}
	address = strings.TrimRight(d.answer.Page.URL, "/") + "/incidents/" + url.PathEscape(id)
	if short != "" && short != address {
		aliases = []string{short}
	}
	return address, aliases
}
