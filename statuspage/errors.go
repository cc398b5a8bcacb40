package statuspage

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/wire"
)

// The codes of this package, beside those of package incident. Codes are
// stable; messages are not.
const (
	CodeType     = wire.CodeType     // a value of a kind that is not expected there
	CodeUnmapped = wire.CodeUnmapped // the model has no place for it
	CodeInferred = wire.CodeInferred // concluded, not stated
	CodeVendor   = wire.CodeVendor   // an answer of another vendor; the cause is a [*VendorError]
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
