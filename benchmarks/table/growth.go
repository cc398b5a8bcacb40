package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"math"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/benchmarks"
	"github.com/incidentkit/incident/benchmarks/cpu"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// A line is the growth of the time of a piece of work with the number of a
// part.
type line struct {
	work, format string
	part         benchmarks.Part
	timings      []timing // for the sizes that were measured
}

// exponent returns the exponent of the power law that fits the times best: 1
// means proportional to the size, 2 quadratic. It is the slope of the
// least-squares line through the logarithms.
func (l line) exponent(sizes []int) float64 {
	var sx, sy, sxx, sxy float64
	n := float64(len(l.timings))
	for i, t := range l.timings {
		x, y := math.Log(float64(sizes[i])), math.Log(t.median().Seconds())
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

// A format is one of our writers together with its reader.
type format struct {
	name  string
	write func(dst []byte, inc *incident.Incident) []byte
	read  func(zone *time.Location, page []byte) (*parse.Document, error)
}

var formats = []format{
	{"HTML", render.HTML{}.Append, func(zone *time.Location, page []byte) (*parse.Document, error) {
		return parse.HTML{Zone: zone, MaxBytes: len(page)}.Parse("page", page)
	}},
	{"text", render.Text{}.Append, func(zone *time.Location, page []byte) (*parse.Document, error) {
		return parse.Text{Zone: zone, MaxBytes: len(page)}.Parse("page", page)
	}},
	{"Markdown", render.Markdown{}.Append, func(zone *time.Location, page []byte) (*parse.Document, error) {
		return parse.Markdown{Zone: zone}.Parse("page", page)
	}},
}

// grow measures how writing and reading grow with each part.
func grow(e effort) ([]line, error) {
	e.rounds = min(e.rounds, 3)
	var lines []line
	for _, f := range formats {
		for _, part := range benchmarks.Parts() {
			log.Printf("%s, %ss", f.name, part)
			writing, reading, err := f.grow(part, e)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", f.name, part, err)
			}
			lines = append(lines, writing, reading)
		}
	}
	return lines, nil
}

// grow measures one format and one part. It leaves out sizes that exceed a
// limit of the reader, and those that would take too long.
func (f format) grow(part benchmarks.Part, e effort) (writing, reading line, err error) {
	writing, reading = line{work: "writing", format: f.name, part: part}, line{work: "reading", format: f.name, part: part}
	var writers, readers []func() error
	for i, n := range e.sizes {
		inc := benchmarks.Grow(part, n)
		zone, err := inc.Page.Location()
		if err != nil {
			return writing, reading, err
		}
		var buf []byte
		write := func() error { buf = f.write(buf[:0], inc); return nil }
		writers = append(writers, write)
		start := cpu.Time()
		write()
		took := cpu.Time() - start
		page := bytes.Clone(buf)
		if len(readers) == i {
			start = cpu.Time()
			doc, err := f.read(zone, page)
			var limit *incident.LimitError
			switch {
			case errors.As(err, &limit):
			case err != nil:
				return writing, reading, err
			case !bytes.Equal(f.write(nil, doc.Incidents[0]), page):
				return writing, reading, fmt.Errorf("%d: what is read is not what was written", n)
			case cpu.Time()-start < e.limit/10:
				readers = append(readers, func() error { _, err := f.read(zone, page); return err })
			}
		}
		if took > e.limit/10 {
			break
		}
	}
	if writing.timings, err = measure(writers, e); err == nil {
		reading.timings, err = measure(readers, e)
	}
	return writing, reading, err
}
