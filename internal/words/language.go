// Package words contains every word that a report prints or that a reader
// recognises, as data, by language: labels, months, headings, column names, and
// the phrases that indicate a time, a status or a promise in prose. It imports
// only the standard library, so every package may use it.
//
// A language is a value of type [Language], defined by one literal in its own
// file (english.go) and a line in the list in languages.go. Each field of a
// Language is a part with one task and the methods for it. Writers need the
// parts in the first half of the struct. A language without the second half can
// be written, and its reports can be read back, but prose in it is not
// understood.
//
// The forms of a report are those of Statuspage: "Posted Jan 27, 2022 - 11:10
// CET", "This incident affected: API and Web (Search, Login)." They are a wire
// format rather than prose, and differ from the patterns of CLDR.
package words

// Language holds the words of one language. It does not change, so several
// goroutines may use one value.
type Language struct {
	Lang string // BCP 47 tag, such as "en"

	// Texts that reports print and that readers of reports read back.
	Words      [numWords]string // see [Language.Word]
	Terms      Terms
	Separators Separators
	Dates      Dates

	// Texts that readers look for in pages of other tools and people.
	Headings   Headings
	Columns    Columns
	Evidence   Evidence
	Milestones Milestones
	Updates    Updates

	// Texts that readers look for in prose.
	Times  Times
	Claims Claims

	Lint Lint

	openings [256][]opening         // beginnings of lines of structure, by their first byte
	forges   func(line []byte) bool // see [Language.Forges]
}

// Phrases are the phrases by which a reader recognises a word of type T, in
// lower case.
type Phrases[T any] struct {
	Word    T
	Phrases []string
}
