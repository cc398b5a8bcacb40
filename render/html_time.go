package render

import (
	"time"

	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// timeElement is the [plan.Around] of HTML: it writes a time element with the
// instant. Years that HTML cannot express get no element.
func timeElement(dst []byte, t time.Time, end bool) []byte {
	switch {
	case !plan.IsInstant(t):
		return dst
	case end:
		return append(dst, "</time>"...)
	}
	dst = append(dst, `<time datetime="`...)
	dst = words.AppendInstant(dst, t)
	return append(dst, `">`...)
}
