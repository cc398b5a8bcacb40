package wire

import "bytes"

// The text of an input is known to be valid JSON up to its end, where it may
// have been cut off. Values are offsets into it; no tree is built.

// skipSpace returns the first offset from i on that is not white space.
func (d *Input) skipSpace(i int) int {
	return len(d.data) - len(bytes.TrimLeft(d.data[i:], space))
}

const space = " \t\r\n"

// value returns the value that begins at i, after white space.
func (d *Input) value(i int, p *path) Value {
	i = d.skipSpace(i)
	if i >= len(d.data) {
		return Value{in: d, At: i, end: i}
	}
	v := Value{in: d, At: i, path: p}
	switch c := d.data[i]; c {
	case '{', '[':
		v.Kind, v.end = Kind(c), d.closing(i)
	case '"':
		v.Kind, v.end = IsString, d.stringEnd(i)
		if v.end < 0 {
			return Value{in: d, At: i, end: len(d.data)}
		}
	default:
		v.end = len(d.data)
		if n := bytes.IndexAny(d.data[i:], ",]}:"+space); n >= 0 {
			v.end = i + n
		}
		switch {
		case v.end == len(d.data) && d.cut:
			return Value{in: d, At: i, end: v.end}
		case c == 't' || c == 'f':
			v.Kind = IsBool
		case c == 'n':
			v.Kind = IsNull
		default:
			v.Kind = IsNumber
		}
	}
	return v
}

// closing returns the offset after the bracket that closes the one at i.
func (d *Input) closing(i int) int {
	depth := 0
	for i < len(d.data) {
		switch d.data[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			end := d.stringEnd(i)
			if end < 0 {
				return len(d.data)
			}
			i = end
			continue
		}
		i++
	}
	return i
}

// stringEnd returns the offset after the string that begins at i, or -1.
func (d *Input) stringEnd(i int) int {
	for i++; i < len(d.data); i++ {
		switch d.data[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
	return -1
}

// next returns the offset after the comma that follows a value, or -1 if the
// list or the object ends there.
func (d *Input) next(v Value) int {
	i := d.skipSpace(v.end)
	if i >= len(d.data) || d.data[i] != ',' {
		return -1
	}
	return i + 1
}
