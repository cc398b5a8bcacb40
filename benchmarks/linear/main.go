// Command linear measures how the cost of every reader, writer and operation
// grows with the size of its input. Each row of its table is an operation on
// inputs of one shape, hostile or merely large, at sizes that grow by a factor
// of four. A row has the exponents of the power laws that fit the CPU time, the
// allocated bytes and the bytes of the result: 1 means proportional, 2 means
// quadratic.
//
// It exits with 1 if an exponent of a row is above the bound, 1.5. Noise does
// not make a row fail: time is CPU time of the process and not wall-clock time,
// the minimum of several runs is used, times below a floor are ignored, and a
// row above the bound is measured up to 16 more times and fails only if the
// best of all is above it. The compared sizes differ by a factor of 16, so
// an exponent of 1.5 means four times the proportional cost. The budget is far
// above the time of any row, even on a slow machine, since it would otherwise
// decide which sizes are compared and hide the limit at which an operation
// stops. The bytes of results are counted, not timed.
//
//	go run ./linear                       # small, as in CI
//	go run ./linear -to 8388608 -budget 10s -all
//	go run ./linear -run 'Diff/sections'
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"regexp"
	"time"
	_ "time/tzdata"
)

func main() {
	log.SetFlags(0)
	from := flag.Int("from", 1<<10, "smallest size, in bytes")
	to := flag.Int("to", 16<<10, "largest size, in bytes")
	budget := flag.Duration("budget", 250*time.Millisecond, "no size follows one that takes longer")
	bound := flag.Float64("bound", 1.5, "largest exponent")
	all := flag.Bool("all", false, "print all rows, not only the slowest of each operation and those above the bound")
	run := flag.String("run", "", "measure only rows whose name, OPERATION/SHAPE, matches this regular expression")
	flag.Parse()
	selected, err := regexp.Compile(*run)
	if err != nil {
		log.Fatal(err)
	}
	m := meter{from: *from, to: *to, budget: *budget, bound: *bound}
	ops, cleanup, err := operations()
	if err != nil {
		log.Fatal(err)
	}
	defer cleanup()
	fmt.Printf("%-34s %-38s %9s %9s %8s %6s %6s %6s %8s\n", "operation", "shape", "bytes", "ms", "ns/byte", "time", "alloc", "out", "out/in")
	slowest := make(map[string]line) // by operation, by bytes
	rows, above := 0, 0
	for _, s := range shapes() {
		for _, op := range ops {
			if op.of&s.of == 0 || !selected.MatchString(op.name+"/"+s.name) {
				continue
			}
			r := m.measure(op, s)
			rows++
			l := r.line(*bound)
			switch {
			case l.above:
				above++
				fmt.Println(l.text, " ABOVE")
			case *all:
				fmt.Println(l.text)
			}
			if l.perByte > slowest[op.name].perByte {
				slowest[op.name] = l
			}
		}
	}
	if !*all {
		fmt.Println("The slowest of each operation:")
		for _, op := range ops {
			if l := slowest[op.name]; l.text != "" {
				fmt.Println(l.text)
			}
		}
	}
	fmt.Printf("%d rows, %d above %.1f\n", rows, above, *bound)
	if above > 0 {
		cleanup()
		os.Exit(1)
	}
}
