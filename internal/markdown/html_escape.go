package markdown

import "strings"

// entities holds what stands for a character in text of HTML, and in attributes
// in double quotes.
var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;"}

// special says of each byte how much longer it becomes.
var special = func() (t [256]uint8) {
	for i, e := range entities {
		t[i] = uint8(max(len(e), 1) - 1)
	}
	return t
}()

// EscapeHTML makes dst[at:] text of HTML in place. It also fits into an
// attribute in double quotes.
func EscapeHTML(dst []byte, at int) []byte {
	grow := 0
	for _, c := range dst[at:] {
		grow += int(special[c])
	}
	if grow == 0 {
		return dst
	}
	from := len(dst) - 1
	for range grow {
		dst = append(dst, 0)
	}
	// From the end, so that nothing is overwritten before it has moved.
	for to := len(dst); to-1 > from; from-- {
		if e := entities[dst[from]]; e != "" {
			to -= len(e)
			copy(dst[to:], e)
		} else {
			to--
			dst[to] = dst[from]
		}
	}
	return dst
}

// appendText appends s as text of HTML.
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

// IsSafeURL reports whether url, as a link, does nothing but lead somewhere.
func IsSafeURL(url string) bool {
	for _, scheme := range [...]string{"https://", "http://", "mailto:"} {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}
