package report

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// columns are the indexes of the columns of a table of rows.
type columns struct {
	date int // column of dates next to the times; -1 if there is none
	day  int // column of weekdays, or of the numbers of days, next to the times; -1 if there is none
	time int // -1 if the table is not one of rows
	text int
	by   int   // column of actors; -1 if there is none
	zone int   // column of the zones of times, which is also in rest; -1 if there is none
	rest []int // other columns, in their order
	year int   // year in a heading, as in "Date (2024)"; 0 if there is none
}

// timeColumns determines the columns of a table of rows by their headings: the
// time, or a date and a time, and the text, in any order. If no heading names
// the text, it is the first column after the time.
func timeColumns(head *block.Entry, phrases *words.Language) columns {
	c := columns{date: -1, day: -1, time: -1, text: -1, by: -1, zone: -1}
	n := len(head.Cells)
	meanings := make([]words.TimelineColumn, n)
	for i := range n {
		heading := cellAt(head, i)
		meanings[i] = phrases.Columns.Timeline(heading)
		if (meanings[i] == words.NoColumn || meanings[i] == words.ZoneColumn) && isZoneHeading(heading) {
			meanings[i] = words.TimeColumn
		}
	}
	c.time = slices.Index(meanings, words.TimeColumn)
	c.date = slices.Index(meanings, words.DateColumn)
	c.text = slices.Index(meanings, words.EventColumn)
	c.day = slices.Index(meanings, words.DayColumn)
	if c.time < 0 && c.date < 0 && c.text >= 0 {
		c.time = slices.Index(meanings, words.StartColumn)
	}
	if c.time < 0 { // a column of dates by itself may contain times, too
		c.time, c.date = c.date, -1
	}
	if c.time > 0 && c.date < 0 && c.text < 0 && meanings[0] != words.DayColumn {
		c.time = -1
	}
	if c.time < 0 {
		return c
	}
	if c.date >= 0 {
		c.year = yearIn(cellAt(head, c.date))
	}
	// Without a heading for the text, the first other column after the
	// time, or else before it.
	for i := 0; i < n && c.text < 0; i++ {
		if i > c.time && i != c.date && (meanings[i] == words.NoColumn || meanings[i] == words.ZoneColumn) {
			c.text = i
		}
	}
	for i := 0; i < n && c.text < 0; i++ {
		if i != c.time && i != c.date {
			c.text = i
		}
	}
	for i, m := range meanings {
		switch {
		case i == c.time || i == c.date || i == c.text || m == words.DayColumn:
		case m == words.ActorColumn && c.by < 0:
			c.by = i
		default:
			c.rest = append(c.rest, i)
			if m == words.ZoneColumn {
				c.zone = i
			}
		}
	}
	return c
}

// statedColumns returns the columns of a table that an annotation announces:
// the time, the text, then the others, which may include the actors.
func statedColumns(head *block.Entry, phrases *words.Language) columns {
	c := columns{date: -1, day: -1, time: 0, text: 1, by: -1, zone: -1}
	for i := 2; i < len(head.Cells); i++ {
		if c.by < 0 && phrases.Columns.Timeline(cellAt(head, i)) == words.ActorColumn {
			c.by = i
		} else {
			c.rest = append(c.rest, i)
		}
	}
	return c
}

// keepActors makes the column of actors one of the others if it is empty in all
// rows.
func (c *columns) keepActors(rows []block.Entry) {
	if c.by < 0 || slices.ContainsFunc(rows, func(e block.Entry) bool { return cellAt(&e, c.by) != "" }) {
		return
	}
	i, _ := slices.BinarySearch(c.rest, c.by)
	c.rest, c.by = slices.Insert(c.rest, i, c.by), -1
}

// HasUsualOrder reports whether the columns of a table of rows are in the order
// of writers: time, text, then the others. The column of actors must be the one
// at by, if that is not 0, and no column may be read as the zone of the times.
func HasUsualOrder(rows []block.Entry, by int, phrases *words.Language) bool {
	c := timeColumns(&rows[0], phrases)
	c.keepActors(rows[1:])
	return c.time == 0 && c.date < 0 && c.zone < 0 && c.text == 1 && (by == 0 || c.by == by)
}

// isZoneHeading reports whether a heading consists of the name of a zone.
func isZoneHeading(heading string) bool { return heading != "" && zoneIn(heading) == heading }

// yearIn returns the year in a heading, or 0.
func yearIn(heading string) int {
	for i := 0; i+4 <= len(heading); i++ {
		if y := heading[i : i+4]; (y[:2] == "19" || y[:2] == "20") && strings.Trim(y, "0123456789") == "" {
			return int(y[0]-'0')*1000 + int(y[1]-'0')*100 + int(y[2]-'0')*10 + int(y[3]-'0')
		}
	}
	return 0
}

// timeOf returns the written time of a row: the date of its column, or that of
// the row above if the cell is empty, the time, and the zone of its column if
// the time has none.
func (c *columns) timeOf(e *block.Entry, above civil.Written) string {
	time := cellAt(e, c.time)
	if c.zone >= 0 && e.Items == nil && time != "" && zoneIn(time) == "" && isZoneHeading(cellAt(e, c.zone)) {
		time += " " + cellAt(e, c.zone)
	}
	if c.date < 0 && c.day >= 0 && time != "" {
		time = dated(time, cellAt(e, c.day))
	}
	if c.date < 0 {
		return time
	}
	date := cellAt(e, c.date)
	if date == "" && !above.Date.IsZero() {
		date = above.Date.String()
	}
	return strings.TrimSpace(date + " " + time)
}

// dated returns a time with the day of its row, which is a weekday or the
// number of a day, before it. Other cells are not days.
func dated(time, day string) string {
	if strings.Trim(day, "0123456789") == "" {
		day = words.English().Times.DayNumber + day
	}
	if _, ok := row.ReadAll(day + " " + time); ok {
		return day + " " + time
	}
	return time
}

// width returns the number of columns with a heading.
func (c *columns) width() int {
	n := max(c.date, c.time, c.text, c.by)
	for _, i := range c.rest {
		n = max(n, i)
	}
	return n + 1
}
