package parse

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/internal/words"
)

// A Format is the format of a file that holds reports.
type Format string

const (
	FormatText     Format = "text"
	FormatMarkdown Format = "markdown"
	FormatHTML     Format = "html"
	FormatJSON     Format = "json"
)

// Detect returns the format of a file, judging by its first lines. Text that is
// neither a page nor recognisable as Markdown is [FormatMarkdown] if the name
// ends in .md or .markdown, and [FormatText] otherwise. Detect does not check
// that the file can be read, and never returns "".
func Detect(name string, data []byte) Format {
	data = source.Decode(data)
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case isHTML(data):
		return FormatHTML
	case isPage(data, words.English().IsServicePage):
		return FormatText
	case isMarkdown(data):
		return FormatMarkdown
	case isPage(data, func(_, second string) bool { return isSubtitle([]byte(second)) }):
		return FormatText // even if its title begins with a bracket: "[Resolved] Slow search"
	case bytes.HasPrefix(data, []byte("{")), isArray(data):
		return FormatJSON
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown":
		return FormatMarkdown
	}
	return FormatText
}

// isArray reports whether a file begins like an array of JSON, and not like a
// chat: "[10:05] The checkout is slow".
func isArray(data []byte) bool {
	rest, ok := bytes.CutPrefix(data, []byte("["))
	number := bytes.TrimLeft(rest, "0123456789")
	return ok && (len(number) == len(rest) || !bytes.HasPrefix(number, []byte(":")) && !bytes.HasPrefix(number, []byte("-")))
}

// isHTML reports whether a file begins like a saved page, or like one that was
// pasted into a fenced code block.
func isHTML(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimLeft(data, "`"), " \t\r\n")
	head := bytes.ToLower(data[:min(len(data), 512)])
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<article", "<div", "<meta"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("<!--")) && bytes.Contains(head, []byte("<html"))
}

// isMarkdown reports whether a file begins with front matter or has a Markdown
// heading near its beginning. It reports false if the second line of a page in
// plain text comes first.
func isMarkdown(data []byte) bool {
	if bytes.HasPrefix(data, []byte("---\n")) || bytes.HasPrefix(data, []byte("---\r\n")) ||
		bytes.HasPrefix(data, []byte("+++\n")) || bytes.HasPrefix(data, []byte("+++\r\n")) {
		return true
	}
	above := false // the line above is not blank
	for line := range bytes.Lines(data[:min(len(data), 4096)]) {
		text := bytes.TrimLeft(line, "#")
		if n := len(line) - len(text); n > 0 && n <= 6 && len(text) > 1 && text[0] == ' ' {
			return true
		}
		if isSubtitle(line) {
			return false
		}
		line = bytes.TrimRight(line, " \t\r\n")
		if rule := bytes.Trim(line, "="); len(rule) == 0 && len(line) > 2 && above {
			return true // a setext underline below a title
		}
		above = len(line) > 0
	}
	return false
}

// isSubtitle reports whether a line is the second line of a page in plain text.
func isSubtitle(line []byte) bool {
	return words.English().Line(bytes.TrimSpace(line)) == words.LineSubtitle
}

// isPage reports whether a file is a page in plain text, judging by its first
// two lines.
func isPage(data []byte, begins func(first, second string) bool) bool {
	first := ""
	for line := range strings.Lines(string(data[:min(len(data), 4096)])) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if first != "" {
			return begins(first, line)
		}
		first = line
	}
	return false
}
