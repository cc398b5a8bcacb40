// Package benchmarks compares the writers and readers of this library with
// other ways to do the same work. It is a separate module, so that users of the
// library do not get its dependencies. Command table runs the comparison and
// writes it to docs/performance.md.
package benchmarks

//go:generate go run github.com/valyala/quicktemplate/qtc@v1.8.0 -file quick.qtpl -skipLineComments
//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.1118 generate -f article.templ
//go:generate gofmt -w quick.qtpl.go article_templ.go
