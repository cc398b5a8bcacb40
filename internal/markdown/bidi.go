package markdown

import (
	"bytes"
	"strings"
)

// The characters around an isolated text. Readers remove them with [Unisolate].
const (
	fsi = "\u2068" // first strong isolate
	pdi = "\u2069" // pop directional isolate

	isolates = "\xe2\x81" // the first bytes of every isolate
)

// Reorders reports whether s may reorder its neighbours in a line: it has
// characters that are written from right to left outside isolates, or
// unbalanced isolates.
func Reorders[T string | []byte](s T) bool {
	open, turned := 0, false
	for i := 0; i < len(s); i++ {
		for i+8 <= len(s) && s[i]|s[i+1]|s[i+2]|s[i+3]|s[i+4]|s[i+5]|s[i+6]|s[i+7] < 0x80 {
			i += 8 // most texts are ASCII
		}
		if i == len(s) || s[i] < 0xd6 { // the first byte of Hebrew
			continue
		}
		r, n := decodeRune(s, i)
		i += n - 1
		switch {
		case isIsolate(r):
			open++
		case r == 0x2069 && open == 0:
			return true
		case r == 0x2069:
			open--
		case open == 0 && isTurned(r):
			turned = true
		}
	}
	return turned || open > 0
}

func isIsolate(r rune) bool { return 0x2066 <= r && r <= 0x2068 }

// isTurned reports whether r is written from right to left or sets that
// direction.
func isTurned(r rune) bool {
	switch {
	case r < 0x0590:
		return false
	case r <= 0x08ff, r == 0x200f, 0xfb1d <= r && r <= 0xfdff, 0xfe70 <= r && r <= 0xfefc:
		return true
	}
	return 0x10800 <= r && r <= 0x10fff || 0x1e800 <= r && r <= 0x1efff
}

// CutInsert returns a text in the form in which it is to stand beside others,
// and whether it has to be isolated there. Isolates around its whole first line
// and unbalanced ones are removed.
func CutInsert(s string) (text string, isolate bool) {
	if !strings.Contains(s, isolates) && !Reorders(s) {
		return s, false
	}
	if text = Unisolate(s); !isBalanced(text) {
		text = WithoutIsolates(text)
	}
	return text, Reorders(text)
}

// Isolate isolates the first line of dst[from:] if that may reorder its
// neighbours.
func Isolate(dst []byte, from int) []byte {
	line, rest, more := bytes.Cut(dst[from:], []byte("\n"))
	if !Reorders(line) {
		return dst
	}
	text, isolate := CutInsert(string(line))
	behind := string(rest)
	if dst = dst[:from]; isolate {
		dst = append(append(append(dst, fsi...), text...), pdi...)
	} else {
		dst = append(dst, text...)
	}
	if more {
		dst = append(append(dst, '\n'), behind...)
	}
	return dst
}

// AppendInsert appends s like [AppendLine], isolated if it may reorder its
// neighbours.
func AppendInsert(dst []byte, s string) []byte {
	start := len(dst)
	return Isolate(AppendLine(dst, s), start)
}

// Unisolate removes the isolates that [Isolate] has put around the first line
// of a text.
func Unisolate(s string) string {
	if !strings.HasPrefix(s, fsi) {
		return s
	}
	line, _, _ := strings.Cut(s, "\n")
	if inner, ok := strings.CutSuffix(line[len(fsi):], pdi); ok && isBalanced(inner) && Reorders(inner) {
		return inner + s[len(line):]
	}
	return s
}

// WithoutIsolates returns s without isolates.
func WithoutIsolates(s string) string {
	if !strings.Contains(s, isolates) {
		return s
	}
	return strings.NewReplacer("\u2066", "", "\u2067", "", fsi, "", pdi, "").Replace(s)
}

// isBalanced reports whether s ends every isolate that it begins, and no
// others.
func isBalanced(s string) bool {
	open := 0
	for _, r := range s {
		switch {
		case isIsolate(r):
			open++
		case r == 0x2069:
			if open--; open < 0 {
				return false
			}
		}
	}
	return open == 0
}
