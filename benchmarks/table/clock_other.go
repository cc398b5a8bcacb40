//go:build !unix

package main

import "time"

var started = time.Now()

// clock returns the time since the process started.
func clock() time.Duration { return time.Since(started) }
