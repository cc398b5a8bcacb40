package incidenttest

import (
	"sync"
	"time"
)

// Clock is a clock that moves only when a test moves it. Automation that takes
// a func() time.Time is given its method Now:
//
//	clock := incidenttest.NewClock(time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC))
//	bot := Bot{Now: clock.Now}
//
// The zero value returns the zero time, which the model takes for "none", until
// Set is called. A Clock may be used by several goroutines and must not be
// copied.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that is set to t.
func NewClock(t time.Time) *Clock { return &Clock{now: t} }

// Now returns the time of the clock. Two calls return the same instant unless
// the clock was moved between them.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock forward by d, or back if d is negative.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Set sets the clock to t, which may be earlier.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}
