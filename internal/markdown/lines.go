package markdown

import "bytes"

// GuardLines puts U+200C before every line of dst[from:] that would be read
// back as structure. It is for text that was put together outside this package.
// forges is as in [Text].
func GuardLines(dst []byte, from int, forges func(line []byte) bool) []byte {
	end := bytes.IndexByte(dst[from:], '\n')
	if end < 0 {
		return appendForged(dst, from, forges)
	}
	lines := string(dst[from:])
	dst = dst[:from]
	for line := range bytes.Lines([]byte(lines)) {
		text := bytes.TrimSuffix(line, []byte("\n"))
		at := len(dst)
		dst = appendForged(append(dst, text...), at, forges)
		dst = append(dst, line[len(text):]...)
	}
	return dst
}
