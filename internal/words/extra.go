package words

// Extra names a word or phrase that a page shows beside the report: in its
// banner, its picture, its links. Readers look for ImpactOf only.
type Extra uint8

// The extras of a page.
const (
	Since         Extra = iota // between a status and its time
	ImpactOf                   // behind the word of an impact: "Major impact"
	NoImpact                   // in place of an impact that is stated to be none
	Internal                   // before a part that is not for the public
	Done                       // mark of a finished action
	Open                       // mark of an unfinished action
	Permalink                  // name of the link to a part
	Picture                    // name of the picture
	UpdatesRow                 // row of the picture
	MilestonesRow              // row of the picture
	ImpactRow                  // row of the picture if no component is known
	From                       // before the start of a span
	To                         // before its end
	UntilNow                   // in place of an end
	More                       // behind the number of what is left out
	NotStated                  // in place of an impact
	YourTime                   // behind a time in the viewer's zone
	numExtras
)

// Extra returns the text of e.
func (l *Language) Extra(e Extra) string { return l.Extras[e] }
