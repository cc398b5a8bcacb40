package words

// Updates holds the words that indicate the kind of an update on a page without
// labels. Phrases are in lower case.
type Updates struct {
	SplitTitles []string          // first halves of a second line of a page that copies split in two
	Statuses    []Phrases[string] // phrases that imply a status, the most reliable first
	Doubts      []string          // words before such a phrase in its clause that invalidate it
	Hopes       []string          // words before a phrase for the end that invalidate it
	Postmortem  []string          // phrases that announce or name the postmortem
	Next        string            // phrase before the time of the next update
	Around      []string          // phrases in the lines around a report: links, notices, credits
	Permalinks  []string          // texts of permalinks at the end of a line in copies of pages, as written
}
