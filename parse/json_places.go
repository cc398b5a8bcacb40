package parse

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// jsonPlaces returns a function that returns the offsets of all values by path.
// The function reads the source a second time when it is first called, so that
// Parse does not have to record places that nobody asks for.
func jsonPlaces(in *input, at int, path string, read func(*jsonReader)) func() map[string]int {
	return sync.OnceValue(func() map[string]int {
		r := newJSONReader(&input{lax: in.lax, source: in.source, src: in.src, doc: &Document{}}, at, path)
		r.places = make(map[string]int)
		read(r)
		return r.places
	})
}

// check adds an error, at its place, for each broken rule with one of the
// codes, or for every broken rule if there are no codes.
func (r *jsonReader) check(broken error, places func() map[string]int, codes ...incident.Code) *incident.SourceError {
	list, _ := broken.(incident.Errors)
	for _, e := range list {
		if len(codes) > 0 && !slices.Contains(codes, e.Code) {
			continue
		}
		err := r.within(e.Path, func() *incident.SourceError {
			at, _ := enclosing(places(), string(r.path))
			return r.drop(r.fault(at, e.Code, e.Err))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// enclosing returns the offset and path of the value at a path, or of the
// innermost existing value that would hold it. The outermost is the document,
// whose path is "".
func enclosing(places map[string]int, path string) (at int, found string) {
	for {
		if at, ok := places[path]; ok || path == "" {
			return at, path
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
}

// inString returns the offset in src of an offset in a string value. The JSON
// of the string begins at at, with a quote.
func inString(src string, at, offset int) int {
	for at++; offset > 0 && at < len(src) && src[at] != '"'; {
		n, size := 1, 1
		if src[at] == '\\' {
			n, size = escape(src[at:])
		}
		if size > offset {
			break
		}
		at, offset = at+n, offset-size
	}
	return at
}

// escape returns the length of the escape sequence at the beginning of s, and
// the length of the character it stands for.
func escape(s string) (n, size int) {
	if len(s) < 6 || s[1] != 'u' {
		return 2, 1
	}
	r := hex(s[2:6])
	if len(s) >= 12 && s[6:8] == `\u` && utf16.DecodeRune(r, hex(s[8:12])) != utf8.RuneError {
		return 12, utf8.UTFMax
	}
	return 6, len(string(r)) // half of a pair is read as U+FFFD
}

func hex(s string) rune {
	n, _ := strconv.ParseUint(s, 16, 16)
	return rune(n)
}

// positionInJSON is [Document.Position] for JSON.
func (d *Document) positionInJSON(path string, offset int) (line, col int, ok bool) {
	at, found := enclosing(d.offsets(), path)
	if found == "" && path != "" || len(d.offsets()) == 0 {
		return 0, 0, false
	}
	if src := d.source.Text; offset > 0 && src[at] == '"' {
		at = inString(src, at, offset)
	}
	line, col = d.source.Position(at)
	return line, col, true
}
