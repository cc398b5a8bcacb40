package incident

import (
	"errors"
	"fmt"
)

// Attach gives inc the postmortem of a document that was kept apart from it, as
// package parse reads one: doc.Postmortem becomes inc.Postmortem, in a copy. One
// that is there already is replaced.
//
// A document says what it belongs to by its ID. Where that is not inc.ID, nor
// inc.URL or one of inc.Aliases, nothing is changed and the error is a [*FieldError]
// with [CodeConflict]; so is one without a postmortem, with [CodeRequired]. Where
// either has no ID, there is nothing to compare.
//
// The title of the document stays that of the postmortem where it is another one
// than the incident's. Timelines without a zone of their own keep that of the
// document: what it says of times is true on a page in another zone, too.
func (inc *Incident) Attach(doc *Incident) error {
	if doc == nil || doc.Postmortem == nil {
		return &FieldError{Path: "postmortem", Code: CodeRequired, Err: errNoPostmortem}
	}
	if inc.ID != "" && doc.ID != "" && !inc.isCalled(doc.ID) {
		return &FieldError{Path: "id", Code: CodeConflict, Err: fmt.Errorf("the postmortem is that of %q, not of %q", doc.ID, inc.ID)}
	}
	pm := doc.Postmortem.Clone()
	if pm.Title == "" && doc.Title != "" && doc.Title != inc.Title {
		pm.Title = doc.Title
	}
	zone := doc.Page.TimeZone
	if zone == "" {
		zone = "UTC"
	}
	if own := inc.Page.TimeZone; zone != own && (zone != "UTC" || own != "") {
		for i := range pm.Sections {
			if tl := pm.Sections[i].Timeline; tl != nil && tl.Zone == "" {
				tl.Zone = zone
			}
		}
	}
	inc.Postmortem = pm
	return nil
}

var errNoPostmortem = errors.New("the document has no postmortem")

// isCalled reports whether an incident goes by a name that a document has for it.
func (inc *Incident) isCalled(id string) bool {
	return id == inc.ID || id == inc.URL || index(id, inc.Aliases) >= 0
}
