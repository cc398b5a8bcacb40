package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// withdrawn is an incident whose second of three updates was edited and then
// retracted. Nothing else says that Billing was down, or that the cause was known.
func withdrawn() *incident.Incident {
	at := func(hour, minute int) time.Time {
		return time.Date(2022, time.January, 27, hour, minute, 0, 0, time.UTC)
	}
	return &incident.Incident{
		Title: "Login fails", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{ID: "1", Status: incident.StatusInvestigating, At: at(10, 0), Body: "We look.", Changes: []incident.Change{{Name: "Login", To: incident.ComponentMajorOutage}}},
			{ID: "2", Status: incident.StatusIdentified, At: at(10, 10), EditedAt: at(10, 20), RetractedAt: at(10, 40), NextUpdate: at(11, 0),
				Body: "It is the [cache].\n\n[cache]: https://example.com/cache", Changes: []incident.Change{{Name: "Billing", To: incident.ComponentMajorOutage}}},
			{ID: "3", Status: incident.StatusIdentified, At: at(10, 50), Body: "It is the queue."},
		},
	}
}

func TestRetracted(t *testing.T) {
	const (
		text = `Login fails

Incident Report for Example Shop

Identified

It is the queue.
Posted Jan 27, 2022 - 11:50 CET

Identified

Retracted Jan 27, 2022 - 11:40 CET
Posted Jan 27, 2022 - 11:10 CET
Edited Jan 27, 2022 - 11:20 CET

Investigating

We look.
Posted Jan 27, 2022 - 11:00 CET
This incident affects: Login.
`
		markdown = `# Login fails

Incident Report for Example Shop

## Identified

It is the queue.

Posted Jan 27, 2022 - 11:50 CET

## Identified

Retracted Jan 27, 2022 - 11:40 CET

Posted Jan 27, 2022 - 11:10 CET

Edited Jan 27, 2022 - 11:20 CET

## Investigating

We look.

Posted Jan 27, 2022 - 11:00 CET

This incident affects: Login.
`
		html = `<section class="update identified" id="u-2">
<h2>Identified</h2>
<p class="stamp retracted">Retracted <time datetime="2022-01-27T10:40:00Z">Jan 27, 2022 - 11:40 CET</time></p>
<p class="stamp">Posted <time datetime="2022-01-27T10:10:00Z">Jan 27, 2022 - 11:10 CET</time> <a class="permalink" href="#u-2" aria-label="Permalink" data-extra>#</a></p>
<p class="stamp edited">Edited <time datetime="2022-01-27T10:20:00Z">Jan 27, 2022 - 11:20 CET</time></p>
</section>
`
	)
	inc := withdrawn()
	if diff := cmp.Diff(text, string(render.Text{}.Append(nil, inc))); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(markdown, string(render.Markdown{}.Append(nil, inc))); diff != "" {
		t.Errorf("Markdown (-want +got):\n%s", diff)
	}
	page := string(render.HTML{}.Append(nil, inc))
	_, section, _ := strings.Cut(page, `<section class="update identified" id="u-3">`)
	_, section, _ = strings.Cut(section, "</section>\n")
	section, _, _ = strings.Cut(section, `<section class="update investigating"`)
	if diff := cmp.Diff(html, section); diff != "" {
		t.Errorf("HTML (-want +got):\n%s", diff)
	}
	// Banner and picture are those of the incident without it.
	without := withdrawn()
	without.Updates = append(without.Updates[:1:1], without.Updates[2])
	cut := func(inc *incident.Incident) string {
		above, _, _ := strings.Cut(string(render.HTML{}.Append(nil, inc)), `<div class="updates">`)
		return above
	}
	if diff := cmp.Diff(cut(without), cut(inc)); diff != "" {
		t.Errorf("above the updates (-want +got):\n%s", diff)
	}
}
