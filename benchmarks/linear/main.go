// Command linear reads hostile texts of two sizes and prints how the time
// grows. Doubling the input should double it; more than 2.5 times is reported,
// with exit code 1. It is no test: machines are noisy, and somebody has to
// look.
//
//	go run ./linear
package main

import (
	"fmt"
	"os"
	"strings"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

const (
	head   = "Title\nIncident Report for Example Shop\nResolved\n"
	tail   = "\nPosted Jan 27, 2022 - 11:10 CET\n"
	pmHead = "Title\nIncident Report for Example Shop\nPostmortem\n\n"
)

// shapes make a text of about n bytes each.
var shapes = []struct {
	name string
	make func(n int) string
}{
	{"brackets", func(n int) string {
		return head + "x" + tail + "This incident affected: " + strings.Repeat("(", n/2) + strings.Repeat(")", n/2) + "."
	}},
	{"many components", func(n int) string {
		return head + "x" + tail + "This incident affected: A (" + strings.Repeat("b, ", n/3) + "c)."
	}},
	{"many groups", func(n int) string {
		return head + "x" + tail + "This incident affected: " + strings.Repeat("g (a), ", n/7) + "and h (b)."
	}},
	{"and and and", func(n int) string {
		return head + "x" + tail + "This incident affected: " + strings.Repeat("a and ", n/6) + "b."
	}},
	{"one long line", func(n int) string { return head + strings.Repeat("word ", n/5) + tail }},
	{"one long word", func(n int) string { return head + strings.Repeat("w", n) + tail }},
	{"many updates", func(n int) string {
		u := "Update\nStill.\nPosted Jan 27, 2022 - 11:10 CET\n"
		return strings.TrimSuffix(head, "Resolved\n") + strings.Repeat(u, n/len(u))
	}},
	{"updates without labels", func(n int) string {
		u := "Still.\nPosted Jan 27, 2022 - 11:10 CET\n"
		return strings.TrimSuffix(head, "Resolved\n") + strings.Repeat(u, n/len(u))
	}},
	{"many zones", func(n int) string {
		u := "Update\nStill.\nPosted Jan 27, 2022 - 11:10 CET · 10:10 UTC · 05:10 EST\n"
		return strings.TrimSuffix(head, "Resolved\n") + strings.Repeat(u, n/len(u))
	}},
	{"many rows", func(n int) string {
		return pmHead + "Timeline\n\n" + strings.Repeat("  • 10:05 Row.\n", n/17) + tail
	}},
	{"rows of two kinds", func(n int) string {
		return pmHead + "Timeline\n\n" + strings.Repeat("  • 10:05 Row.\n10:06 Row.\n\n", n/30) + tail
	}},
	{"many headings", func(n int) string { return pmHead + strings.Repeat("Heading\n\nText.\n\n", n/16) + tail }},
	{"many fields", func(n int) string { return pmHead + strings.Repeat("Name: value\n", n/12) + tail }},
	{"many bullets", func(n int) string { return pmHead + "Actions\n\n" + strings.Repeat("• x\n", n/6) + tail }},
	{"many numbers", func(n int) string { return pmHead + "Actions\n\n" + strings.Repeat("1. x\n", n/5) + tail }},
	{"zero-width", func(n int) string { return head + strings.Repeat("\u200c", n/3) + "x" + tail }},
	{"guards", func(n int) string { return head + strings.Repeat("\u200cResolved\n", n/12) + tail }},
	{"escapes", func(n int) string { return head + strings.Repeat("*_`[<&", n/6) + tail }},
	{"list marks", func(n int) string { return head + strings.Repeat("- ", n/2) + "x" + tail }},
	{"blank lines", func(n int) string { return head + strings.Repeat("\n", n) + "x" + tail }},
	{"next update", func(n int) string { return head + strings.Repeat("Next update by 10:45 CET\n", n/25) + tail }},
	{"colons", func(n int) string { return pmHead + strings.Repeat("a:\n", n/3) + tail }},
}

func main() {
	const size = 512 << 10
	slow := 0
	for _, s := range shapes {
		small, large := s.make(size), s.make(2*size)
		a, b := best(small), best(large)
		ratio := float64(b) / float64(a)
		mark := ""
		if ratio > 2.5 && b > 5*time.Millisecond {
			slow++
			mark = "  <-- more than 2.5"
		}
		fmt.Printf("%-24s %8.1f ms %8.1f ms  x%.2f%s\n", s.name, ms(a), ms(b), ratio, mark)
	}
	if slow > 0 {
		os.Exit(1)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// best is the shortest of some runs of reading a text, and writing it again.
func best(text string) time.Duration {
	shortest := time.Hour
	for range 5 {
		begin := time.Now()
		doc, _ := parse.Text{Lax: true}.Parse("x", []byte(text))
		if doc != nil {
			render.Text{}.Append(nil, doc.Incidents[0])
		}
		shortest = min(shortest, time.Since(begin))
	}
	return shortest
}
