package markdown

import (
	"bytes"
	"slices"
	"strings"
)

// entities has the escape of each character in HTML text and in attributes in
// double quotes.
var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;"}

// EscapeHTML escapes dst[at:], for HTML text and for attributes in double
// quotes.
func EscapeHTML(dst []byte, at int) []byte {
	if !slices.ContainsFunc(dst[at:], func(c byte) bool { return entities[c] != "" }) {
		return dst // nearly always
	}
	return appendText(dst[:at], string(dst[at:]))
}

// appendText appends s as HTML text.
func appendText[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if e := entities[s[i]]; e != "" {
			dst = append(dst, s[from:i]...)
			dst = append(dst, e...)
			from = i + 1
		}
	}
	return append(dst, s[from:]...)
}

// IsSafeURL reports whether a link to url is harmless: it leads to an http,
// https or mailto address.
func IsSafeURL(url string) bool {
	for _, scheme := range [...]string{"https://", "http://", "mailto:"} {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// IsRelativeURL reports whether url leads to a place on the same host.
func IsRelativeURL(url string) bool {
	first, _, _ := strings.Cut(url, "/")
	return url != "" && !strings.ContainsAny(first, ":\\") && !strings.HasPrefix(url, "//")
}

// EscapeIsolated escapes dst[start:] as [EscapeHTML] does. Its isolated parts
// become elements.
func EscapeIsolated(dst []byte, start int) []byte {
	dst = EscapeHTML(dst, start)
	if !bytes.Contains(dst[start:], []byte("\u2068")) {
		return dst
	}
	text := strings.NewReplacer("\u2068", "<bdi>", "\u2069", "</bdi>").Replace(string(dst[start:]))
	return append(dst[:start], text...)
}
