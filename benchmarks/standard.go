package benchmarks

import (
	_ "embed"
	html "html/template"
	text "text/template"
)

var (
	//go:embed article.html.tmpl
	articleSource string
	//go:embed page.txt.tmpl
	pageSource string
	//go:embed page.md.tmpl
	markdownSource string

	articleTemplate  = html.Must(html.New("article").Funcs(functions).Parse(articleSource))
	pageTemplate     = text.Must(text.New("page").Funcs(functions).Parse(pageSource))
	markdownTemplate = text.Must(text.New("markdown").Funcs(functions).Parse(markdownSource))
)
