package incidenttest

import (
	"sync"
	"time"
)

// Clock is a clock that stands still until a test moves it. Its method Now is
// what automation takes as its func() time.Time:
//
//	clock := incidenttest.NewClock(time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC))
//	bot := Bot{Now: clock.Now}
//
// The zero value reads the zero time, which the model takes for "none", until
// Set is called. A Clock may be used by several goroutines and must not be
// copied.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that reads t.
func NewClock(t time.Time) *Clock { return &Clock{now: t} }

// Now returns what the clock reads. Two calls give the same instant unless the
// clock was moved between them.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on by d, or back where d is negative.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Set moves the clock to t, be it earlier or later.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}
