package words

// index holds what the methods of a Language look up instead of searching its
// lists. It is derived from them once, when the program starts.
type index struct {
	headings   map[string]string // kind by heading
	columns    map[string]Word   // by heading
	states     map[string]string // of actions, by what teams write
	separators [3]string         // between names: ", and ", ", ", " and "

	// Most lines of a report are text. That shows in their first bytes: heads
	// holds the first four of every line of structure, firsts the first, and
	// shortest the length of the shortest one.
	heads    []uint32
	firsts   [256]bool
	shortest int

	forges func(line []byte) bool // of [Language.Forges]
}

// structure lists the words that lines of structure begin with, statuses aside.
var structure = [...]Word{
	Posted, Edited, Retracted, NextUpdate, ScheduledFor, ScheduledUntil, Update, Postmortem, PostmortemDraft,
	IncidentAffected, IncidentAffects, MaintenanceAffected, MaintenanceAffects,
}

func newIndex(l *Language) index {
	and := " " + l.Words[And] + " "
	x := index{
		headings:   make(map[string]string),
		columns:    make(map[string]Word),
		states:     make(map[string]string),
		separators: [...]string{"," + and, ", ", and},
		shortest:   len(l.Words[Update]),
		forges:     func(line []byte) bool { return l.Line(line) != LineText },
	}
	for _, h := range l.Headings {
		for _, p := range h.Phrases {
			x.headings[p] = h.Word
		}
	}
	for _, s := range l.ActionStates {
		for _, p := range s.Phrases {
			x.states[p] = s.Word
		}
	}
	for _, c := range l.ActionColumns {
		for _, name := range c.Names {
			x.columns[name] = c.Word
		}
	}
	for _, w := range structure {
		x.add(l.Words[w])
	}
	for _, s := range l.Statuses {
		x.add(s.Text)
	}
	return x
}

// add adds a line of structure.
func (x *index) add(line string) {
	x.shortest = min(x.shortest, len(line))
	head := head4(line)
	for _, h := range x.heads {
		if h == head {
			return
		}
	}
	x.heads = append(x.heads, head)
	x.firsts[line[0]] = true
}

// begins reports whether any line of structure begins with the same four bytes.
func (x *index) begins(line []byte) bool {
	if len(line) < x.shortest || !x.firsts[line[0]] {
		return false
	}
	head := head4(string(line[:4]))
	for _, h := range x.heads {
		if h == head {
			return true
		}
	}
	return false
}

func head4(s string) uint32 {
	return uint32(s[0])<<24 | uint32(s[1])<<16 | uint32(s[2])<<8 | uint32(s[3])
}
