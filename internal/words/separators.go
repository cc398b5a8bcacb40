package words

// Separators are the separators of a list of names: before the last of three or
// more, between others, and between two. In English they are ", and ", ", " and
// " and ".
type Separators [3]string

// Append appends the separator before item i of n items: "A", "A and B", "A, B,
// and C".
func (s *Separators) Append(dst []byte, i, n int) []byte {
	switch {
	case i == 0:
		return dst
	case i < n-1:
		return append(dst, s[1]...)
	case n > 2:
		return append(dst, s[0]...)
	}
	return append(dst, s[2]...)
}
