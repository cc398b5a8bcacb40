package report

// An Order is the order in which the rows of a timeline are resolved: from the
// first to the last, or from the last to the first if the newest row is on top.
type Order struct {
	n       int
	reverse bool
}

// OrderOf returns the order of rows. The newest is on top if there are at least
// three times of day without dates, and each of them is earlier than the one
// above it, perhaps on the day before: "00:40", "00:05", "23:30".
func OrderOf(rows []Row) Order {
	o := Order{n: len(rows)}
	var above *Row
	zones, steps := 0, 0
	for i := range rows {
		r := &rows[i]
		if r.Read.IsZero() {
			continue
		}
		w := &r.Read.From
		if r.given || !w.HasTime || !w.Date.IsZero() || w.HasWeekday || r.Read.Days != 0 {
			return o
		}
		if w.Zone != "" {
			zones++
		}
		if above != nil {
			steps++
			earlier := (seconds(above.Read.From.Time) - seconds(w.Time) + 24*3600) % (24 * 3600)
			if earlier >= 12*3600 || above.Read.From.Twelve != w.Twelve {
				return o
			}
		}
		above = r
	}
	o.reverse = steps >= 2 && (zones == 0 || zones == steps+1)
	return o
}

// Index returns the index of the row that is resolved after k others.
func (o Order) Index(k int) int {
	if o.reverse {
		return o.n - 1 - k
	}
	return k
}
