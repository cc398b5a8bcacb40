package main

import (
	"fmt"

	"github.com/incidentkit/incident/benchmarks"
)

// A goal is a bound for a figure of all results or of all lines of growth.
type goal struct {
	name  string
	bound float64
	least bool // bound is a minimum, not a maximum

	ofResult func(r result, peer int) (figure float64, ok bool)  // may be nil
	ofLine   func(l line, sizes []int) (figure float64, ok bool) // may be nil
}

var goals = []goal{
	{name: "Writing HTML: the fastest peer's time over ours", bound: 1, least: true, ofResult: peers("writing", "HTML", "")},
	{name: "Writing text: the fastest peer's time over ours", bound: 1, least: true, ofResult: peers("writing", "text", "")},
	{name: "Writing Markdown: text/template's time over ours", bound: 1, least: true, ofResult: peers("writing", "Markdown", "text/template")},
	{name: "Reading text: the regular expressions' time over ours", bound: 6, least: true, ofResult: peers("reading", "text", "regexp")},
	{name: "Reading Markdown: our time over that of goldmark's parser", bound: 2.5, ofResult: inverse(peers("reading", "Markdown", "goldmark's parser"))},
	{name: "Reading HTML: our time over that of html.Parse", bound: 1.5, ofResult: inverse(peers("reading", "HTML", "html.Parse"))},
	{name: "Writing to a new buffer: its time over that of a reused one", bound: 2, ofResult: func(r result, peer int) (float64, bool) {
		return r.ratio(peer), r.Peers[peer].Name == benchmarks.NewBuffer
	}},
	{name: "Growth: exponent of the time, from 100 to 100,000 of a part", bound: 1.1, ofLine: func(l line, sizes []int) (float64, bool) {
		return l.exponent(sizes), true
	}},
	{name: "Writing to a reused buffer: allocations added by each part", bound: 0.01, ofLine: func(l line, sizes []int) (float64, bool) {
		last := len(l.timings) - 1
		return (l.timings[last].allocs - l.timings[0].allocs) / float64(sizes[last]-sizes[0]), l.work == "writing"
	}},
}

// peers returns a function that returns the ratio of the named peer, or of any
// peer if name is "".
func peers(work, format, name string) func(result, int) (float64, bool) {
	return func(r result, peer int) (float64, bool) {
		p := r.Peers[peer]
		return r.ratio(peer), r.Work == work && r.Format == format && !p.Aside && (name == "" || name == p.Name)
	}
}

func inverse(figure func(result, int) (float64, bool)) func(result, int) (float64, bool) {
	return func(r result, peer int) (float64, bool) {
		x, ok := figure(r, peer)
		return 1 / x, ok
	}
}

// worst returns the figure farthest on the wrong side of the bound, and where
// it was measured.
func (g goal) worst(results []result, lines []line, e effort) (figure float64, where string) {
	take := func(x float64, ok bool, at string) {
		if ok && (where == "" || g.least && x < figure || !g.least && x > figure) {
			figure, where = x, at
		}
	}
	if g.ofResult != nil {
		for _, r := range results {
			for i, p := range r.Peers {
				x, ok := g.ofResult(r, i)
				take(x, ok, fmt.Sprintf("%s: %s, %s", p.Name, r.Format, r.Input))
			}
		}
		return figure, where
	}
	for _, l := range lines {
		x, ok := g.ofLine(l, e.sizes)
		take(x, ok, fmt.Sprintf("%s %s, %s", l.work, l.format, l.part))
	}
	return figure, where
}

func (g goal) met(figure float64) bool {
	if g.least {
		return figure >= g.bound
	}
	return figure <= g.bound
}

func (g goal) wanted() string {
	if g.least {
		return fmt.Sprintf("at least %v", g.bound)
	}
	return fmt.Sprintf("at most %v", g.bound)
}
