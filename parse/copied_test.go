package parse_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// shelves is a report as its page shows it.
const shelves = `Orders wait for a shelf
Incident Report for Example Books
Postmortem

A robot stood in the aisle. Nobody could pass it.

Timeline (all times are in CET)

  • March 4, 2024 09:10 The robot stops.
  • March 4, 2024 09:35 The cause is found: an empty battery.
  • March 4, 2024 10:05 The aisle is free.

Posted Mar 06, 2024 - 10:00 CET

Resolved
All orders move again.
Posted Mar 04, 2024 - 10:20 CET
Identified
We know which robot it is.
Posted Mar 04, 2024 - 09:40 CET
Investigating
Orders wait for a shelf since 09:10.

Next update by Mar 04, 09:45 CET
Posted Mar 04, 2024 - 09:15 CET
This incident affected: Shop (Orders, Returns) and Partner API.
`

// readAll reads a text and returns its incidents as JSON, and the codes of its
// notes.
func readAll(t *testing.T, text string) (incidents []string, codes string) {
	t.Helper()
	doc, err := parse.Text{}.Parse("page.txt", []byte(text))
	if err != nil {
		t.Error(err)
		return nil, ""
	}
	for _, inc := range doc.Incidents {
		data, err := json.MarshalIndent(inc, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		incidents = append(incidents, string(data))
	}
	return incidents, strings.Join(noteCodes(doc), " ")
}

// TestCopiesAreRead reads copies of a page made by browsers, chats and word
// processors. They must be read like the page itself.
func TestCopiesAreRead(t *testing.T) {
	want, wantCodes := readAll(t, shelves)
	body, sentence, _ := strings.Cut(shelves, "This incident")
	sentence = "This incident" + sentence
	upper := shelves
	for _, label := range []string{"Postmortem", "Resolved", "Identified", "Investigating"} {
		upper = strings.Replace(upper, "\n"+label+"\n", "\n"+strings.ToUpper(label)+"\n", 1)
	}
	var utf16le []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + strings.ReplaceAll(shelves, "\n", "\r\n"))) {
		utf16le = append(utf16le, byte(unit), byte(unit>>8))
	}
	for name, test := range map[string]struct {
		text   string
		around int // number of notes
	}{
		"a footer":                     {shelves + "← Current Status Powered by Example Status\n{{ footer | safe }}\n", 1},
		"any footer":                   {shelves + "\nYou can also call us.\nMon to Fri\n", 1},
		"navigation":                   {"Skip to content\nExample Books\n\nSubscribe to updates\n" + shelves, 1},
		"all around":                   {"Example Books status\n" + strings.Replace(shelves, "\nPostmortem\n", "\nSubscribe to updates\nPostmortem\n", 1) + "© Example Books\n", 3},
		"permalinks":                   {strings.NewReplacer(" CET\n", " CET #\n", "CET)\n", "CET) #\n").Replace(shelves), 0},
		"other permalinks":             {strings.NewReplacer(" CET\n", " CET ¶\n", "CET)\n", "CET) ¶\n").Replace(shelves), 0},
		"ages":                         {strings.ReplaceAll(shelves, "Posted ", "Posted about 2 years ago. "), 0},
		"capitals":                     {upper, 0},
		"no-break spaces":              {strings.ReplaceAll(body, " ", "\u00a0") + strings.ReplaceAll(sentence, " ", "\u00a0"), 0},
		"no-break spaces in frames":    {strings.NewReplacer("Incident Report for ", "Incident\u00a0Report\u00a0for\u00a0", " CET", "\u00a0CET", "Mar ", "Mar\u202f", "affected: ", "affected:\u00a0").Replace(shelves), 0},
		"en dashes":                    {strings.ReplaceAll(shelves, " - ", " – "), 0},
		"em dashes":                    {strings.ReplaceAll(shelves, " - ", "—"), 0},
		"CR LF":                        {strings.ReplaceAll(shelves, "\n", "\r\n"), 0},
		"CR":                           {strings.ReplaceAll(shelves, "\n", "\r"), 0},
		"line separators":              {strings.ReplaceAll(shelves, "\n", "\u2028"), 0},
		"vertical tabs":                {strings.ReplaceAll(shelves, "\n", "\v"), 0},
		"bullets of word processors":   {strings.ReplaceAll(shelves, "  • ", "·\t"), 0},
		"bullets of a font of symbols": {strings.ReplaceAll(shelves, "  • ", "\uf0b7\t"), 0},
		"UTF-16":                       {string(utf16le), 0},
		"labels as people write them":  {strings.NewReplacer("\nResolved\n", "\n*Resolved*\n", "\nIdentified\n", "\nidentified\n", "\nInvestigating\n", "\nInvestigating:\n").Replace(shelves), 0},
		"an age on a line of its own":  {strings.ReplaceAll(shelves, "Posted ", "Posted 2 years ago.\n"), 0},
		"a sentence in two lines":      {strings.Replace(shelves, "Returns) and", "Returns)\nand", 1), 0},
		"a sentence in three lines":    {strings.NewReplacer("(Orders, Returns) and", "(Orders,\nReturns)\nand").Replace(shelves), 0},
		"characters without width":     {strings.NewReplacer(" CET\n", " CET\u200b\n", "\nPosted", "\n\ufeffPosted", "\nThis", "\n\u2060This").Replace(shelves), 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, codes := readAll(t, test.text)
			if strings.HasPrefix(name, "no-break") { // they stay in texts
				for i := range got {
					got[i] = strings.ReplaceAll(got[i], "\u00a0", " ")
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if n := strings.Count(codes, string(parse.NoteAround)); n != test.around || len(strings.Fields(codes)) != n+len(strings.Fields(wantCodes)) {
				t.Errorf("notes %s, want %d around beside %s", codes, test.around, wantCodes)
			}
		})
	}
}

// TestOwnPageCopied reads the text that a browser copies from our own page,
// with a banner, the words and legend of the picture, permalinks, and labels in
// capitals.
func TestOwnPageCopied(t *testing.T) {
	const banner = "\nIncident Report for Example Books\n\nResolved\n%s\n\nShop Orders\nMar 4, 2024, 09:15-10:20 CET\n\n09:30\nMar 4, CET\n10:00\nUpdates\n Major outage\n Operational\n Investigating\n Resolved\n%s"
	for _, test := range []struct{ since, legend string }{
		{"since Mar 4, 2024, 10:20 CET", ""}, {"Mar 4, 2024, 10:20 CET Critical impact", ""}, {"since Mar 4, 2024, 10:20 CET No impact", "Impact started Mar 4, 2024, 09:10 CET\nDetected 09:12 CET\n"},
	} {
		copied := strings.NewReplacer("\nIncident Report for Example Books\n", fmt.Sprintf(banner, test.since, test.legend), "\nPostmortem\n", "\nPOSTMORTEM\n", " CET\n", " CET #\n", "CET)\n", "CET) #\n").Replace(shelves)
		want, _ := readAll(t, shelves)
		got, codes := readAll(t, copied)
		if diff := cmp.Diff(want, got); diff != "" || !strings.Contains(codes, "around") {
			t.Errorf("notes %s, %s", codes, diff)
		}
		_, short, _ := strings.Cut(shelves, "Posted Mar 06, 2024 - 10:00 CET\n\n")
		short = "Orders wait for a shelf\nIncident Report for Example Books\n" + short
		want, _ = readAll(t, short)
		got, _ = readAll(t, strings.Replace(short, "\nIncident Report for Example Books\n", fmt.Sprintf(banner, test.since, test.legend), 1))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("without a postmortem: %s", diff)
		}
	}
	// An open incident has its latest update above its picture, and a
	// planned maintenance has only the picture.
	open := strings.Replace(shelves[strings.Index(shelves, "Identified\n"):], "affected:", "affects:", 1)
	open = "Orders wait for a shelf\nIncident Report for Example Books\n" + open
	want, _ := readAll(t, open)
	got, codes := readAll(t, strings.NewReplacer("Example Books\n", "Example Books\n\nIdentified\nsince Mar 4, 2024, 09:40 CET Major impact\nImpact began\n09:10 CET\n\n",
		"09:40 CET\n", "09:40 CET #\n\nShop\nOrders Major outage\nUpdates\n Major outage\n Investigating\n Identified\n", "09:15 CET\n", "09:15 CET #\n").Replace(open))
	if diff := cmp.Diff(want, got); diff != "" || strings.Count(codes, "around") != 2 {
		t.Errorf("not over: notes %s, %s", codes, diff)
	}
	const planned = "A new shelf\nScheduled Maintenance Report for Example Books\nScheduled for Mar 10, 2024, 22:00 - Mar 11, 01:00 CET\nScheduled\nWe build it.\nPosted Mar 01, 2024 - 11:00 CET\nThis scheduled maintenance affects: Orders.\n"
	want, _ = readAll(t, planned)
	got, codes = readAll(t, strings.NewReplacer("01:00 CET\n", "01:00 CET\n\nScheduled\n\nPlanned\n3 h\n", "11:00 CET\n", "11:00 CET #\n\nOrders\nPlanned\n22:00\n Under maintenance\n").Replace(planned))
	if diff := cmp.Diff(want, got); diff != "" || strings.Count(codes, "around") != 2 {
		t.Errorf("planned: notes %s, %s", codes, diff)
	}
	// A text that merely begins like a banner is the text of an update.
	const text = "A\nIncident Report for B\nResolved\nsince Mar 4, 2024, 10:20 CET\nPosted Mar 04, 2024 - 10:20 CET\nIdentified\nFound.\nPosted Mar 04, 2024 - 10:10 CET\n"
	if doc := mustParse(t, parse.Text{}, text); len(doc.Incidents[0].Updates) != 2 || doc.Incidents[0].Updates[1].Body != "since Mar 4, 2024, 10:20 CET" {
		t.Errorf("%+v", doc.Incidents[0].Updates)
	}
}

// TestHeadingsOfCopies checks that lines with a permalink are headings, even
// without blank lines around them.
func TestHeadingsOfCopies(t *testing.T) {
	const text = "A\nIncident Report for B\nPostmortem\nCause #\nA robot.\nWhat we do now #\nTime (UTC)\tEvent\n09:10\tIt stops.\n09:20\tIt moves.\n09:30\tIt works.\nPosted Mar 06, 2024 - 10:00 UTC #\nResolved\nOver. #\nPosted Mar 04, 2024 - 10:20 UTC #\n"
	inc := mustParse(t, parse.Text{}, text).Incidents[0]
	var got []string
	for _, s := range inc.Postmortem.Sections {
		got = append(got, s.Heading)
	}
	if fmt.Sprint(got) != "[Cause What we do now]" {
		t.Errorf("headings %q", got)
	}
	if tl := inc.Postmortem.Sections[1].Timeline; tl == nil || len(tl.Events) != 3 || tl.Events[1].Text != "It moves." {
		t.Errorf("timeline %+v", tl)
	}
}

// TestSeveralReports reads several reports one below the other, in every layout
// of plain text and in Markdown.
func TestSeveralReports(t *testing.T) {
	first := mustParse(t, parse.Text{}, shelves).Incidents[0]
	second := first.Clone()
	second.Title, second.Postmortem, second.Components = "Invoices are late", nil, nil
	third := &incident.Incident{
		Title: "A new shelf", Impact: incident.ImpactMaintenance, Page: first.Page,
		Window:  incident.Window{Start: first.Updates[0].At.AddDate(0, 0, 7), End: first.Updates[0].At.AddDate(0, 0, 8)},
		Updates: []incident.Update{{Status: incident.StatusScheduled, At: first.Updates[0].At, Body: "We will build a shelf.\n\nIncident Report for nobody"}},
	}
	list := []*incident.Incident{second, first, third, second}
	for name, f := range map[string]struct {
		append func([]byte, *incident.Incident) []byte
		parse  func([]byte) (*parse.Document, error)
	}{
		"labels-spaced": {render.Text{}.Append, func(b []byte) (*parse.Document, error) { return parse.Text{}.Parse("x", b) }},
		"labels":        {render.Text{Layout: render.LayoutLabels}.Append, func(b []byte) (*parse.Document, error) { return parse.Text{}.Parse("x", b) }},
		"plain":         {render.Text{Layout: render.LayoutPlain}.Append, func(b []byte) (*parse.Document, error) { return parse.Text{}.Parse("x", b) }},
		"markdown":      {render.Markdown{}.Append, func(b []byte) (*parse.Document, error) { return parse.Markdown{}.Parse("x", b) }},
	} {
		for _, between := range []string{"\n", "\n\n", "\n\n---\n\n"} {
			var text []byte
			for i, inc := range list {
				if i > 0 {
					text = append(text, between...)
				}
				text = f.append(text, inc)
			}
			doc, err := f.parse(text)
			if err != nil || len(doc.Incidents) != len(list) || !doc.Many {
				t.Errorf("%s, %q: %v", name, between, err)
				continue
			}
			for i, inc := range list {
				if got, want := string(f.append(nil, doc.Incidents[i])), string(f.append(nil, inc)); got != want {
					t.Errorf("%s, %q, report %d: %s", name, between, i, cmp.Diff(want, got))
				}
			}
			if w := doc.Incidents[2].Window; !w.Start.Equal(third.Window.Start) || !w.End.Equal(third.Window.End) {
				t.Errorf("%s: window %v", name, w)
			}
			for _, n := range doc.Notes {
				if n.Path != "" && !strings.HasPrefix(n.Path, "incidents[") {
					t.Errorf("%s: a note on %s", name, n.Path)
				}
			}
		}
	}
}

// TestLabelInTheTextOfAnUpdate checks the note about a label whose update may
// have lost its time.
func TestLabelInTheTextOfAnUpdate(t *testing.T) {
	doc := mustParse(t, parse.Text{}, strings.Replace(shelves, "Posted Mar 04, 2024 - 10:20 CET\n", "", 1))
	if n := doc.Notes[slices.IndexFunc(doc.Notes, func(n incident.Note) bool { return n.Code == parse.NoteLabel })]; n.Line != 17 {
		t.Errorf("%v", n)
	}
	for _, text := range []string{shelves, "A\nIncident Report for B\nResolved\nPosted 2 years ago.\nNobody knows when.\nPosted Mar 04, 2024 - 10:20 CET\n"} {
		if doc := mustParse(t, parse.Text{}, text); slices.Contains(noteCodes(doc), string(parse.NoteLabel)) {
			t.Errorf("%v", doc.Notes)
		}
	}
}

// TestCopiesOfMarkdown reads pages in Markdown with text around the report.
func TestCopiesOfMarkdown(t *testing.T) {
	page := render.Markdown{}.Append(nil, mustParse(t, parse.Text{}, shelves).Incidents[0])
	text, _, _ := strings.Cut(string(page), "This incident affected")
	for name, test := range map[string]struct {
		text   string
		around int
	}{
		"as it is":              {text, 0},
		"links below":           {text + "Powered by Example Status\n\n© Example Books\n", 1},
		"links above":           {"Example Books\n\nSubscribe\n\n" + text, 1},
		"no-break spaces":       {strings.NewReplacer("Incident Report for ", "Incident\u00a0Report\u00a0for\u00a0", "Posted ", "Posted\u00a0", " - ", " – ").Replace(text), 0},
		"behind the components": {text + "This incident affected: Shop.\n\nAnything.\n", 1},
	} {
		doc, err := parse.Markdown{}.Parse("page.md", []byte(test.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		doc.Incidents[0].Components = nil
		if got := string(render.Markdown{}.Append(nil, doc.Incidents[0])); strings.TrimSpace(got) != strings.TrimSpace(text) {
			t.Errorf("%s: %s", name, cmp.Diff(text, got))
		}
		if n := strings.Count(strings.Join(noteCodes(doc), " "), string(parse.NoteAround)); n != test.around {
			t.Errorf("%s: %d notes, want %d", name, n, test.around)
		}
	}
	// A heading above such a line does not begin a page unless updates
	// follow.
	doc, err := parse.Markdown{}.Parse("pm.md", []byte("Preface\n\n# A robot stops\n\nIncident Report for Example Books\n\n## Summary\n\nIt stood still.\n"))
	if err != nil || doc.Incidents[0].Postmortem == nil || len(doc.Incidents[0].Updates) != 0 {
		t.Errorf("%v, %+v", err, doc)
	}
}

// TestReportsInTwoLines reads reports whose second line was broken in two by a
// copy.
func TestReportsInTwoLines(t *testing.T) {
	text := shelves + "\n" + strings.Replace(shelves, "Incident Report for", "Incident\nReport for", 1)
	if got, _ := readAll(t, text); len(got) != 2 || got[0] != got[1] {
		t.Errorf("%d reports", len(got))
	}
}
