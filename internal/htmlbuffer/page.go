package htmlbuffer

import (
	"crypto/sha256"
	"encoding/base64"

	"github.com/incidentkit/incident/internal/markdown"
)

// A Style is a style sheet with its hash for the Content Security Policy of a
// page, which allows no other style.
type Style struct{ Sheet, hash string }

// NewStyle returns a style sheet with its hash.
func NewStyle(sheet string) Style {
	sum := sha256.Sum256([]byte(sheet))
	return Style{sheet, "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
}

// OpenPage begins a page, up to the text of its title. Its policy allows the
// style, pictures in the page itself and, unless nonce is "", scripts with the
// nonce. The argument dir is a further attribute of the html element, or "".
func (w *Buffer) OpenPage(lang, dir string, style Style, nonce string) {
	w.Texts("<!DOCTYPE html>\n<html lang=\"", lang, `"`, dir, ">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src ", style.hash)
	if nonce != "" {
		w.Texts("; script-src 'nonce-", nonce, "'")
	}
	w.Text("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
}

// Meta appends a meta element, unless its content is empty. The name of its key
// is "name" or "property".
func (w *Buffer) Meta(key, name, content string) {
	if content = markdown.Line(content); content != "" {
		w.Texts("<meta ", key, `="`, name, `"`)
		w.Attribute("content", content)
		w.Text(">\n")
	}
}

// Canonical appends the address of a page, for link previews and for search
// engines.
func (w *Buffer) Canonical(url string) {
	w.Text(`<meta property="og:url" content="`)
	w.URL(url)
	w.Text("\">\n<link rel=\"canonical\" href=\"")
	w.URL(url)
	w.Text("\">\n")
}

// OpenMain ends the head of a page and begins its main element. Without an
// icon, a browser would request one from the server.
func (w *Buffer) OpenMain(style Style) {
	w.Texts("<link rel=\"icon\" href=\"data:,\">\n<style>", style.Sheet, "</style>\n</head>\n<body>\n<main>\n")
}
