package render

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
)

// TestContrast checks WCAG AA: the contrast of every text colour with both
// backgrounds is at least 4.5 to 1, in light, dark and print.
func TestContrast(t *testing.T) {
	variable := regexp.MustCompile(`--([a-z]+):(#[0-9a-f]+)`)
	blocks := 0
	for line := range strings.Lines(sheet) {
		_, block, ok := strings.Cut(line, ":root{")
		if !ok {
			continue
		}
		block, _, _ = strings.Cut(block, "}")
		blocks++
		colours := make(map[string]string)
		for _, m := range variable.FindAllStringSubmatch(block, -1) {
			colours[m[1]] = m[2]
		}
		for _, name := range []string{"ink", "dim", "link", "red", "orange", "yellow", "blue", "green", "grey"} {
			for _, ground := range []string{"bg", "soft"} {
				if r := contrast(t, colours[name], colours[ground]); r < 4.5 {
					t.Errorf("%s on %s: %.2f in %s", name, ground, r, block)
				}
			}
		}
	}
	if blocks != 3 {
		t.Errorf("%d sets of colours, want light, dark and print", blocks)
	}
	// Without a style sheet, the colours of the picture must be visible on
	// white.
	for _, s := range statusColours() {
		if r := contrast(t, s, "#fff"); r < 4.5 {
			t.Errorf("%s on white: %.2f", s, r)
		}
	}
}

func statusColours() (list []string) {
	for _, s := range []string{"investigating", "identified", "monitoring", "resolved", "scheduled", ""} {
		_, colour := markOf(incident.Status(s))
		list = append(list, colour)
	}
	for _, s := range []string{"operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage", ""} {
		list = append(list, shapeOf(incident.ComponentStatus(s)).fill)
	}
	return list
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	if len(colour) == 4 {
		colour = "#" + strings.Repeat(colour[1:2], 2) + strings.Repeat(colour[2:3], 2) + strings.Repeat(colour[3:4], 2)
	}
	var c [3]uint8
	if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		t.Fatalf("%q: %v", colour, err)
	}
	var l float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += weight * v
	}
	return l
}
