// Command renderer shows a writer of its own. It writes an incident as a chat
// message in the markup of Slack. Its test checks the promises that all writers
// of this module keep.
package main

import (
	"bytes"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // for systems without zone data
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// Chat writes incidents as chat messages. The zero value shows times in the
// zone of the page.
type Chat struct {
	Zones []*time.Location
}

// Append appends the message to dst and returns it: title, components, then the
// updates and the postmortem as quotes. It shows what readers may see.
func (c Chat) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	inc = inc.Public()
	dst = append(dst, '*')
	dst = appendLine(dst, inc.Title)
	dst = append(dst, "*\n"...)
	for _, a := range inc.Affected() {
		dst = append(dst, "• "...)
		dst = append(appendLine(dst, a.FullName()), '\n')
	}
	// The parts of a report, each in plain text, come from package render.
	text := render.Text{Layout: render.LayoutLabels, Zones: c.Zones}
	for i := len(inc.Updates) - 1; i >= 0; i-- {
		dst = appendQuote(dst, text.AppendUpdate(nil, inc, i))
	}
	return appendQuote(dst, text.AppendPostmortem(nil, inc))
}

// appendQuote appends lines as a quote, or nothing if there are none.
func appendQuote(dst, text []byte) []byte {
	for line := range bytes.Lines(text) {
		dst = bytes.TrimRight(appendLine(append(dst, "> "...), string(line)), " ")
		dst = append(dst, '\n')
	}
	return dst
}

// appendLine appends a text as one line without control characters. A chat finds
// no link and no mention in it.
func appendLine(dst []byte, s string) []byte {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return append(dst, escaper.Replace(s)...)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func main() {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	inc := &incident.Incident{
		Title:      "Checkout is slow",
		Page:       incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout"}},
		Updates: []incident.Update{
			{At: at, Status: incident.StatusInvestigating, Body: "Payments take **long**, <!channel>.", NextUpdate: at.Add(30 * time.Minute)},
			{At: at.Add(53 * time.Minute), Status: incident.StatusResolved, Body: "Payments are fast again."},
		},
	}
	os.Stdout.Write(Chat{}.Append(nil, inc))
}
