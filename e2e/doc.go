// Package e2e looks at the pages of package render in a real browser: Debian's
// Chromium, without a window. It also renders our Markdown with the engines of
// others: markdown-it, marked and micromark from npm, Debian's cmark-gfm, and
// goldmark. Clients of Statuspage's public API read the answers of package
// statuspage: statuspage.io and Statuspage's own widget, from npm. It is a
// module of its own, so that what it needs is nobody else's.
//
//	npm ci && go test ./...
//
// E2E_OUT names a folder for screenshots; without it they are not written.
package e2e
