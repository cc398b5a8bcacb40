package incidenttest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const (
	linesAround   = 2       // lines of context
	maxLineMatrix = 4 << 20 // cells; longer differences are shown as a whole
)

// diffLines returns the lines in which two texts differ, with some lines around
// them.
func diffLines(want, got []byte) string {
	a, b := lines(want), lines(got)
	keep := commonLines(a, b)
	type line struct {
		mark byte
		text string
		at   int // in got, from 1
	}
	var all []line
	i, j := 0, 0
	for _, pair := range append(keep, [2]int{len(a), len(b)}) {
		for ; i < pair[0]; i++ {
			all = append(all, line{'-', a[i], j + 1})
		}
		for ; j < pair[1]; j++ {
			all = append(all, line{'+', b[j], j + 1})
		}
		if i < len(a) {
			all = append(all, line{' ', a[i], j + 1})
			i, j = i+1, j+1
		}
	}
	var out strings.Builder
	shown := -1 // last line that is shown
	for k, l := range all {
		around := all[max(0, k-linesAround):min(len(all), k+1+linesAround)]
		if !slices.ContainsFunc(around, func(l line) bool { return l.mark != ' ' }) {
			continue
		}
		if k == 0 || k > shown+1 {
			fmt.Fprintf(&out, "@@ line %d\n", l.at)
		}
		fmt.Fprintf(&out, "%c %s\n", l.mark, visible(l.text))
		shown = k
	}
	return out.String()
}

// visible returns a line without its ending, in quotes if it contains invisible
// characters.
func visible(line string) string {
	text, ended := strings.CutSuffix(line, "\n")
	hidden := strings.HasSuffix(text, " ") || strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && r != '\t' && !unicode.IsPrint(r) })
	switch {
	case hidden:
		text = strconv.QuoteToGraphic(text)
	case !ended && text != "":
		text += " (without an end)"
	}
	return text
}

// commonLines returns the indices of a longest common subsequence of lines.
func commonLines(a, b []string) (pairs [][2]int) {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		pairs = append(pairs, [2]int{start, start})
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	x, y := a[start:len(a)-end], b[start:len(b)-end]
	if len(x)*len(y) <= maxLineMatrix {
		longest := make([][]int, len(x)+1) // of x[i:] and y[j:]
		for i := range longest {
			longest[i] = make([]int, len(y)+1)
		}
		for i := len(x) - 1; i >= 0; i-- {
			for j := len(y) - 1; j >= 0; j-- {
				if longest[i][j] = max(longest[i+1][j], longest[i][j+1]); x[i] == y[j] {
					longest[i][j] = longest[i+1][j+1] + 1
				}
			}
		}
		for i, j := 0, 0; i < len(x) && j < len(y); {
			switch {
			case x[i] == y[j]:
				pairs = append(pairs, [2]int{start + i, start + j})
				i, j = i+1, j+1
			case longest[i+1][j] >= longest[i][j+1]:
				i++
			default:
				j++
			}
		}
	}
	for k := end; k > 0; k-- {
		pairs = append(pairs, [2]int{len(a) - k, len(b) - k})
	}
	return pairs
}

func lines(text []byte) []string { return strings.SplitAfter(string(text), "\n") }
