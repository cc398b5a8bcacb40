package civil

import (
	"slices"
	"strings"
)

// ReadZone reads the name of a zone at the start of s, for a text without a
// time before it: a heading, a column or a sentence ("all times are in CET").
// It returns a name for [Zone] and the number of bytes read, or 0 if s does not
// begin with a zone. It does not skip white space. It reads
//
//   - abbreviations in capitals: UTC, CEST, PST, also with points (E.T.). Those
//     that are also words (GET, EAT), and the two letters of ET or PT, are read
//     only at the end of a phrase. Misspelt ones (CSET) are read, and Unknown
//     to [Zone];
//   - two abbreviations of one zone: CET/CEST, PST/PDT, UTC/GMT;
//   - offsets with any dash (U+2010 to U+2015, U+2212): UTC-4, GMT + 2, +0200,
//     +05:45. "GMT+5.5" is read, and Unknown;
//   - IANA names, and old ones such as US/Pacific;
//   - long names, which are those of the Unicode CLDR: Pacific, US Eastern,
//     Central European Time, Japan Standard Time, UK time;
//   - cities of the IANA database, and some others, with "time" or "local": New
//     York time, Denver local. A city alone is not a zone here, but it is one
//     after a time, see [ReadTime];
//   - other capitalised words before "Time" at the end of a phrase (Gotham
//     Time), which are Unknown, because they may be a zone. Known exceptions
//     (Response Time, Local Time) are not read: "local time" does not say of
//     which place;
//   - each of them in brackets: (PST), [+0545]. An offset in brackets after a
//     name takes precedence: the zone of "IST (UTC+5:30)" is UTC+5:30.
func ReadZone(s string) (zone string, n int) { return readBracketed(s, alone) }

// readBracketed reads a zone with or without brackets around it.
func readBracketed(s string, at position) (zone string, n int) {
	end := closing(s)
	if end == 0 {
		return zoneAt(s, at)
	}
	if at == alone {
		at = aloneEnclosed
	} else {
		at = enclosed
	}
	sp := readSpaces(s[1:])
	zone, m := zoneAt(s[1+sp:], at)
	if m == 0 {
		return "", 0
	}
	m += 1 + sp
	m += readSpaces(s[m:])
	if m < len(s) && s[m] == end {
		return zone, m + 1
	}
	// In "(CET, UTC+1)" the offset takes precedence.
	for m < len(s) && (s[m] == ',' || s[m] == '/' || s[m] == '=') {
		m++
	}
	m += readSpaces(s[m:])
	if rest := indexNear(s[m:], end); rest > 0 {
		if _, ok := parseOffset(s[m : m+rest]); ok {
			return s[m : m+rest], m + rest + 1
		}
	}
	return "", 0
}

// indexNear returns the index of c within the length of a zone name at the
// start of s, or -1.
func indexNear(s string, c byte) int { return strings.IndexByte(s[:min(len(s), maxName)], c) }

// closing returns the bracket that closes the one at the start of s, or 0 if s
// does not begin with a bracket.
func closing(s string) byte {
	switch {
	case s == "":
		return 0
	case s[0] == '(':
		return ')'
	case s[0] == '[':
		return ']'
	}
	return 0
}

// readClockZone reads the zone after a time, with the spaces and brackets
// around it, and returns it without them. If iso is set, an offset with a minus
// may follow the time directly.
func readClockZone(s string, clock Time, iso bool) (zone string, n int) {
	n = readSpaces(s)
	if n == len(s) {
		return "", 0
	}
	at := spaced
	switch c := s[n]; {
	case c == ',' || c == '/':
		if zone, m := readListedZone(s); m > 0 || c == ',' {
			return zone, m
		}
		if m := readOtherClock(s[n:]); m > 0 {
			return s[n : n+m], n + m
		}
		return "", 0
	case c == '.' || c == ':':
		return "", 0
	case n == 0 && iso:
		at = attachedISO
	case n == 0:
		at = attached
	}
	zone, m := readBracketed(s[n:], at)
	if m == 0 {
		switch s[n] {
		case 'i', 'I':
			return readListedZone(s)
		case 'l', 'L':
			return readLocalZone(s)
		}
		return "", 0
	}
	if k := beforeRange(zone, clock); k < len(zone) && strings.HasSuffix(s[:n+m], zone) {
		m -= len(zone) - k
		zone = zone[:k]
	}
	return zone, n + m
}

// readLocalZone reads the zone in brackets after "local time", which does not
// name a zone itself.
func readLocalZone(s string) (zone string, n int) {
	n = readTimeWord(s)
	n += readSpaces(s[n:])
	if closing(s[n:]) == 0 {
		return "", 0
	}
	zone, m := readBracketed(s[n:], spaced)
	if m == 0 {
		return "", 0
	}
	return zone, n + m
}

// readListedZone reads a zone that is separated from its time by a comma, a
// slash or "in": 14:05, UTC; 14:05/UTC; 14:05 in UTC.
func readListedZone(s string) (zone string, n int) {
	sp := readSpaces(s)
	rest := s[sp:]
	switch {
	case rest == "":
		return "", 0
	case rest[0] == ',' || rest[0] == '/':
		n = sp + 1
		n += readSpaces(s[n:])
	case sp > 0 && hasWord(rest, phrases.InZone):
		n = sp + len(phrases.InZone)
		if sp = readSpaces(s[n:]); sp == 0 {
			return "", 0
		}
		n += sp
	default:
		return "", 0
	}
	zone, m := readClosed(s[n:])
	if m == 0 || rest[0] != ',' && rest[0] != '/' && isBareName(zone) {
		return "", 0
	}
	return zone, n + m
}

// readClosed reads a zone that does not directly follow its time. It must be in
// brackets or at the end of a phrase.
func readClosed(s string) (zone string, n int) {
	zone, n = readBracketed(s, listed)
	if n > 0 && closing(s) == 0 && !endsPhrase(s[n:]) {
		return "", 0
	}
	return zone, n
}

// isBareName reports whether a name may be that of a region, as in "10:05 in
// Central".
func isBareName(zone string) bool {
	l, n := readLongName(zone)
	return n > 0 && !l.timed
}

// position is the position of a zone. It determines how certain a word must be
// to be read as a zone.
type position uint8

const (
	attached      position = iota // directly after the digits of a time: 11:00CET
	attachedISO                   // the same after an ISO time: 11:00-05:00
	spaced                        // after a time and a space
	enclosed                      // in brackets after a time
	listed                        // after a time and a comma, a slash, or "in"
	alone                         // without a clock
	aloneEnclosed                 // without a time, in brackets
)

// zoneAt reads the zone at the start of s.
func zoneAt(s string, at position) (zone string, n int) {
	if s == "" {
		return "", 0
	}
	if _, m := readSign(s); m > 0 {
		if n = bareOffset(s, at); n > 0 {
			return s[:n], n + readNamed(s[n:])
		}
		return "", 0
	}
	// The first word may be the first part of an IANA name, UTC with an
	// offset, or an abbreviation in one of several forms.
	for n < len(s) && n <= maxName && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	if n == 0 || n > maxName {
		return "", 0
	}
	if n < len(s) && s[n] == '/' {
		if m := ianaLength(s, n, at); m > 0 {
			return s[:m], m
		}
	}
	word := s[:n]
	if n == 3 && (foldEqual(word, "UTC") || foldEqual(word, "GMT")) {
		if m := afterUTC(s[n:], at); m > 0 {
			return s[:n+m], n + m + readNamed(s[n+m:])
		}
	}
	if n == 1 && n < len(s) && s[n] == '.' {
		if m := dottedLength(s); m > 0 {
			return s[:m], m
		}
	}
	if n == 3 && n+1 < len(s) {
		if m := ruleLength(s); m > 0 {
			return s[:m], m
		}
	}
	whole := !wordAt(s, n) && (n == len(s) || s[n] != '\'' && !strings.HasPrefix(s[n:], "\u2019"))
	if whole && isKnown(word, s[n:], at) {
		return afterWord(s, n, at)
	}
	// Otherwise it may begin a long name, the name of a place, or an
	// unknown zone.
	if l, m := readLongName(s); m > 0 && (l.timed || endsPhrase(s[m:])) {
		zone, n = afterName(s, m)
		return zone, n + l.readShort(s[n:])
	}
	if s[0] >= 'a' {
		return "", 0
	}
	if m := placeLength(s, at); m > 0 {
		return afterName(s, m)
	}
	if whole && isSlip(word, s[n:], at) {
		return s[:n], n
	}
	if m := unknownLength(s, at); m > 0 {
		return s[:m], m
	}
	return "", 0
}

// afterWord reads the text that may follow an abbreviation of n bytes: the
// other one of a pair, the word "time", or an offset.
func afterWord(s string, n int, at position) (zone string, end int) {
	sp := readSpaces(s[n:])
	if n+sp == len(s) {
		return s[:n], n
	}
	switch s[n+sp] {
	case '/':
		m := n + sp + 1
		m += readSpaces(s[m:])
		k := offsetEnd(s, m)
		if _, ok := parseOffset(s[m:k]); ok {
			return s[m:k], k
		}
		if s[m:k] == strings.ToUpper(s[m:k]) && isAbbreviation(s[m:k]) {
			return afterName(s, k)
		}
	case 't', 'T':
		end := n + sp + len(phrases.Time)
		if sp > 0 && hasWord(s[n+sp:], phrases.Time) && (at >= alone || endsPhrase(s[end:])) {
			_, end = afterName(s, end)
			return s[:n], end
		}
	case '(', '[':
		return afterName(s, n)
	}
	return s[:n], n
}

// offsetEnd returns the end of the letters, digits and signs of an offset that
// begins at n.
func offsetEnd(s string, n int) int {
	most := min(len(s), n+maxName)
	for n < most && (isWord(s[n]) || s[n] == '+' || s[n] == '-' || s[n] == ':' && n+1 < len(s) && isDigit(s[n+1])) {
		n++
	}
	return n
}

// afterName reads the offset in brackets that may follow a name of n bytes. The
// offset takes precedence over the name.
func afterName(s string, n int) (zone string, end int) {
	sp := readSpaces(s[n:])
	if sp == 0 || closing(s[n+sp:]) == 0 {
		return s[:n], n
	}
	open := n + sp + 1
	if m := indexNear(s[open:], closing(s[n+sp:])); m > 0 && m < len("UTC + 05:45 ") {
		offset := strings.Trim(s[open:open+m], spaces)
		if _, ok := parseOffset(offset); ok {
			return offset, open + m + 1
		}
	}
	return s[:n], n
}

// readNamed reads the abbreviation in brackets that may follow an offset:
// "-0400 (EDT)".
func readNamed(s string) int {
	sp := readSpaces(s)
	end := closing(s[sp:])
	if sp == 0 || end == 0 {
		return 0
	}
	m := indexNear(s[sp:], end)
	if m < 3 || !isAbbreviation(s[sp+1:sp+m]) || s[sp+1] > 'Z' {
		return 0
	}
	return sp + m + 1
}

// readShort reads the short form in brackets that may follow a long name:
// "Central European Time (CET)".
func (l longName) readShort(s string) int {
	n := readNamed(s)
	if n == 0 {
		return 0
	}
	short := s[n-len(strings.TrimLeft(s[:n], spaces))+1 : n-1]
	for _, known := range [...]string{l.entry.Short, l.entry.Standard, l.entry.Daylight} {
		if short == known {
			return n
		}
	}
	if l.entry.Zone == "UTC" && (short == "UTC" || short == "GMT") {
		return n
	}
	return 0
}

// bareOffset returns the length of an offset without UTC or GMT before it. A
// dash is a minus only if it cannot join the ends of a range (10:00-11:00). An
// offset needs at least two digits, because +3 is a count.
func bareOffset(s string, at position) int {
	_, sign := readSign(s)
	_, n := readOffset(s)
	if n == 0 || wordAt(s, n) || n < len(s) && s[n] == '%' {
		return 0
	}
	figures := n - sign
	switch {
	case figures < 2 || figures == 3 && s[sign+1] != ':':
		return 0
	case s[0] == '+':
	case at == attached, at != attachedISO && isWide(s) && figures != 4:
		return 0
	}
	if at == alone && (figures < 4 && n < len(s) || !endsPhrase(s[n:])) {
		return 0
	}
	if at == listed && figures < 4 {
		return 0
	}
	return n
}

// afterUTC reads the offset that follows UTC or GMT. A space may precede a
// plus, and spaces may surround a sign that cannot be a dash. An offset that no
// zone has, with digits after a point (+5.5), is read as well, because it shows
// that the zone is not UTC.
func afterUTC(s string, at position) int {
	sp := readSpaces(s)
	sign, width := readSign(s[sp:])
	if width == 0 {
		return 0
	}
	n := sp + width
	more := readSpaces(s[n:])
	seconds, m := readHours(s[n+more:])
	end := n + more + m
	if m == 0 || !inOffsets(sign*seconds) || wordAt(s, end) || end+1 < len(s) && s[end] == '.' && isDigit(s[end+1]) {
		if sp > 0 || more > 0 {
			return 0
		}
		return oddOffset(s, n, sign)
	}
	closed := end < len(s) && (s[end] == ')' || s[end] == ']')
	clock := m > 3 && s[end-3] == ':'
	switch {
	case sign > 0:
		if more > 0 && !endsPhrase(s[end:]) {
			return 0
		}
	case closed:
	case more > 0:
		if at != alone || end < len(s) {
			return 0
		}
	case sp > 0:
		if clock || !endsPhrase(s[end:]) && !strings.HasPrefix(s[sp:], "\u2212") {
			return 0
		}
	}
	return end
}

// oddOffset returns the length of digits after a sign that look like an offset
// without being one.
func oddOffset(s string, n, sign int) int {
	end := n
	point := false
	for end < len(s) && (isDigit(s[end]) || end > n && (s[end] == '.' || s[end] == ':' && sign > 0) && end+1 < len(s) && isDigit(s[end+1])) {
		point = point || s[end] == '.'
		end++
	}
	if sign > 0 {
		for wordAt(s, end) && s[end] < 0x80 {
			end++
		}
	}
	if end == n || end-n > 6 || wordAt(s, end) || sign < 0 && !point {
		return 0
	}
	return end
}

var areas = [...]string{
	"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc",
}

// ianaLength returns the length of an IANA name whose first part has n letters.
// A city that the database does not have is read only after a time, where it
// may be an unknown zone; "Asia/Pacific" is not a zone.
func ianaLength(s string, n int, at position) int {
	area := n
	for n < len(s) && n <= maxName && (isWord(s[n]) || s[n] == '/' || s[n] == '-' || s[n] == '+') {
		n++
	}
	for s[n-1] == '/' || s[n-1] == '-' || s[n-1] == '+' {
		n--
	}
	name := s[:n]
	if n <= area+1 || !plainName(name) {
		return 0
	}
	if !slices.Contains(areas[:], s[:area]) {
		if slices.Contains(links[:], name) {
			return n
		}
		return 0
	}
	city := name[area+1:]
	if s[:area] == "Etc" || strings.IndexByte(city, '/') > 0 || isCity(name) {
		return n
	}
	if at >= alone || slices.Contains(areas[:], city) || city == strings.ToUpper(city) {
		return 0
	}
	return n
}

// isCity reports whether a name is in the table of cities.
func isCity(name string) bool {
	return slices.Contains(cities[:], name)
}

// dottedLength returns the length of an abbreviation with a point after each
// letter, as in "E.T.".
func dottedLength(s string) int {
	n := 0
	for n+1 < len(s) && s[n] >= 'A' && s[n] <= 'Z' && s[n+1] == '.' {
		n += 2
	}
	if wordAt(s, n) || undotted(s[:n]) == "" {
		return 0
	}
	return n
}

// ruleLength returns the length of a POSIX rule (EST5EDT), or of an
// abbreviation with an offset (CET+1), which is Unknown.
func ruleLength(s string) int {
	n := 3
	if s[n] == '+' && isDigit(s[n+1]) && isAbbreviation(s[:n]) {
		return offsetEnd(s, n)
	}
	if isDigit(s[n]) && len(s) >= 7 && isAbbreviation(s[:n]) && isAbbreviation(s[n+1:7]) && !wordAt(s, 7) {
		return 7
	}
	return 0
}

// isKnown reports whether a word is a known abbreviation of a zone. The
// argument rest is the text that follows it.
//
// After a time, a known abbreviation in capitals is a zone, unless it is also a
// word (GET, EAT). Such a word, or an abbreviation in lower case, is a zone
// only at the end of a phrase.
func isKnown(word, rest string, at position) bool {
	if len(word) == 1 {
		return word == "Z" && at < alone && (at <= attachedISO || endsPhrase(rest)) // in 10:05Z it is a zone whatever follows
	}
	if isCommon(word) {
		return true
	}
	capitals, small := true, true
	for i := range len(word) {
		if word[i] >= 'a' {
			capitals = false
		} else {
			small = false
		}
	}
	generic := shortGeneric(word) != nil
	if len(word) == 2 && !generic {
		return false
	}
	if generic {
		if at >= alone {
			return capitals && endsName(rest)
		}
		return capitals || small && endsPhrase(rest)
	}
	ms := meaningsOf(word)
	if ms == nil && !foldEqual(word, "UCT") && word != "Zulu" {
		return false
	}
	switch {
	case small && at == alone:
		return (word == "utc" || word == "gmt") && endsPhrase(rest)
	case small:
		return !isEnglish(word) && endsPhrase(rest)
	case !capitals:
		return word == "Zulu" || ms != nil && word == ms[0].name
	case isEnglishCapitals(word):
		return endsPhrase(rest) && !strings.HasPrefix(rest[readSpaces(rest):], "/")
	}
	return at != alone || endsName(rest)
}

// isSlip reports whether capitals that are not a known abbreviation are an
// unknown zone, such as the misspelling CSET. After a time and a space, they
// are one at the end of the line or cell, and at the end of a phrase if they
// end in T, like nearly all abbreviations, or are the letters of a known one in
// another order. Elsewhere only the latter are one. "10:12 API errors" and
// "10:12 AWS:" have no zone.
func isSlip(word, rest string, at position) bool {
	if at <= attachedISO || len(word) < 3 || len(word) > 5 || isEnglishCapitals(word) {
		return false
	}
	for i := range len(word) {
		if word[i] >= 'a' {
			return false
		}
	}
	phrase, line := endsZone(rest)
	if at == spaced && line {
		return true
	}
	return phrase && (at < listed && word[len(word)-1] == 'T' || isShuffled(word))
}

func endsPhrase(rest string) bool {
	phrase, _ := endsZone(rest)
	return phrase
}

// endsName reports whether a phrase ends at the start of rest, possibly after
// the word "time".
func endsName(rest string) bool {
	if sp := readSpaces(rest); sp > 0 && hasWord(rest[sp:], phrases.Time) {
		return true
	}
	return endsPhrase(rest)
}

// isEnglish reports whether the letters of an abbreviation are also a word that
// may follow a time.
func isEnglish(word string) bool {
	return slices.Contains(phrases.NotZones, word) || slices.Contains(phrases.NotSmallZones, word)
}

func isEnglishCapitals(word string) bool { return containsFold(phrases.NotZones, word) }

// isShuffled reports whether exchanging two neighbouring letters gives a known
// abbreviation.
func isShuffled(word string) bool {
	for _, m := range &meanings {
		if exchanged(m.name, word) {
			return true
		}
	}
	return false
}

// placeLength returns the length of the name of a place at the start of s, with
// the word "time" after it. Directly after a time, a city does not need that
// word if nothing follows to which it could belong: "16:37 Denver - alert" has
// a zone, "16:37 Denver is down" has none.
func placeLength(s string, at position) int {
	if s[0] < 'A' || s[0] > 'Z' || at <= attachedISO {
		return 0
	}
	longest := 0
	n := 0
	for range 4 {
		for n < len(s) && n <= maxName && (wordAt(s, n) || s[n] >= 0x80 && s[n] < 0xC0 || s[n] == '-' && wordAt(s, n+1) || s[n] == '.' && isInitial(s, n)) {
			n++
		}
		m := readTimeWord(s[n:])
		if m > 0 && (strings.HasSuffix(s[:n+m], phrases.Local) && !endsPhrase(s[n+m:])) {
			m = 0
		}
		bare := (at == spaced && endsPlace(s[n:]) || at == enclosed) && !slices.Contains(phrases.NotBarePlaces, s[:n])
		if (m > 0 || bare) && placeZone(s[:n]) != "" {
			longest = n + m
		}
		if n >= len(s) || s[n] != ' ' || n+1 < len(s) && !wordAt(s, n+1) {
			break
		}
		n++
	}
	return longest
}

// isInitial reports whether the point at n follows a single capital, as in
// "U.K.".
func isInitial(s string, n int) bool {
	c := s[n-1]
	return c >= 'A' && c <= 'Z' && (n == 1 || s[n-2] == '.')
}

// endsPlace reports whether a line, a cell or a phrase ends at the start of
// rest, so that the name of a place before it is by itself after its time.
func endsPlace(rest string) bool {
	phrase, line := endsAtSign(rest)
	if line || !phrase {
		return line
	}
	switch tail := rest[readSpaces(rest):]; tail[0] {
	case ':', ';', '.', '*', '<', '-', '>', '=', 0xE2:
		return true
	}
	return false
}

// unknownLength returns the length of up to three capitalised words that end in
// "Time", like the name of a zone, and that are not known: "Gotham Time".
func unknownLength(s string, at position) int {
	var starts [4]int
	n := 0
	for i := range starts {
		end := n
		for end < len(s) && (upper(s[end]) >= 'A' && upper(s[end]) <= 'Z' || s[end] == '-' && wordAt(s, end+1)) {
			end++
		}
		word := s[n:end]
		timed := i > 0 && (word == phrases.Time || at < alone && foldEqual(word, phrases.Time))
		if end == n || s[n] >= 'a' && !timed || wordAt(s, end) {
			return 0
		}
		starts[i] = n
		if timed {
			if !endsPhrase(s[end:]) || !namesPlace(s[:n]) {
				return 0
			}
			for _, start := range starts[1:i] { // "Affected Pacific Time" has a zone in its second word
				if l, m := readLongName(s[start:]); m > 0 && l.timed || placeLength(s[start:], at) > 0 {
					return 0
				}
			}
			return end
		}
		sp := readSpaces(s[end:])
		if sp == 0 {
			return 0
		}
		n = end + sp
	}
	return 0
}

// namesPlace reports whether every word before "Time" may name a place, rather
// than something else that has a time ("Response Time").
func namesPlace(s string) bool {
	first := true
	for word := range strings.FieldsSeq(s) {
		if !first && (containsFold(phrases.Standard, word) || containsFold(phrases.Daylight, word)) {
			continue
		}
		if containsFold(phrases.NotTimes, word) {
			return false
		}
		first = false
	}
	return true
}

func containsFold(list []string, word string) bool {
	for _, w := range list {
		if foldEqual(w, word) {
			return true
		}
	}
	return false
}

// endsZone reports whether a phrase ends at the start of rest, and whether the
// line or its cell does.
func endsZone(rest string) (phrase, line bool) {
	if phrase, line = endsAtSign(rest); phrase {
		return phrase, line
	}
	n := readSpaces(rest)
	return n > 0 && slices.ContainsFunc(phrases.AfterZone, func(word string) bool { return hasWord(rest[n:], word) }), false
}

// endsAtSign implements endsZone for a text that ends with a sign or at the end
// of s.
func endsAtSign(rest string) (phrase, line bool) {
	n := readSpaces(rest)
	tail := rest[n:]
	if tail == "" {
		return true, true
	}
	switch tail[0] {
	case '\n', '\r', ')', ']', '|':
		return true, true
	case ',', '.', ';', ':', '!', '?', '/', '"', '(', '*', '<', '=', '>':
		return true, false
	case '-':
		return n > 0 && (len(tail) == 1 || tail[1] == ' ' || tail[1] == '-' || tail[1] == '>'), false
	case 0xE2:
		for _, sign := range [...]string{"\u2013", "\u2014", "\u2022", "\u2192"} {
			if strings.HasPrefix(tail, sign) {
				return true, false
			}
		}
	}
	return false, false
}
