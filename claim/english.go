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
