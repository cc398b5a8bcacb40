package incidenttest_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/incidentkit/incident/incidenttest"
)

func ExampleClock() {
	clock := incidenttest.NewClock(time.Date(2024, 3, 5, 9, 17, 0, 0, time.UTC))
	now := clock.Now // passed to automation as its func() time.Time
	clock.Advance(30 * time.Minute)
	fmt.Println(now().Format(time.Kitchen))
	clock.Set(time.Date(2024, 3, 6, 8, 0, 0, 0, time.UTC))
	fmt.Println(now().Format(time.Kitchen))
	// Output:
	// 9:47AM
	// 8:00AM
}

func TestZeroClock(t *testing.T) {
	var clock incidenttest.Clock
	if !clock.Now().IsZero() {
		t.Errorf("it reads %s", clock.Now())
	}
	clock.Advance(-time.Second)
	if want := (time.Time{}).Add(-time.Second); !clock.Now().Equal(want) {
		t.Errorf("it reads %s, want %s", clock.Now(), want)
	}
}

func TestClockServesGoroutines(t *testing.T) {
	clock := incidenttest.NewClock(time.Unix(0, 0))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				clock.Advance(time.Second)
				_ = clock.Now()
			}
		})
	}
	wg.Wait()
	if got := clock.Now().Unix(); got != 800 {
		t.Errorf("it reads %d s, want 800 s", got)
	}
}
