package site

// Months returns the plan of the history: the months in which an incident
// began, from the newest. Incidents without a time are in the last one, whose
// Year is 0.
func (s *Service) Months() []Month {
	loc := s.location()
	var months []Month
	for _, inc := range s.newestFirst() {
		m := Month{}
		if at := beginning(inc); !at.IsZero() {
			m.Year, m.Month = at.In(loc).Year(), at.In(loc).Month()
		}
		if n := len(months); n == 0 || months[n-1].Year != m.Year || months[n-1].Month != m.Month {
			months = append(months, m)
		}
		last := &months[len(months)-1]
		last.Incidents = append(last.Incidents, inc)
	}
	return months
}
