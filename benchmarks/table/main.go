// Command table measures our writers and readers next to their peers, in one
// process and in turns, and writes the results as Markdown tables.
//
//	INCIDENT_CORPUS=/path/to/corpus go run ./table -o ../docs/performance.md
//
// With -o, the tables replace the text between two comments in the file;
// without, they are printed. Seeds 002 and 004 are read from INCIDENT_CORPUS
// and left out if it is not set. With -quick, everything runs once or twice,
// which checks that all peers write the same reports, but the figures are
// meaningless.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident/benchmarks"
)

var (
	careful = effort{rounds: 31, batch: 10 * time.Millisecond, updates: 10_000, sizes: []int{100, 1_000, 10_000, 100_000}, limit: time.Minute}
	quick   = effort{rounds: 1, batch: time.Millisecond, updates: 100, sizes: []int{10, 100}, limit: time.Minute}
)

func main() {
	log.SetFlags(0)
	fast := flag.Bool("quick", false, "run everything, measure nothing")
	file := flag.String("o", "", "the `file` to put the tables into")
	flag.Parse()
	e := careful
	if *fast {
		e = quick
	}
	if err := run(*file, e); err != nil {
		log.Fatal("table: ", err)
	}
}

// run measures everything and writes the tables to a file, or to standard
// output.
func run(file string, e effort) error {
	var page []byte
	if file != "" {
		var err error
		if page, err = os.ReadFile(file); err != nil {
			return err
		}
		if _, _, ok := cut(page); !ok {
			return fmt.Errorf("%s: no lines %q and %q", file, begin, end)
		}
	}
	corpus := os.Getenv("INCIDENT_CORPUS")
	if corpus == "" {
		log.Print("INCIDENT_CORPUS is not set: seeds 002 and 004 are left out")
	}
	results, err := compete(corpus, e)
	if err != nil {
		return err
	}
	lines, err := grow(e)
	if err != nil {
		return err
	}
	var tables bytes.Buffer
	writeTables(&tables, results, lines, e)
	if file == "" {
		_, err := io.Copy(os.Stdout, &tables)
		return err
	}
	before, after, _ := cut(page)
	return os.WriteFile(file, bytes.Join([][]byte{before, tables.Bytes(), after}, nil), 0o666)
}

// The lines of a file that enclose the tables.
const begin, end = "<!-- tables: begin -->\n", "<!-- tables: end -->\n"

// cut returns the text before and after the tables.
func cut(page []byte) (before, after []byte, ok bool) {
	i, j := bytes.Index(page, []byte(begin)), bytes.Index(page, []byte(end))
	if i < 0 || j < i {
		return nil, nil, false
	}
	return page[:i+len(begin)], page[j:], true
}

// A result is a contest and the timings of its contenders: ours first, then the
// peers in order.
type result struct {
	benchmarks.Contest
	timings []timing
}

// ratio returns the time of a peer divided by our time.
func (r result) ratio(peer int) float64 { return r.timings[peer+1].over(r.timings[0]) }

// compete checks that the peers do the same work in all contests, and then
// measures these.
func compete(corpus string, e effort) ([]result, error) {
	inputs, err := benchmarks.Inputs(corpus, e.updates)
	if err != nil {
		return nil, err
	}
	var results []result
	for _, in := range inputs {
		contests, err := benchmarks.Contests(in)
		if err != nil {
			return nil, err
		}
		for _, c := range contests {
			log.Printf("%s %s, %s", c.Work, c.Format, c.Input)
			if err := c.Check(); err != nil {
				return nil, err
			}
			runs := []func() error{c.Ours.Run}
			for _, p := range c.Peers {
				runs = append(runs, p.Run)
			}
			timings, err := measure(runs, e)
			if err != nil {
				return nil, err
			}
			results = append(results, result{c, timings})
		}
	}
	return results, nil
}
