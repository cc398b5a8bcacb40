package statuspage

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/wire"
)

// Error codes of this package, in addition to those of package incident. Codes
// are stable; messages are not.
const (
	CodeType     = wire.CodeType     // a value of an unexpected type
	CodeUnmapped = wire.CodeUnmapped // the model has no field for a value
	CodeInferred = wire.CodeInferred // a value was concluded, not stated
	CodeVendor   = wire.CodeVendor   // a response of another vendor; the cause is a [*VendorError]
)

// Codes of notes about saved pages, in addition to those of package parse for
// the postmortem. A concluded zone has [incident.CodeZone].
const (
	CodeOffset                   = pagezone.CodeOffset    // no zone prints a label; its offset was used
	CodeStamp                    = pagezone.CodeStamp     // the words of a time differ from its instant in the data of the page, which was used
	CodeOtherZones incident.Code = report.NoteOtherZones  // the same times in other zones were not kept
	CodeUnresolved incident.Code = report.NoteUnresolved  // a written time could not be resolved
	CodeYear       incident.Code = "year"                 // a year that the page does not show was assumed
	CodeStatus     incident.Code = "status"               // the status of an update was concluded, or is unknown
	CodeRepeated   incident.Code = "repeated"             // a label repeats the one before it; it comes back as "Update"
	CodePlace      incident.Code = "place"                // a part stands where the writers do not put it
	CodeAmbiguous                = affected.CodeAmbiguous // a name fits several components
	CodeSentence                 = affected.CodeSentence  // the components could not be separated; the sentence was kept as one name
)
