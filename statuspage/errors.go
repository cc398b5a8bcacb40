package statuspage

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/report"
)

// The codes of this package, beside those of package incident. Codes are
// stable; messages are not.
const (
	CodeType     incident.Code = "type"     // a value of a kind that is not expected there
	CodeUnmapped incident.Code = "unmapped" // the model has no place for it
	CodeInferred incident.Code = "inferred" // concluded, not stated
	CodeVendor   incident.Code = "vendor"   // an answer of another vendor; the cause is a [*VendorError]
)

// The codes of notes about saved pages, beside those that package parse has for
// the postmortem. A zone that was concluded has [incident.CodeZone].
const (
	CodeOffset                   = pagezone.CodeOffset    // no zone prints a label; its offset was taken
	CodeStamp                    = pagezone.CodeStamp     // the time that is shown is not the one in the data beside it, which was taken
	CodeOtherZones incident.Code = report.NoteOtherZones  // the same times in other zones were not kept
	CodeUnresolved incident.Code = report.NoteUnresolved  // a written time is no instant
	CodeYear       incident.Code = "year"                 // a year that the page does not write was assumed
	CodeStatus     incident.Code = "status"               // the status of an update was concluded, or is not known
	CodeRepeated   incident.Code = "repeated"             // a label stands twice in a row; the second comes back as "Update"
	CodePlace      incident.Code = "place"                // a part stands where writers do not put it
	CodeAmbiguous                = affected.CodeAmbiguous // a name of a component may be several
	CodeSentence                 = affected.CodeSentence  // the components could not be told apart; the sentence is one name
)
