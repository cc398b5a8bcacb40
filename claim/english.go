package claim

import "github.com/incidentkit/incident/internal/words"

// Bodies are read as English, whatever the language of the page.
var (
	english = &words.English().Claims
	lengths = &english.Lengths
	numbers = &english.Numbers
	days    = &english.Days
	dues    = &english.Dues
	pledges = &english.Pledges
	denials = &english.Denials
)

// letterSet holds the first letters of phrases, which rule out most words.
type letterSet [256]bool

func firstLetters(lists ...[]string) (set letterSet) {
	for _, list := range lists {
		for _, phrase := range list {
			set[phrase[0]], set[phrase[0]&^0x20] = true, true
		}
	}
	return set
}

// The first letters of the phrases that open a promise, and of those that name
// a day.
var (
	pledgeLetters = firstLetters(pledges.ReportBack, pledges.FollowUp, pledges.CheckBack, pledges.StayTuned, pledges.KeepUpdated)
	dayLetters    = func() letterSet {
		list := append([]string{days.Next, days.Last}, days.Coming...)
		for _, w := range days.Words {
			list = append(list, w.Phrase)
		}
		return firstLetters(list)
	}()
)
