package main

import (
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/incidentkit/incident/benchmarks/cpu"
)

// An effort sets the precision of the measurement.
type effort struct {
	rounds  int
	batch   time.Duration // for how long a run is repeated in a round
	updates int           // number of updates of the incident with many
	sizes   []int         // of the incidents that grow
	limit   time.Duration // a size is skipped if a tenth of it took a tenth of this
}

// A timing is the cost of one run.
type timing struct {
	rounds []time.Duration
	allocs float64
}

// A run that takes at least this long is measured once.
const long = 500 * time.Millisecond

func (t timing) median() time.Duration { return median(t.rounds) }

// over returns the median, over the rounds, of the time of t divided by the
// time of other.
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

// measure measures runs in turns, so that a change in the speed of the machine
// affects all of them. Each round begins with another run. Garbage is collected
// before each batch, so that no batch pays for another one. A run is repeated
// until its batch takes long enough to be measured; a run that takes long by
// itself is measured in a single round.
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
				once() // refills caches and pools
			}
			timings[i].rounds = append(timings[i].rounds, elapsed(once, counts[i]))
		}
	}
	return timings, nil
}

// elapsed returns the CPU time of one of n calls.
func elapsed(f func(), n int) time.Duration {
	start := cpu.Time()
	for range n {
		f()
	}
	return max((cpu.Time()-start)/time.Duration(n), 1)
}
