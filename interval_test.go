package incident_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

// minute returns the instant n minutes into the day of these tests.
func minute(n int) time.Time { return time.Date(2024, time.March, 5, 0, n, 0, 0, time.UTC) }

// minutes returns intervals given by pairs of minutes.
func minutes(pairs ...int) incident.Intervals {
	var list incident.Intervals
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, incident.Interval{Start: minute(pairs[i]), End: minute(pairs[i+1])})
	}
	return list
}

func TestUnion(t *testing.T) {
	for _, c := range []struct {
		name         string
		in, out, gap incident.Intervals
		total        int // in minutes
	}{
		{"none", nil, nil, nil, 0},
		{"one", minutes(5, 10), minutes(5, 10), nil, 5},
		{"empty and backwards", minutes(5, 5, 9, 7), nil, nil, 0},
		{"touching", minutes(5, 10, 10, 12), minutes(5, 12), nil, 7},
		{"apart", minutes(20, 30, 5, 10), minutes(5, 10, 20, 30), minutes(10, 20), 15},
		{"inside", minutes(5, 30, 10, 12, 5, 6), minutes(5, 30), nil, 25},
		{"overlapping", minutes(5, 12, 10, 20, 30, 31), minutes(5, 20, 30, 31), minutes(20, 30), 16},
		{"empty one between", minutes(5, 6, 7, 7, 8, 9), minutes(5, 6, 8, 9), minutes(6, 8), 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.in)
			if got := c.in.Union(); !slices.Equal(got, c.out) || (got == nil) != (c.out == nil) {
				t.Errorf("Union: %v, want %v", got, c.out)
			}
			if got := c.in.Gaps(); !slices.Equal(got, c.gap) {
				t.Errorf("Gaps: %v, want %v", got, c.gap)
			}
			if got := c.in.Total(); got != time.Duration(c.total)*time.Minute {
				t.Errorf("Total: %v, want %d minutes", got, c.total)
			}
			if !slices.Equal(before, c.in) {
				t.Errorf("the list has become %v", c.in)
			}
		})
	}
}

func TestIntervalDuration(t *testing.T) {
	for _, c := range []struct{ start, end, want int }{{5, 12, 7}, {5, 5, 0}, {5, 4, 0}} {
		iv := minutes(c.start, c.end)[0]
		if got := iv.Duration(); got != time.Duration(c.want)*time.Minute || iv.Empty() != (c.want == 0) {
			t.Errorf("%v: %v, empty %v", iv, got, iv.Empty())
		}
	}
	if !(incident.Interval{}).Empty() {
		t.Error("the zero value is not empty")
	}
}

func TestTotalOfCenturies(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, time.January, 1, 0, 0, 0, 0, time.UTC) }
	list := incident.Intervals{{Start: year(1), End: year(280)}, {Start: year(300), End: year(580)}}
	if got := list.Total(); got != math.MaxInt64 {
		t.Errorf("two intervals that together pass 292 years: %v", got)
	}
}

// FuzzUnion compares Union with an oracle that examines every minute.
func FuzzUnion(f *testing.F) {
	f.Add([]byte{5, 10, 10, 12, 20, 30, 25, 40, 50, 50, 61, 60})
	f.Add([]byte{0, 255, 255, 0, 3, 4})
	f.Fuzz(func(t *testing.T, data []byte) {
		var pairs []int
		var in [256]bool
		for i := 0; i+1 < len(data); i += 2 {
			pairs = append(pairs, int(data[i]), int(data[i+1]))
			for n := int(data[i]); n < int(data[i+1]); n++ {
				in[n] = true
			}
		}
		list := minutes(pairs...)
		var want, gaps incident.Intervals
		total := 0
		for n := 0; n < len(in); n++ {
			if !in[n] {
				continue
			}
			end := n
			for end < len(in) && in[end] {
				end++
			}
			if k := len(want); k > 0 {
				gaps = append(gaps, incident.Interval{Start: want[k-1].End, End: minute(n)})
			}
			want = append(want, minutes(n, end)...)
			total += end - n
			n = end
		}
		if got := list.Union(); !slices.Equal(got, want) {
			t.Errorf("Union of %v: %v, want %v", pairs, got, want)
		}
		if got := list.Gaps(); !slices.Equal(got, gaps) {
			t.Errorf("Gaps of %v: %v, want %v", pairs, got, gaps)
		}
		if got := list.Total(); got != time.Duration(total)*time.Minute {
			t.Errorf("Total of %v: %v, want %d minutes", pairs, got, total)
		}
		slices.Reverse(list)
		if got := list.Union(); !slices.Equal(got, want) {
			t.Errorf("Union of %v backwards: %v, want %v", pairs, got, want)
		}
		if got := list.Union().Union(); !slices.Equal(got, want) {
			t.Errorf("Union of the union of %v: %v, want %v", pairs, got, want)
		}
	})
}

func TestQuantile(t *testing.T) {
	list := []time.Duration{40, 10, 30, 20}
	for _, c := range []struct {
		list []time.Duration
		q    float64
		want time.Duration
		ok   bool
	}{
		{nil, 0.5, 0, false},
		{list, -0.1, 0, false},
		{list, 1.1, 0, false},
		{list, math.NaN(), 0, false},
		{list, 0, 10, true},
		{list, 0.5, 25, true},
		{list, 0.25, 17, true}, // 17.5
		{list, 0.9, 37, true},
		{list, 1, 40, true},
		{list[:1], 0.9, 40, true},
		{[]time.Duration{0, 0}, 0.5, 0, true},
		{[]time.Duration{math.MinInt64, math.MaxInt64}, 0.5, 0, true},
		{[]time.Duration{math.MinInt64, math.MaxInt64}, 1, math.MaxInt64, true},
	} {
		if got, ok := incident.Quantile(c.list, c.q); got != c.want || ok != c.ok {
			t.Errorf("Quantile(%v, %v) = %d, %v, want %d, %v", c.list, c.q, got, ok, c.want, c.ok)
		}
	}
	if !slices.Equal(list, []time.Duration{40, 10, 30, 20}) {
		t.Errorf("the list has become %v", list)
	}
}

func TestFormatDuration(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0 s"},
		{1, "<1 s"},
		{time.Second - 1, "<1 s"},
		{-time.Millisecond, "-<1 s"},
		{time.Second, "1 s"},
		{1499 * time.Millisecond, "1 s"},
		{1500 * time.Millisecond, "2 s"},
		{45 * time.Second, "45 s"},
		{59*time.Second + 499*time.Millisecond, "59 s"},
		{59*time.Second + 500*time.Millisecond, "1 min"},
		{12 * time.Minute, "12 min"},
		{5*time.Minute + 30*time.Second, "5 min 30 s"},
		{-5 * time.Minute, "-5 min"},
		{time.Hour - time.Second, "59 min 59 s"},
		{time.Hour - time.Millisecond, "1 h"},
		{time.Hour + 29*time.Second, "1 h"},
		{time.Hour + 30*time.Second, "1 h 1 min"},
		{65 * time.Minute, "1 h 5 min"},
		{23*time.Hour + 40*time.Minute, "23 h 40 min"},
		{day - 30*time.Second, "1 d"},
		{day + 29*time.Minute, "1 d"},
		{31*time.Hour + 13*time.Minute, "1 d 7 h"},
		{47*time.Hour + 30*time.Minute, "2 d"},
		{51 * time.Hour, "2 d 3 h"},
		{400 * day, "400 d"},
		{math.MaxInt64, "106752 d"}, // 106,751 days, 23 hours and 47 minutes
		{math.MinInt64, "-106752 d"},
	} {
		if got := incident.FormatDuration(c.d); got != c.want {
			t.Errorf("FormatDuration(%v) = %q, want %q", c.d, got, c.want)
		}
	}
}

// FuzzFormatDuration reads the formatted duration back. It must be canonical,
// and as close as the smaller unit allows.
func FuzzFormatDuration(f *testing.F) {
	f.Add(int64(time.Hour-1), int64(3))
	f.Add(int64(51*time.Hour), int64(1))
	f.Fuzz(func(t *testing.T, n, scale int64) {
		// Most int64 values are years; scale brings them down to
		// minutes.
		d := time.Duration(n / max(1, scale))
		if d == math.MinInt64 {
			return
		}
		got := incident.FormatDuration(d)
		if neg := incident.FormatDuration(-d); d > 0 && neg != "-"+got {
			t.Errorf("%v is %q, and with a minus %q", d, got, neg)
		}
		d = max(d, -d)
		if d < time.Second {
			return
		}
		units := map[string]time.Duration{"d": 24 * time.Hour, "h": time.Hour, "min": time.Minute, "s": time.Second}
		finer := map[string]time.Duration{"d": time.Hour, "h": time.Minute, "min": time.Second, "s": time.Second}
		limit := map[string]int64{"d": math.MaxInt64, "h": 24, "min": 60, "s": 60}
		words := strings.Fields(strings.TrimPrefix(got, "-"))
		var back uint64
		for i := 0; i+1 < len(words); i += 2 {
			k, err := strconv.ParseInt(words[i], 10, 64)
			if err != nil || k <= 0 || k >= limit[words[i+1]] || i > 0 && units[words[i+1]] != finer[words[1]] {
				t.Fatalf("%d is %q", d, got)
			}
			back += uint64(k) * uint64(units[words[i+1]])
		}
		step := finer[words[1]]
		// A value that was carried to the next unit was rounded to the
		// unit before.
		if off := int64(back - uint64(d)); max(off, -off) > int64(step/2) {
			t.Errorf("%d is %q, off by %d", d, got, off)
		}
	})
}

func ExampleInterval() {
	iv := incident.Interval{Start: at(9, 0), End: at(9, 50)}
	fmt.Println(iv.Duration(), iv.Empty())
	// Output: 50m0s false
}

func ExampleIntervals() {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	down := incident.Intervals{
		{Start: at(9, 5), End: at(9, 40)},   // checkout
		{Start: at(9, 30), End: at(9, 50)},  // search
		{Start: at(11, 0), End: at(11, 10)}, // checkout again
	}
	for _, iv := range down.Union() {
		fmt.Println(iv.Start.Format("15:04"), iv.End.Format("15:04"), iv.Duration())
	}
	fmt.Println(down.Total(), down.Gaps().Total())
	// Output:
	// 09:05 09:50 45m0s
	// 11:00 11:10 10m0s
	// 55m0s 1h10m0s
}

func ExampleFormatDuration() {
	for _, d := range []time.Duration{45 * time.Second, 65 * time.Minute, 51 * time.Hour} {
		fmt.Println(incident.FormatDuration(d))
	}
	// Output:
	// 45 s
	// 1 h 5 min
	// 2 d 3 h
}

func ExampleQuantile() {
	resolved := []time.Duration{26 * time.Minute, 65 * time.Minute, 9 * time.Hour}
	median, _ := incident.Quantile(resolved, 0.5)
	fmt.Println(incident.FormatDuration(median), "n =", len(resolved))
	// Output: 1 h 5 min n = 3
}
