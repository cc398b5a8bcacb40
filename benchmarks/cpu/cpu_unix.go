//go:build unix

// Package cpu measures the CPU time of the process.
package cpu

import (
	"syscall"
	"time"
)

// Time returns the CPU time that the process has used on all its threads. Other
// processes on the same CPUs do not affect it.
func Time() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // cannot fail for RUSAGE_SELF and a valid address
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
