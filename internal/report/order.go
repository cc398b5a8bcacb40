package report

// An Order is the order in which the rows of a timeline are resolved: from the
// first to the last, or from the last to the first if the newest row is on top.
type Order struct {
	n       int
	reverse bool
}

// OrderOf returns the order of rows. The newest is on top if the times of day
// have no dates, and each of them is the same as the one above it or, for at
// least two, up to six hours earlier, perhaps on the day before: "00:40",
// "00:05", "23:30".
func OrderOf(rows []Row) Order {
	o := Order{n: len(rows)}
	var above *Row
	times, zones, steps := 0, 0, 0
	for i := range rows {
		r := &rows[i]
		if r.Read.IsZero() {
			continue
		}
		w := &r.Read.From
		if r.given || !w.HasTime || !w.Date.IsZero() || w.HasWeekday || r.Read.Days != 0 {
			return o
		}
		times++
		if w.Zone != "" {
			zones++
		}
		if above != nil {
			earlier := (seconds(above.Read.From.Time) - seconds(w.Time) + 24*3600) % (24 * 3600)
			if earlier > 6*3600 || above.Read.From.Twelve != w.Twelve {
				return o
			}
			if earlier > 0 {
				steps++
			}
		}
		above = r
	}
	o.reverse = steps >= 2 && (zones == 0 || zones == times)
	return o
}

// Index returns the index of the row that is resolved after k others.
func (o Order) Index(k int) int {
	if o.reverse {
		return o.n - 1 - k
	}
	return k
}
