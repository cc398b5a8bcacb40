//go:build !unix

// Package cpu tells how much CPU time the process has taken.
package cpu

import "time"

var started = time.Now()

// Time returns the time since the process started.
func Time() time.Duration { return time.Since(started) }
