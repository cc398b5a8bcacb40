package row

import "strings"

// signs are the texts between the time of a row and its text. A space follows
// each.
var signs = [...]string{":", ".", " -", " –", " —", " |", ",", ";", " :", " --", " →", " ->", " =>", " ⇒", " »", " ·"}

// IsSign reports whether s is a sign between times and texts of rows. The empty
// string is one.
func IsSign(s string) bool {
	for _, sign := range signs {
		if s == sign {
			return true
		}
	}
	return s == ""
}

// CutSign cuts the sign off the end of the part before the text of a row, and
// reads the time: "10:05 -" becomes "10:05" and " -".
func CutSign(s string) (time, sign string, read Time) {
	if t, n := ReadTime(s); n > 0 && IsSign(s[n:]) {
		return s[:n], s[n:], t
	}
	return s, "", Time{}
}

// cutSign cuts the sign and the spaces after it off the start of s.
func cutSign(s string) (sign string, n int, ok bool) {
	if s == "" || s[0] == '\n' {
		return "", 0, true
	}
	for _, sign := range signs {
		if rest, ok := strings.CutPrefix(s, sign); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n') {
			return sign, len(sign) + blanks(rest), true
		}
	}
	return "", blanks(s), s[0] == ' ' || s[0] == '\t'
}

// guard is put before the text of a row that would be read as a sign.
const guard = "\u200c"

// GuardText puts a U+200C before the text of a row that would be read as part
// of its time. [UnguardText] removes it.
func GuardText(s string) string {
	if strings.HasPrefix(s, guard) {
		return guard + s
	}
	for _, behind := range [...]string{s, " " + s} {
		if sign, _, ok := cutSign(behind); ok && sign != "" {
			return guard + s
		}
	}
	return s
}

// UnguardText removes the U+200C of [GuardText].
func UnguardText(s string) string { return strings.TrimPrefix(s, guard) }

// blanks returns the number of spaces and tabs that s begins with.
func blanks(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }
