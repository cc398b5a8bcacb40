package words

// Updates holds the words that give away what an update is on a page that does
// not say it by its labels. Phrases are in lower case.
type Updates struct {
	SplitTitles []string          // first lines of a second line of the page that copies break in two
	Statuses    []Phrases[string] // phrases that give away the status, surest first
	Doubts      []string          // words before such a phrase in its clause that make it none
	Hopes       []string          // words that do so with a phrase of the end
	Postmortem  []string          // phrases that announce or name the postmortem
	Next        string            // phrase before the time of the next update
	Around      []string          // phrases of the lines that pages have around a report: links, notices, credits
	Permalinks  []string          // what copies of pages have at the end of a line for its link, as it is written
}
