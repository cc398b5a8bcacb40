package main

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

// TestOrdered checks that results are used in order, that little work is
// started ahead, and that the first error stops the run.
func TestOrdered(t *testing.T) {
	var got []int
	var begun, most atomic.Int64
	full := errors.New("full")
	work := ordered[int]{use: func(n int) error {
		if n == 500 {
			return full
		}
		most.Store(max(most.Load(), begun.Load()-int64(len(got))))
		got = append(got, n)
		return nil
	}}
	var err error
	added := 0
	for i := 0; i < 1000 && err == nil; i++ {
		err = work.add(func() int {
			begun.Add(1)
			if i%7 == 0 {
				runtime.Gosched()
			}
			return i
		})
		added++
	}
	work.stop()
	if err != full || len(got) != 500 || added > 500+2*runtime.GOMAXPROCS(0)+1 || int(most.Load()) > 2*runtime.GOMAXPROCS(0) {
		t.Errorf("%v after %d of %d, at most %d ahead", err, len(got), added, most.Load())
	}
	for i, n := range got {
		if n != i {
			t.Fatalf("%d stands in place of %d", n, i)
		}
	}
	for range 3 {
		if err := work.add(func() int { return 500 }); err != nil {
			t.Fatal(err)
		}
	}
	if err := work.finish(); err != full || len(work.queue) != 0 {
		t.Errorf("%v, %d left", err, len(work.queue))
	}
}
