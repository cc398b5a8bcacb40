package statuspage

import "github.com/incidentkit/incident"

// The codes of this package, beside those of package incident. Codes are stable;
// messages are not.
const (
	CodeType     incident.Code = "type"     // a value of a kind that is not expected there
	CodeUnmapped incident.Code = "unmapped" // the model has no place for it
	CodeInferred incident.Code = "inferred" // concluded, not stated
)
