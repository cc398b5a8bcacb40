package main

import (
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/incidentkit/incident/benchmarks/cpu"
)

// An effort says how carefully to measure.
type effort struct {
	rounds  int
	batch   time.Duration // how long a run is repeated in a round
	updates int           // of the incident that has many
	sizes   []int         // of the incidents that grow
	limit   time.Duration // no size ten times as large follows one that took a tenth of it
}

// A timing is what one run takes.
type timing struct {
	rounds []time.Duration
	allocs float64
}

// A run that takes long is measured once: it is its own average.
const long = 500 * time.Millisecond

func (t timing) median() time.Duration { return median(t.rounds) }

// over returns the median of how many times the time of other t takes, round by
// round.
func (t timing) over(other timing) float64 {
	ratios := make([]float64, min(len(t.rounds), len(other.rounds)))
	for i := range ratios {
		ratios[i] = float64(t.rounds[i]) / float64(other.rounds[i])
	}
	return median(ratios)
}

func median[T time.Duration | float64](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// measure takes the time of runs in turns, so that a change in the speed of the
// machine meets all of them. In each round another one is first. Garbage is
// collected before each batch: nobody pays for that of another one. A run is
// repeated until a batch takes long enough to be measured; one that is long by
// itself is measured in one round only.
func measure(runs []func() error, e effort) ([]timing, error) {
	timings := make([]timing, len(runs))
	counts := make([]int, len(runs))
	for i, run := range runs {
		var err error
		once := func() { err = run() }
		once()
		if err != nil {
			return nil, err
		}
		for n := 1; ; n *= 2 {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			took := elapsed(once, n)
			runtime.ReadMemStats(&after)
			counts[i], timings[i].allocs = n, math.Floor(float64(after.Mallocs-before.Mallocs)/float64(n))
			if took*time.Duration(n) >= e.batch/2 || n >= 1<<16 {
				break
			}
		}
	}
	for round := range e.rounds {
		for k := range runs {
			i := (round + k) % len(runs)
			if round > 0 && timings[i].rounds[0] > long {
				continue
			}
			once := func() { runs[i]() }
			runtime.GC()
			if counts[i] > 1 {
				once() // fills caches and pools again
			}
			timings[i].rounds = append(timings[i].rounds, elapsed(once, counts[i]))
		}
	}
	return timings, nil
}

// elapsed returns the time of one of n calls, on the clock of the process.
func elapsed(f func(), n int) time.Duration {
	start := cpu.Time()
	for range n {
		f()
	}
	return max((cpu.Time()-start)/time.Duration(n), 1)
}
