// Package words holds every word that a report prints or that a reader
// recognises, as data, by language: labels, months, headings, column names, and
// the phrases that give away a time, a status or a promise in prose. It imports
// nothing but the standard library, so every package may read it.
//
// A language is a value of type [Language], filled by one literal in a file of
// its own (english.go), and a line in the list of languages.go. Each field of a
// Language is a part with one job and the methods for it. Writers need the
// parts of the first half of the struct; a language without the second half can
// be written, and what was written can be read back, but its prose is not
// understood.
//
// The forms of a report are those of Statuspage: "Posted Jan 27, 2022 - 11:10
// CET", "This incident affected: API and Web (Search, Login)." They are a wire
// format, not prose of the language, and differ from the patterns of CLDR.
package words

// Language holds the words of one language. It does not change, so one value
// serves many goroutines.
type Language struct {
	Lang string // BCP 47 tag, such as "en"

	// What reports print, and readers of reports read back.
	Words      [numWords]string // see [Language.Word]
	Terms      Terms
	Separators Separators
	Dates      Dates

	// What readers look for in pages that other tools and people wrote.
	Headings   Headings
	Columns    Columns
	Evidence   Evidence
	Milestones Milestones
	Updates    Updates

	// What readers of prose look for.
	Times  Times
	Claims Claims

	Lint Lint

	openings [256][]opening         // of lines of structure, by their first byte
	forges   func(line []byte) bool // see [Language.Forges]
}

// Phrases are the phrases by which a reader recognises something, in lower
// case.
type Phrases[T any] struct {
	Word    T
	Phrases []string
}
