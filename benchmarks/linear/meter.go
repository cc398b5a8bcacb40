package main

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/benchmarks/cpu"
)

// Smaller values are ignored, because they are mostly noise, or costs that do
// not depend on the size.
const (
	leastTime  = 4 * time.Millisecond
	leastAlloc = 1024 // bytes for each byte of the input
	leastOut   = 8
)

// A meter measures operations at growing sizes.
type meter struct {
	from, to int
	budget   time.Duration
	bound    float64
}

// A row is the growth of one operation on one shape.
type row struct {
	op, shape string
	few, many sample
}

// A sample is the cost of one run.
type sample struct {
	bytes   int // size of the input
	time    time.Duration
	alloc   int
	result  any // the result
	counted int // size of the result; 0 if not counted yet
}

func (m meter) measure(op operation, s shape) row {
	r := row{op: op.name, shape: s.name}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30))
	var inputs []input
	var samples []sample
	for n := m.from; n <= m.to; n *= 4 {
		in := s.make(n)
		inputs, samples = append(inputs, in), append(samples, op.run(in))
		if len(inputs) > 1 && samples[len(samples)-1].time > m.budget {
			break
		}
	}
	many := len(inputs) - 1
	few := max(0, many-2)
	r.few, r.many = samples[few], samples[many]
	for i := 0; i < 16 && r.above(m.bound); i++ {
		runtime.GC()
		r.few.time = min(r.few.time, op.run(inputs[few]).time)
		runtime.GC()
		r.many.time = min(r.many.time, op.run(inputs[many]).time)
	}
	return r
}

// above reports whether any cost grows with an exponent above the bound.
func (r *row) above(bound float64) bool { return max(r.time(), r.alloc(), r.out()) > bound }

// The exponents. They are 0 if there are too few values.

func (r *row) time() float64 {
	return r.exponent(float64(r.few.time), float64(r.many.time), float64(leastTime))
}
func (r *row) alloc() float64 {
	return r.exponent(float64(r.few.alloc), float64(r.many.alloc), leastAlloc*float64(r.many.bytes))
}
func (r *row) out() float64 {
	return r.exponent(float64(r.few.out()), float64(r.many.out()), leastOut*float64(r.many.bytes))
}

func (r *row) exponent(few, many, least float64) float64 {
	if many < least || r.many.bytes < 2*r.few.bytes {
		return 0
	}
	return math.Log(many/max(few, 1)) / math.Log(float64(r.many.bytes)/float64(r.few.bytes))
}

// run runs an operation once.
func (op operation) run(in input) sample {
	work := op.prepare(in)
	if work == nil {
		return sample{bytes: in.size()}
	}
	var before, after runtime.MemStats
	if runtime.ReadMemStats(&before); before.HeapAlloc > 128<<20 {
		runtime.GC()
		runtime.ReadMemStats(&before)
	}
	begin := cpu.Time()
	result := work()
	took := cpu.Time() - begin
	runtime.ReadMemStats(&after)
	if external, ok := result.(process); ok {
		took = external.time
	}
	return sample{bytes: in.size(), time: took, alloc: int(after.TotalAlloc - before.TotalAlloc), result: result}
}

// out returns the size of the result in bytes.
func (s *sample) out() int {
	if s.counted == 0 {
		s.counted = sizeOf(s.result)
	}
	return s.counted
}

// sizeOf returns the size of a result in bytes. The size of a value of the
// model is the size of its JSON.
func sizeOf(out any) int {
	switch out := out.(type) {
	case nil:
		return 0
	case int:
		return out
	case []byte:
		return len(out)
	case string:
		return len(out)
	case error:
		return len(out.Error())
	case process:
		return out.out
	}
	data, err := json.Marshal(out)
	if err != nil {
		return 0
	}
	return len(data)
}

func (in input) size() int {
	if in.inc == nil {
		return len(in.text)
	}
	return sizeOf((*incident.Incident)(in.inc))
}

// A line is a line of the table.
type line struct {
	text    string
	perByte float64 // in nanoseconds
	above   bool
}

func (r *row) line(bound float64) line {
	cell := func(e float64) string {
		if e == 0 {
			return "-"
		}
		return fmt.Sprintf("%.2f", e)
	}
	perByte := float64(r.many.time.Nanoseconds()) / float64(r.many.bytes)
	text := fmt.Sprintf("%-34s %-38s %9d %9.1f %8.0f %6s %6s %6s %8.1f", r.op, r.shape, r.many.bytes, float64(r.many.time.Microseconds())/1000,
		perByte, cell(r.time()), cell(r.alloc()), cell(r.out()), float64(r.many.out())/float64(r.many.bytes))
	return line{text, perByte, r.above(bound)}
}
