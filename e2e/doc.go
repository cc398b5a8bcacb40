// Package e2e tests the pages of package render in a real browser, Debian's
// Chromium in headless mode. It renders our Markdown with other engines:
// markdown-it, marked and micromark from npm, Debian's cmark-gfm, and goldmark.
// It reads the answers of package statuspage with clients of Statuspage's
// public API: statuspage.io and Statuspage's own widget, from npm. It is a
// separate module, so that users of the library do not get its dependencies.
//
//	npm ci && go test ./...
//
// If E2E_OUT names a folder, screenshots are written to it.
package e2e
