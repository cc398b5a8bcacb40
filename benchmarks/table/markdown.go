package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"
)

// writeTables writes the goals, the contests and the growth.
func writeTables(w io.Writer, results []result, lines []line, e effort) {
	fmt.Fprintf(w, "\nMeasured with %s on %s/%s, %d CPUs; medians of %d rounds.\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), e.rounds)
	fmt.Fprintf(w, "\n### Goals\n\n")
	writeRow(w, "Goal", "Wanted", "Worst", "Where", "")
	writeRow(w, "---", "---", "---", "---", "---")
	for _, g := range goals {
		worst, where := g.worst(results, lines, e)
		verdict := "met"
		if !g.met(worst) {
			verdict = "**missed**"
		}
		writeRow(w, g.name, g.wanted(), figure(worst), where, verdict)
	}
	for _, work := range []string{"writing", "reading"} {
		for _, f := range formats {
			writeContest(w, work, f.name, results)
		}
	}
	fmt.Fprintf(w, "\n### Growth\n\n")
	header := []string{"Work", "Part"}
	for _, n := range e.sizes {
		header = append(header, "at "+thousands(n))
	}
	writeRow(w, append(header, "Exponent", "Allocations")...)
	writeRow(w, strings.Split("---,---"+strings.Repeat(",---:", len(e.sizes)+2), ",")...)
	for _, l := range lines {
		row := []string{l.work + " " + l.format, string(l.part)}
		for i, n := range e.sizes {
			if i >= len(l.timings) {
				row = append(row, "—")
				continue
			}
			row = append(row, duration(l.timings[i].median()/time.Duration(n)))
		}
		allocs := ""
		if l.work == "writing" {
			allocs = fmt.Sprintf("%.0f to %.0f", l.timings[0].allocs, l.timings[len(l.timings)-1].allocs)
		}
		writeRow(w, append(row, fmt.Sprintf("%.2f", l.exponent(e.sizes)), allocs)...)
	}
	fmt.Fprintln(w)
}

// writeContest writes the table of one kind of work.
func writeContest(w io.Writer, work, format string, results []result) {
	fmt.Fprintf(w, "\n### %s %s\n\n", strings.ToUpper(work[:1])+work[1:], format)
	begun := false
	for _, r := range results {
		if r.Work != work || r.Format != format {
			continue
		}
		if !begun {
			header := []string{"Report", "Bytes", r.Ours.Name, "MB/s", "Allocations"}
			for _, p := range r.Peers {
				header = append(header, p.Name)
			}
			writeRow(w, header...)
			writeRow(w, strings.Split("---"+strings.Repeat(",---:", len(header)-1), ",")...)
			begun = true
		}
		ours := r.timings[0]
		row := []string{
			r.Input, thousands(r.Bytes), duration(ours.median()),
			fmt.Sprintf("%.0f", float64(r.Bytes)/ours.median().Seconds()/1e6), thousands(int(ours.allocs)),
		}
		for i := range r.Peers {
			row = append(row, ratio(r.ratio(i)))
		}
		writeRow(w, row...)
	}
}

func writeRow(w io.Writer, cells ...string) {
	fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
}

// figure formats a number with the digits that a bound needs.
func figure(x float64) string {
	if x < 2 {
		return fmt.Sprintf("%.2f", x)
	}
	return ratio(x)
}

// ratio formats a number with two significant digits, or more before the
// decimal point.
func ratio(x float64) string {
	switch {
	case x < 1:
		return fmt.Sprintf("%.2f", x)
	case x < 9.95:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

func duration(d time.Duration) string {
	switch {
	case d < time.Microsecond:
		return fmt.Sprintf("%d ns", d.Nanoseconds())
	case d < time.Millisecond:
		return ratio(float64(d)/float64(time.Microsecond)) + " µs"
	}
	return ratio(float64(d)/float64(time.Millisecond)) + " ms"
}

// thousands formats a number with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
