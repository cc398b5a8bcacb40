package render

import (
	_ "embed" // for the style sheet
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// sheet is the style sheet of the page, for light and dark schemes, print, and
// narrow screens.
//
//go:embed html.css
var sheet string

var style = sync.OnceValue(func() htmlbuffer.Style { return htmlbuffer.NewStyle(sheet) })

// AppendStyle appends the style sheet for fragments: the rules of the page's
// style sheet, restricted to elements with the class incident. Colours are
// custom properties of these elements (--bg, --ink, --link, ...), which later
// rules may change. The rules are nested, which all browsers since 2023
// support.
func (h HTML) AppendStyle(dst []byte) []byte {
	dst = append(dst, ".incident{\n&{background:var(--bg);color:var(--ink)}\n"...)
	dst = append(dst, strings.ReplaceAll(sheet, ":root{", "&{")...)
	return append(dst, "}\n"...)
}

// AppendPageStyle appends the style sheet for pages, for light and dark
// schemes, print, and narrow screens. Its colours are custom properties of the
// root element.
func (h HTML) AppendPageStyle(dst []byte) []byte { return append(dst, sheet...) }

// AppendPage appends the report as a complete HTML file: the article of
// [HTML.Append] with a style sheet for light and dark schemes, print and narrow
// screens, and a Content Security Policy under which nothing is loaded or run.
// A nil incident appends nothing.
func (h HTML) AppendPage(dst []byte, inc *incident.Incident) []byte {
	return h.appendPage(dst, plan.Page(inc, h.options()), (*htmlPrinter).page)
}

// AppendPostmortemPage appends the postmortem alone as a complete HTML file:
// the article of [HTML.AppendPostmortem] with the style sheet and policy of
// [HTML.AppendPage]. An incident without a postmortem appends nothing.
func (h HTML) AppendPostmortemPage(dst []byte, inc *incident.Incident) []byte {
	return h.appendPage(dst, plan.Postmortem(inc, h.options()), (*htmlPrinter).postmortem)
}

// appendPage prints a plan as a page around an article.
func (h HTML) appendPage(dst []byte, r *plan.Report, article func(*htmlPrinter)) []byte {
	return h.append(dst, r, func(p *htmlPrinter) {
		p.openPage()
		article(p)
		p.closePage()
	})
}

// WritePage writes the file that [HTML.AppendPage] appends, with one call of
// w.Write, and returns its error.
func (h HTML) WritePage(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(h.AppendPage(nil, inc))
	return err
}

// nonceForm is the syntax of a nonce in a Content Security Policy: base64.
var nonceForm = regexp.MustCompile(`^[A-Za-z0-9+/_-]+=*$`)

// nonce returns the nonce of the page's script, or "" if there is none.
func (h HTML) nonce() string {
	if nonce := h.ScriptNonce; nonceForm.MatchString(nonce) {
		return nonce
	}
	return ""
}

// openPage begins the page, up to the article.
func (p *htmlPrinter) openPage() {
	lang, dir := bodyLanguage(p.plan)
	p.w.OpenPage(lang, dir, style(), p.options.nonce())
	p.title()
	p.w.Text("</title>\n")
	p.meta()
	p.w.OpenMain(style())
}

// script adds the viewer's local time beside each time of the page, except in
// the picture. It only writes text nodes.
const (
	scriptStart = `for(const t of document.querySelectorAll("time[datetime*=T]")){const d=new Date(t.dateTime);if(isNaN(d)||t.closest("figure"))continue;` +
		`const s=document.createElement("small");s.className="local";s.dataset.extra="";` +
		`s.textContent=" ("+d.toLocaleString(document.documentElement.lang,{month:"short",day:"numeric",hour:"2-digit",minute:"2-digit"})+" `
	scriptEnd = `)";t.after(s)}`
)

// closePage ends the page, with the script if there is a nonce.
func (p *htmlPrinter) closePage() {
	p.w.Text("</main>\n")
	if nonce := p.options.nonce(); nonce != "" {
		p.w.Texts(`<script nonce="`, nonce, `">`+scriptStart, p.w.Lang.Word(words.YourTime), scriptEnd+"</script>\n")
	}
	p.w.Text("</body>\n</html>\n")
}
