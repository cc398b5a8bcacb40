//go:build !unix

// Package cpu measures the CPU time of the process.
package cpu

import "time"

var started = time.Now()

// Time returns the time since the process started.
func Time() time.Duration { return time.Since(started) }
