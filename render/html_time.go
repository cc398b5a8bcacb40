package render

import (
	"time"

	"github.com/incidentkit/incident/internal/words"
)

// timeElement is the [plan.Around] of HTML: it writes a time element with the
// instant. Years that HTML cannot express get no element.
func timeElement(dst []byte, t time.Time, end bool) []byte {
	switch {
	case !isInstant(t):
		return dst
	case end:
		return append(dst, "</time>"...)
	}
	dst = append(dst, `<time datetime="`...)
	dst = words.AppendInstant(dst, t)
	return append(dst, `">`...)
}

// isInstant reports whether t is not the zero time and its year is between 1
// and 9999.
func isInstant(t time.Time) bool {
	const first, end = -62135596800, 253402300800 // first seconds of the years 1 and 10000
	s := t.Unix()
	return s > first && s < end
}
