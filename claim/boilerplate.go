package claim

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// DefaultText is a text that a status page tool fills in if its user writes
// none.
type DefaultText struct {
	Text   string
	Status incident.Status // the status of an update with this text
	// Continues says that the text repeats its status rather than
	// announcing it.
	Continues bool
}

// DefaultTexts returns the default texts of Statuspage. Updates that say
// nothing else do not count in [Substantive] mode.
func DefaultTexts() []DefaultText {
	list := make([]DefaultText, len(english.Defaults))
	for i, d := range english.Defaults {
		list[i] = defaultText(d)
	}
	return list
}

func defaultText(d words.Default) DefaultText {
	return DefaultText{d.Text, incident.Status(d.Status), d.Continues}
}

// Boilerplate returns the default text to which a body is equal, ignoring case,
// spaces and the final full stop. It returns false if the body contains
// anything else.
func Boilerplate(body string) (text DefaultText, ok bool) {
	if len(body) > maxBoilerplate {
		return DefaultText{}, false
	}
	return matchDefault(newPlain(body).text)
}

// maxBoilerplate is the maximum length of a default text in bytes.
const maxBoilerplate = 256

func matchDefault(text string) (DefaultText, bool) {
	folded := foldText(text)
	for _, d := range english.Defaults {
		if folded == foldText(d.Text) {
			return defaultText(d), true
		}
	}
	return DefaultText{}, false
}

func foldText(s string) string {
	return strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(s), " ")), ".! ")
}

// substantive reports, for each update, whether it has news: whether it changes
// the status, or says more than a default text and the promise of the next
// update.
func substantive(updates []incident.Update, own []string) []bool {
	out := make([]bool, len(updates))
	var status incident.Status
	for i := range updates {
		u := &updates[i]
		if u.Retracted() {
			continue
		}
		said := saying(u.Body)
		text, isDefault := matchDefault(said)
		now, changed := u.Status, false
		switch {
		case now != "" && !u.Inferred:
			changed = now != status
		case isDefault:
			now = text.Status
			changed = now != status && !text.Continues
		}
		silent := isDefault || strings.TrimSpace(said) == ""
		for _, o := range own {
			silent = silent || foldText(o) == foldText(said)
		}
		out[i] = changed || !silent
		if now != "" {
			status = now
		}
	}
	return out
}

// saying returns a body without its promises of updates. If a body is too long
// to be a default text, it is returned as a whole.
func saying(body string) string {
	if len(body) > 4*maxBoilerplate {
		return body
	}
	p := &prose{text: newPlain(body).text, loc: time.UTC}
	s := scanner{in: p}
	var b strings.Builder
	for _, t := range p.sentences() {
		n := len(s.out)
		s.pledge(&t)
		first, last := t.words[0].i, t.words[len(t.words)-1].j
		if len(s.out) == n || s.out[n].Subject != Update {
			b.WriteString(p.text[first:last])
		} else {
			// The rest of the sentence of the promise is kept.
			left, right := p.text[first:s.spans[n][0]], p.text[s.spans[n][1]:last]
			b.WriteString(strings.TrimRight(left, " ,"))
			b.WriteString(strings.TrimRight(right, " ."))
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}
