package parse_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// instantsIn returns the instants of all rows of a postmortem, with "-" for an
// unknown one.
func instantsIn(inc *incident.Incident) string {
	var list []string
	if inc.Postmortem == nil {
		return "no postmortem"
	}
	for _, s := range inc.Postmortem.Sections {
		if s.Timeline == nil {
			continue
		}
		for _, e := range s.Timeline.Events {
			at := "-"
			if !e.At.IsZero() {
				at = e.At.UTC().Format("2006-01-02T15:04")
			}
			if !e.Until.IsZero() {
				at += "/" + e.Until.UTC().Format("2006-01-02T15:04")
			}
			list = append(list, at)
		}
	}
	return strings.Join(list, " ")
}

// firstRow returns the first instant of a postmortem.
func firstRow(inc *incident.Incident) time.Time {
	for _, s := range inc.Postmortem.Sections {
		if s.Timeline != nil {
			return s.Timeline.Events[0].At
		}
	}
	return time.Time{}
}

// TestRows reads rows in many styles, from Markdown and from HTML of another
// tool, and again after they are written.
func TestRows(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"day in the headings of a table of fields", "# Outage\n\n| Incident date | 05 Mar 2024 |\n|---|---|\n| Severity | SEV-2 |\n\n## Timeline (UTC)\n\n- 10:05 Alert\n- 10:17 Page\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"number column", "# Outage of 2024-03-05\n\n## Timeline\n\n| # | When | What happened |\n|---|---|---|\n| 1 | 10:05 UTC | Alert |\n| 2 | 10:17 UTC | Page |\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"zone of the texts after a row of a day", "# Outage\n\nIncident Report for Example Shop\n\n## Resolved\n\nOver.\n\nPosted Mar 05, 2024 - 09:10 UTC\n\n## Postmortem\n\nThe shop was down from 10:05 to 10:40 CET.\n\n### Timeline\n\n- 2024-03-05 Deployed\n- 10:05 Alert\n- 10:40 Over\n\nPosted Mar 06, 2024 - 09:10 UTC\n",
			"- 2024-03-05T09:05 2024-03-05T09:40"},
		{"zone of the texts far from the page", "# Outage\n\nIncident Report for Example Shop\n\n## Resolved\n\nOver.\n\nPosted Mar 05, 2024 - 10:10 UTC\n\n## Postmortem\n\nThe shop was down from 10:05 to 10:40 CET.\n\n### Timeline\n\n- 10:05 Alert\n- 10:40 Over\n\nPosted Mar 06, 2024 - 09:10 UTC\n",
			"2024-03-05T10:05 2024-03-05T10:40"},
		{"text before time", "# Outage of 2024-03-05\n\n## Timeline\n\n| Event | Time (UTC) |\n|---|---|\n| Alert | 10:05 |\n| Page | 10:17 |\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"zone column", "# Outage of 2024-03-05\n\n## Timeline\n\n| Time | Zone | Event |\n|---|---|---|\n| 10:05 | EST | Alert |\n| 15:17 | UTC | Page |\n| 10:20 EST | | Over |\n",
			"2024-03-05T15:05 2024-03-05T15:17 2024-03-05T15:20"},
		{"zones of a data center", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n| Time | Event | Zone |\n|---|---|---|\n| 10:05 | Alert | use1-az2 |\n| 10:17 | Page | EU |\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"plans are actions", "# Outage of 2024-03-05\n\n## Timeline\n\n- 10:05 UTC Alert\n- 10:17 UTC Page\n\n## Next steps\n\n- 2024-04-01 02:00 UTC: Rebuild\n- 2024-04-08 02:00 UTC: Check\n- 2024-04-15 02:00 UTC: Close\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"dates elsewhere", "# Outage of 2024-03-05\n\n## Timeline\n\n- 10:05 UTC Alert\n- 10:17 UTC Page\n\n## Revisions\n\n| Date | Change |\n|---|---|\n| 2024-03-07 | First draft |\n\n## Plan\n\n- 2024-03-20: limits\n- 2024-03-27: alarms\n- 2024-04-03: index\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"durations", "# Outage of 2024-03-05\n\n## Timeline\n\n- 10:05 UTC Alert\n- 10:17 UTC Page\n\n## Metrics\n\n| Time to detect | Time to repair |\n|---|---|\n| 0:10 | 1:20 |\n",
			"2024-03-05T10:05 2024-03-05T10:17"},
		{"ranges", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 10:05-10:20 Alert\n- 10:20 to 10:40: Search\n- 23:50 - 00:20: Repair\n",
			"2024-03-05T10:05/2024-03-05T10:20 2024-03-05T10:20/2024-03-05T10:40 2024-03-05T23:50/2024-03-06T00:20"},
		{"zone in brackets", "# Outage of 2024-03-05\n\n## Timeline\n\n(all times in Eastern Standard Time)\n\n- 10:05 Alert\n- 10:17 Page\n",
			"2024-03-05T15:05 2024-03-05T15:17"},
		{"days below", "# Outage\n\n## Timeline\n\n### 2024-03-05\n\n- 22:00 UTC Alert\n- 23:00 UTC Page\n\n### 2024-03-06\n\n- 09:00 UTC Review\n- 10:00 UTC Call\n",
			"2024-03-05T22:00 2024-03-05T23:00 2024-03-06T09:00 2024-03-06T10:00"},
		{"phases", "# Outage of March 5, 2024\n\n## Timeline (UTC)\n\n### Detection\n\n- 22:00 Alert\n- 23:00 Page\n\n### Repair\n\n- 00:30 Rollback\n- 01:00 Over\n",
			"2024-03-05T22:00 2024-03-05T23:00 2024-03-06T00:30 2024-03-06T01:00"},
		{"phases, the day in the first row", "# Outage\n\n## Timeline (UTC)\n\n### Detection\n\n- 2024-03-05 22:00 Alert\n- 23:00 Page\n\n### Repair\n\n- 00:30 Rollback\n- 01:00 Over\n",
			"2024-03-05T22:00 2024-03-05T23:00 2024-03-06T00:30 2024-03-06T01:00"},
		{"views side by side", "# Outage of March 5, 2024\n\n## Timeline (UTC)\n\n### Customers\n\n- 10:00 Errors\n- 23:30 Over\n\n### Operations\n\n- 10:10 Alert\n- 23:30 Over\n",
			"2024-03-05T10:00 2024-03-05T23:30 2024-03-05T10:10 2024-03-05T23:30"},
		{"phases in bold", "# Outage of March 5, 2024\n\n## Timeline (UTC)\n\n**Detection**\n\n- 22:00 Alert\n- 23:00 Page\n\n**Repair**\n\n- 00:30 Rollback\n- 01:00 Over\n",
			"2024-03-05T22:00 2024-03-05T23:00 2024-03-06T00:30 2024-03-06T01:00"},
		{"year in the title", "# Outage of March 2024\n\n## Timeline\n\n### Tuesday, March 5\n\n- 22:05 UTC: Alert\n- 23:50 UTC: Page\n\n### Wednesday, March 6\n\n- 00:40 UTC: Over\n- 08:00 UTC: Review\n",
			"2024-03-05T22:05 2024-03-05T23:50 2024-03-06T00:40 2024-03-06T08:00"},
		{"order proven in a row", "# Outage\n\n## Timeline\n\n- 03/04/2024 10:05 UTC: Alert\n- 03/04/2024 10:30 UTC: The certificate of 03/25/2023 is over\n",
			"2024-03-04T10:05 2024-03-04T10:30"},
		{"order proven in an action", "# Outage\n\n## Timeline\n\n- 03/04/2024 10:05 UTC: Alert\n- 03/04/2024 10:30 UTC: Page\n\n## Action items\n\n- Limits (by 3/25/2024)\n- Alarms (by 4/2/2024)\n",
			"2024-03-04T10:05 2024-03-04T10:30"},
		{"a day of the report", "# Search was slow\n\n*Published: March 12, 2024*\n\nSearch was slow on March 5, 2024.\n\n## Timeline\n\n- 10:05 UTC: Alert\n- 10:30 UTC: Page\n",
			"2024-03-05T10:05 2024-03-05T10:30"},
		{"a day of another incident", "# Search was slow\n\n## Summary\n\nSearch was slow, with the same cause as on January 12, 2024.\n\n## Timeline\n\n- 10:05 UTC: Alert\n- 10:30 UTC: Page\n",
			"- -"},
		{"month first in the title", "# Outage 3/5/2024\n\n## Timeline (PST)\n\n- 22:00 Alert\n- 23:00 Page\n",
			"2024-03-06T06:00 2024-03-06T07:00"},
		{"further rows", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 10:05 | Alert |\n| 10:17 | Page |\n\nThen we waited.\n\n| Time | Event |\n|---|---|\n| 12:05 | Answer |\n| 12:17 | Over |\n",
			"2024-03-05T10:05 2024-03-05T10:17 2024-03-05T12:05 2024-03-05T12:17"},
		{"two days in the title", "# Outage of March 5-6, 2024\n\n## Timeline (UTC)\n\n- 22:00 Alert\n- 01:00 Over\n",
			"2024-03-05T22:00 2024-03-06T01:00"},
		{"two days with a word between in the title", "# Outage of March 5 through 6, 2024\n\n## Timeline (UTC)\n\n- 22:00 Alert\n- 01:00 Over\n",
			"2024-03-05T22:00 2024-03-06T01:00"},
		{"two days in two years", "# Outage of December 31 - January 1, 2024\n\n## Timeline (UTC)\n\n- 22:00 Alert\n- 01:00 Over\n",
			"2023-12-31T22:00 2024-01-01T01:00"},
		{"what led up to it", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 2024-03-01 14:00: Deploy\n- 10:05: Alert\n- 10:30: Over\n",
			"2024-03-01T14:00 2024-03-05T10:05 2024-03-05T10:30"},
		{"the next day", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 10:05: Alert\n- 10:30: Over\n- 14:00 (next day): Review\n- 15:00 the next day: Closed\n- 16:00 (+1): Done\n",
			"2024-03-05T10:05 2024-03-05T10:30 2024-03-06T14:00 2024-03-06T15:00 2024-03-06T16:00"},
		{"the day before", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 16:00 (previous day): Deploy\n- 10:05: Alert\n- 10:30: Over\n",
			"2024-03-04T16:00 2024-03-05T10:05 2024-03-05T10:30"},
		{"the next day first", "# Outage\n\n## Timeline (UTC)\n\n- 2024-03-05 10:05: Alert\n- 10:30: Over\n- Next day, 14:00: Review\n",
			"2024-03-05T10:05 2024-03-05T10:30 2024-03-06T14:00"},
		{"newest on top", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 00:40: Over\n- 00:05: Rollback\n- 23:30: Alert\n- 23:10: Deploy\n",
			"2024-03-06T00:40 2024-03-06T00:05 2024-03-05T23:30 2024-03-05T23:10"},
		{"zone of the times in prose", "# Outage\n\n## Summary\n\nOn March 5, 2024, between 2:05 AM and 2:35 AM PST, search was slow.\n\n## Timeline\n\n- 2:05 AM: Alert\n- 2:35 AM: Over\n",
			"2024-03-05T10:05 2024-03-05T10:35"},
		{"day and zone of fields", "# Outage\n\n- **Started at:** 5 Mar 2024, 10:00 CET\n- **Resolved at:** 5 Mar 2024, 10:35 CET\n\n## Timeline\n\n- 10:05: Alert\n- 10:20: Over\n",
			"2024-03-05T09:05 2024-03-05T09:20"},
		{"quoted", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n> 10:05 Alert\n>\n> - 10:20 Page\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"in code", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n```text\n10:05 Alert *1*\n10:20 Page\n```\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"code below rows", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 10:05 Alert\n- 10:20 Page\n\n```\n10:05 error\n10:06 error\n```\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"a row below each date", "# Outage\n\n## Timeline (UTC)\n\n**March 5, 2024**\n\n22:05 Alert\n\n**March 6, 2024**\n\n09:20 Review\n",
			"2024-03-05T22:05 2024-03-06T09:20"},
		{"dates as items", "# Outage\n\n## Timeline (UTC)\n\n- 2024-03-05\n- 22:05 Alert\n- 22:20 Page\n- 2024-03-06\n- 23:00 Review\n",
			"- 2024-03-05T22:05 2024-03-05T22:20 - 2024-03-06T23:00"},
		{"bullets of a word processor", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n\u00b7\u00a0\u00a0 10:05 Alert\n\n\u00b7\u00a0\u00a0 10:20 Page\nand more\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"emoji", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 🔴 10:05 Alert\n- ⚠️ **10:20** Page\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"two days before the month", "# Outage, 5–6 March 2024\n\n## Timeline (UTC)\n\n- 22:05 Alert\n- 00:20 Over\n",
			"2024-03-05T22:05 2024-03-06T00:20"},
		{"day below the title", "# Outage\n\n### March 5, 2024\n\n## Timeline (UTC)\n\n- 22:05 Alert\n- 00:20 Over\n",
			"2024-03-05T22:05 2024-03-06T00:20"},
		{"start and end", "# Outage of 2024-03-05\n\n## Timeline\n\n| Start (CET) | End (CET) | Event |\n|---|---|---|\n| 11:05 | 11:20 | Alert |\n| 11:20 | 11:30 | Page |\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"a heading with a colon", "# Outage\n\n## Timeline: first part, 5 March 2024 (UTC)\n\n- 22:05 Alert\n- 22:20 Page\n",
			"2024-03-05T22:05 2024-03-05T22:20"},
		{"headings in bold", "**Outage of 2024-03-05**\n\n**Summary:**\nSearch was slow.\n\n**Timeline (CET)**\n\n- 11:05 Alert\n- 11:20 Page\n\n**Action items**\n\n- Add a disk.\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"a timeline within a section", "# Outage of 2024-03-05\n\n## What we know\n\nSearch was slow.\n\n**Timeline (CET):**\n- 11:05 Alert\n- 11:20 Page\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"weekdays as headings", "# Outage of Tuesday, March 5, 2024\n\n## Timeline (UTC)\n\n### Tuesday\n\n- 10:05 Alert\n- 10:20 Page\n\n### Wednesday\n\n- 14:00 Review\n- 15:00 Over\n",
			"2024-03-05T10:05 2024-03-05T10:20 2024-03-06T14:00 2024-03-06T15:00"},
		{"numbers of days as headings", "# Outage\n\n## Timeline (UTC)\n\n### Day 1\n\n- 2024-03-05 10:05 Alert\n- 10:20 Page\n\n### Day 2: after it\n\n- 14:00 Review\n- 15:00 Over\n",
			"2024-03-05T10:05 2024-03-05T10:20 2024-03-06T14:00 2024-03-06T15:00"},
		{"a number of a day above the days", "# Outage\n\n## Timeline (UTC)\n\n### Day 2\n\n- 14:00 Review\n- 15:00 Over\n\n### Day 1\n\n- 03/04/2024 10:05 Alert\n- 03/25/2024 10:20 Closed\n",
			"2024-03-05T14:00 2024-03-05T15:00 2024-03-04T10:05 2024-03-25T10:20"},
		{"the next day as a heading", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 10:05 Alert\n- 10:20 Page\n\n### The next day\n\n- 14:00 Review\n- 15:00 Over\n",
			"2024-03-05T10:05 2024-03-05T10:20 2024-03-06T14:00 2024-03-06T15:00"},
		{"column of days", "# Outage of 2024-03-05\n\n## Timeline\n\n| Day | Time (UTC) | Event |\n|---|---|---|\n| 1 | 10:05 | Alert |\n| 2 | 14:00 | Review |\n",
			"2024-03-05T10:05 2024-03-06T14:00"},
		{"column of weekdays", "# Outage of 2024-03-05\n\n## Timeline\n\n| Day | Time (UTC) | Event |\n|---|---|---|\n| Tue | 10:05 | Alert |\n| Wed | 14:00 | Review |\n",
			"2024-03-05T10:05 2024-03-06T14:00"},
		{"two days in one sentence", "# Outage\n\n## Summary\n\nA change of March 1, 2024 broke search on March 5, 2024.\n\n## Timeline (UTC)\n\n- 10:05 Alert\n- 10:20 Page\n",
			"- -"},
		{"copied from a chat", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\nops-lead [10:05 AM]\nSearch is slow\n\non.call [10:20 AM]\nLooking\nat it\n",
			"2024-03-05T10:05 2024-03-05T10:20"},
		{"arrows", "# Outage of 2024-03-05\n\n## Timeline (UTC)\n\n- 10:05 → Alert\n- 10:20 -> Page\n- 10:30 -- Over\n",
			"2024-03-05T10:05 2024-03-05T10:20 2024-03-05T10:30"},
	} {
		md, err := only(parse.Markdown{}.Parse(c.name, []byte(c.doc)))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := instantsIn(md); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
			continue
		}
		var page bytes.Buffer
		if err := gfm.Convert([]byte(c.doc), &page); err != nil {
			t.Fatal(err)
		}
		whole, pm := *md, *md.Postmortem
		pm.PublishedAt = firstRow(md).Add(240 * time.Hour)
		whole.Postmortem = &pm
		whole.Updates = []incident.Update{{At: firstRow(md), Status: incident.StatusResolved, Body: "Over."}}
		for _, form := range []struct {
			name string
			read func() (*parse.Document, error)
		}{
			{"HTML", func() (*parse.Document, error) { return parse.HTML{}.Parse("x", page.Bytes()) }},
			{"our HTML", func() (*parse.Document, error) { return parse.HTML{}.Parse("x", render.HTML{}.Append(nil, &whole)) }},
			{"our text", func() (*parse.Document, error) { return parse.Text{}.Parse("x", render.Text{}.Append(nil, &whole)) }},
			{"Markdown again", func() (*parse.Document, error) {
				return parse.Markdown{}.Parse("x", render.Markdown{}.AppendPostmortem(nil, md))
			}},
		} {
			if strings.HasPrefix(form.name, "our") && whole.Updates[0].At.IsZero() {
				continue // no row states the time of the update
			}
			back, err := only(form.read())
			if err != nil {
				t.Errorf("%s, %s: %v", c.name, form.name, err)
			} else if got := instantsIn(back); got != c.want {
				t.Errorf("%s, %s: %s, want %s", c.name, form.name, got, c.want)
			}
		}
	}
}

// TestRowNotes checks that a note is added for each row that a reader cannot be
// sure of.
func TestRowNotes(t *testing.T) {
	for _, c := range []struct{ name, doc, code string }{
		{"rows run back", "# Outage\n\n## Timeline (UTC)\n\n- 2024-03-05 22:00: Alert\n- 23:50: Page\n- 12:30: Over\n", "date"},
		{"zone in another part", "# Outage\n\nAll times in this document are Pacific time.\n\n## Cause\n\nAn index.\n\n## Timeline\n\n- 2024-03-05 22:00: Parcels wait\n- 2024-03-05 23:50: Parcels move\n", ""},
		{"zone in a sentence far away", "# Outage\n\n## Timeline\n\n- 2024-03-05 22:00: Alert\n- 2024-03-05 23:50: Page\n\n## Cause\n\nAll times of the job are in the timezone Asia/Tokyo.\n", "assumed-zone"},
		{"zone of the times in prose", "# Outage\n\nSearch was slow from 10:05 CET.\n\n## Timeline\n\n- 2024-03-05 10:05: Alert\n- 10:30: Over\n", "assumed-zone"},
		{"am and pm once", "# Outage\n\n## Timeline (UTC)\n\n- 2024-03-05 12:20 PM: Alert\n- 1:05: Page\n", "am-pm"},
		{"no am or pm", "# Outage\n\n## Timeline (UTC)\n\n- 2024-03-05 11:50: Alert\n- 12:05: Page\n- 1:10: Over\n", "am-pm"},
		{"figures in the title", "# Outage 3/5/2024\n\n## Timeline (CET)\n\n- 22:00: Alert\n- 23:50: Page\n", "day-first"},
	} {
		doc, err := parse.Markdown{}.Parse(c.name, []byte(c.doc))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found := c.code == "" && len(doc.Notes) == 0
		for _, n := range doc.Notes {
			found = found || string(n.Code) == c.code
		}
		if !found {
			t.Errorf("%s: no note %s in %v", c.name, c.code, doc.Notes)
		}
	}
}

// TestRowsOutOfOrder checks the notes about rows that are before the row above
// or, far more likely, on the next morning.
func TestRowsOutOfOrder(t *testing.T) {
	doc, err := parse.Markdown{}.Parse("x", []byte("# Outage on 2024-03-05\n\n## Timeline (UTC)\n\n- 19:00 Odd\n- 18:30 Odder\n- 20:00 Alert\n- 09:00 Fix\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := instantsIn(doc.Incidents[0]), "2024-03-05T19:00 2024-03-05T18:30 2024-03-05T20:00 2024-03-06T09:00"; got != want {
		t.Errorf("rows at %s, want %s", got, want)
	}
	var lines []int
	for _, n := range doc.Notes {
		if n.Code == parse.NoteDate {
			lines = append(lines, n.Line)
		}
	}
	if !slices.Equal(lines, []int{5, 6, 8}) {
		t.Errorf("notes %v, want one in each of lines 5, 6 and 8", doc.Notes)
	}
}

// TestDayOfReport does not take the day of the report for that of the rows.
func TestDayOfReport(t *testing.T) {
	for _, title := range []string{"Published March 12, 2024", "Last updated: March 12, 2024"} {
		text := "Checkout errors\n\nIncident Report\n\nPostmortem (draft)\n\n" + title + "\n\nTimeline (UTC)\n\n  • 11:50 first alert\n  • 12:05 rolled back\n"
		if got := instantsIn(mustParse(t, parse.Text{}, text).Incidents[0]); got != "- -" {
			t.Errorf("%s: rows at %s", title, got)
		}
	}
}

// TestDayOfPostmortemTitle finds the day of rows in the title of a postmortem,
// which differs from the title of the incident.
func TestDayOfPostmortemTitle(t *testing.T) {
	text := "Checkout errors\n\nIncident Report for Acme\n\nPostmortem (draft)\n\nJune 3, 2024\n\nTimeline (UTC)\n\n  • 11:50 first alert\n  • 12:05 rolled back\n"
	markdown := "---\ntitle: Checkout errors\n---\n# Postmortem of June 3, 2024\n\n## Timeline (UTC)\n\n- 11:50 first alert\n- 12:05 rolled back\n"
	for _, c := range []struct {
		name string
		read func() (*parse.Document, error)
	}{
		{"text", func() (*parse.Document, error) { return parse.Text{}.Parse("x", []byte(text)) }},
		{"Markdown", func() (*parse.Document, error) { return parse.Markdown{}.Parse("x", []byte(markdown)) }},
	} {
		doc, err := c.read()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		inc := doc.Incidents[0]
		if inc.Postmortem.Title == "" || inc.Title != "Checkout errors" {
			t.Errorf("%s: title %q of the postmortem of %q", c.name, inc.Postmortem.Title, inc.Title)
		}
		for _, s := range inc.Postmortem.Sections {
			if s.Timeline == nil {
				continue
			}
			if got := s.Timeline.Events[0].At.UTC().Format("2006-01-02 15:04"); got != "2024-06-03 11:50" {
				t.Errorf("%s: the first row is at %s", c.name, got)
			}
		}
	}
}
