package render

import (
	"crypto/sha256"
	_ "embed" // the style sheet
	"encoding/base64"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// style is the style sheet of the page: light and dark, print, narrow screens.
//
//go:embed html.css
var style string

// styleHash names the style sheet in the page's policy, so that no other style
// applies.
var styleHash = sync.OnceValue(func() string { return hashOf(style) })

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// script adds the viewer's local time beside each time of the page, but for those
// of the picture. It writes text only.
const (
	scriptStart = `for(const t of document.querySelectorAll("time[datetime*=T]")){const d=new Date(t.dateTime);if(isNaN(d)||t.closest("figure"))continue;` +
		`const s=document.createElement("small");s.className="local";s.dataset.extra="";` +
		`s.textContent=" ("+d.toLocaleString(document.documentElement.lang,{month:"short",day:"numeric",hour:"2-digit",minute:"2-digit"})+" `
	scriptEnd = `)";t.after(s)}`
)

// AppendPage appends the report as a page that is one file: what [HTML.Append]
// appends, with a style sheet of its own for light and dark, print and narrow
// screens, and a policy under which nothing is loaded or run. A nil incident
// appends nothing.
func (h HTML) AppendPage(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	return h.append(dst, inc, false, true)
}

// AppendPostmortemPage appends the postmortem alone as such a page: what
// [HTML.AppendPostmortem] appends. An incident without a postmortem appends
// nothing.
func (h HTML) AppendPostmortemPage(dst []byte, inc *incident.Incident) []byte {
	if inc == nil || inc.Postmortem == nil {
		return dst
	}
	return h.append(dst, inc, true, true)
}

// whole appends the article with the page around it.
func (p *htmlPrinter) whole() {
	p.head()
	p.text("<body>\n<main>\n")
	p.article()
	p.text("</main>\n")
	if nonce := p.opts.ScriptNonce; isNonce(nonce) {
		p.text(`<script nonce="`)
		p.text(nonce)
		p.text(`">` + scriptStart)
		p.extra(words.YourTime)
		p.text(scriptEnd + "</script>\n")
	}
	p.text("</body>\n</html>\n")
}

func (p *htmlPrinter) head() {
	p.text("<!DOCTYPE html>\n<html lang=\"")
	p.text(p.lang())
	p.text("\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src ")
	p.text(styleHash())
	if nonce := p.opts.ScriptNonce; isNonce(nonce) {
		p.text("; script-src 'nonce-")
		p.text(nonce)
		p.text("'")
	}
	p.text("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
	start := len(p.dst)
	p.plain(p.inc.Title)
	if title := len(p.dst); title > start {
		p.text(" – ")
		name := len(p.dst)
		if p.plain(p.inc.Page.Name); len(p.dst) == name {
			p.dst = p.dst[:title]
		}
	} else if p.plain(p.inc.Page.Name); len(p.dst) == start {
		p.word(words.IncidentReport)
	}
	p.text("</title>\n")
	if url := p.inc.URL; markdown.IsSafeURL(url) && !strings.EqualFold(url[:min(7, len(url))], "mailto:") {
		p.text(`<link rel="canonical" href="`)
		p.dst = appendURL(p.dst, url)
		p.text("\">\n")
	}
	// Without an icon of its own, a browser asks the server for one.
	p.text("<link rel=\"icon\" href=\"data:,\">\n<style>")
	p.text(style)
	p.text("</style>\n</head>\n")
}

// isNonce reports whether s is a nonce in the sense of Content Security Policy:
// base64.
func isNonce(s string) bool {
	s = strings.TrimRight(s, "=")
	for i := range len(s) {
		if c := s[i]; !isAlnum(c) && strings.IndexByte("+/-_", c) < 0 {
			return false
		}
	}
	return s != ""
}
