package incident

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// SectionKind says what a section of a postmortem is about, whatever its
// heading. The kinds are the union of those in the published templates: Google's
// SRE book, PagerDuty, Atlassian, Azure, AWS, GitLab, incident.io and others.
type SectionKind string

const (
	SectionSummary             SectionKind = "summary"
	SectionBackground          SectionKind = "background"
	SectionLeadup              SectionKind = "leadup"
	SectionTrigger             SectionKind = "trigger"
	SectionFault               SectionKind = "fault"
	SectionImpact              SectionKind = "impact"
	SectionDetection           SectionKind = "detection"
	SectionResponse            SectionKind = "response"
	SectionMitigation          SectionKind = "mitigation"
	SectionResolution          SectionKind = "resolution" // or recovery
	SectionTimeline            SectionKind = "timeline"
	SectionRootCause           SectionKind = "root_cause"
	SectionContributingFactors SectionKind = "contributing_factors"
	SectionMitigators          SectionKind = "mitigators"
	SectionFiveWhys            SectionKind = "five_whys"
	SectionBacklogCheck        SectionKind = "backlog_check"
	SectionRecurrence          SectionKind = "recurrence"
	SectionMetrics             SectionKind = "metrics"
	SectionWentWell            SectionKind = "went_well"
	SectionWentWrong           SectionKind = "went_wrong"
	SectionGotLucky            SectionKind = "got_lucky"
	SectionLessons             SectionKind = "lessons"
	SectionRisks               SectionKind = "risks"
	SectionActions             SectionKind = "actions"
	SectionCustomerGuidance    SectionKind = "customer_guidance"
	SectionOpenQuestions       SectionKind = "open_questions"
	SectionMessaging           SectionKind = "messaging"
	SectionSupportingInfo      SectionKind = "supporting_info"
	SectionResponders          SectionKind = "responders" // or attendees
	SectionClosing             SectionKind = "closing"    // an apology, a sign-off
)

var sectionKinds = [...]SectionKind{
	SectionSummary, SectionBackground, SectionLeadup, SectionTrigger, SectionFault, SectionImpact,
	SectionDetection, SectionResponse, SectionMitigation, SectionResolution, SectionTimeline, SectionRootCause,
	SectionContributingFactors, SectionMitigators, SectionFiveWhys, SectionBacklogCheck, SectionRecurrence,
	SectionMetrics, SectionWentWell, SectionWentWrong, SectionGotLucky, SectionLessons, SectionRisks,
	SectionActions, SectionCustomerGuidance, SectionOpenQuestions, SectionMessaging, SectionSupportingInfo,
	SectionResponders, SectionClosing,
}

// SectionKinds returns the known kinds.
func SectionKinds() []SectionKind { return append([]SectionKind(nil), sectionKinds[:]...) }

// ParseSectionKind returns the kind that s names, folding case, spaces, "-" and
// "_". It reads the words of this type, not headings. An unknown word is a
// [*FieldError].
func ParseSectionKind(s string) (SectionKind, error) {
	return parseWord("kind", s, sectionKinds[:])
}

// Valid reports whether k is a known kind or not stated.
func (k SectionKind) Valid() bool { return k == "" || slices.Contains(sectionKinds[:], k) }

// Form is the shape that the typed content of a section is written in.
type Form string

const (
	FormParagraphs Form = "paragraphs"
	FormBullets    Form = "bullets"
	FormNumbered   Form = "numbered"
	FormTasks      Form = "tasks"
	FormTable      Form = "table"
)

var forms = [...]Form{FormParagraphs, FormBullets, FormNumbered, FormTasks, FormTable}

// Forms returns the known forms.
func Forms() []Form { return append([]Form(nil), forms[:]...) }

// ParseForm returns the form that s names, folding case, spaces, "-" and "_". An
// unknown word is a [*FieldError].
func ParseForm(s string) (Form, error) { return parseWord("form", s, forms[:]) }

// Valid reports whether f is a known form or the content's usual one.
func (f Form) Valid() bool { return f == "" || slices.Contains(forms[:], f) }

// ActionType says what an action is good for. The words are the SRE book's, with
// detect.
type ActionType string

const (
	ActionPrevent  ActionType = "prevent"
	ActionDetect   ActionType = "detect"
	ActionMitigate ActionType = "mitigate"
	ActionProcess  ActionType = "process"
	ActionOther    ActionType = "other"
)

var actionTypes = [...]ActionType{ActionPrevent, ActionDetect, ActionMitigate, ActionProcess, ActionOther}

// ActionTypes returns the known types.
func ActionTypes() []ActionType { return append([]ActionType(nil), actionTypes[:]...) }

// ParseActionType returns the type that s names, folding case, spaces, "-" and
// "_". An unknown word is a [*FieldError].
func ParseActionType(s string) (ActionType, error) { return parseWord("type", s, actionTypes[:]) }

// Valid reports whether t is a known type or not stated.
func (t ActionType) Valid() bool { return t == "" || slices.Contains(actionTypes[:], t) }

// ActionState is how far an action has come.
type ActionState string

const (
	ActionOpen       ActionState = "open"
	ActionInProgress ActionState = "in_progress"
	ActionDone       ActionState = "done"
	ActionDropped    ActionState = "dropped" // decided against
)

var actionStates = [...]ActionState{ActionOpen, ActionInProgress, ActionDone, ActionDropped}

// ActionStates returns the known states in their usual order.
func ActionStates() []ActionState { return append([]ActionState(nil), actionStates[:]...) }

// ParseActionState returns the state that s names, folding case, spaces, "-" and
// "_". An unknown word is a [*FieldError].
func ParseActionState(s string) (ActionState, error) {
	return parseWord("state", s, actionStates[:])
}

// Valid reports whether s is a known state or not stated.
func (s ActionState) Valid() bool { return s == "" || slices.Contains(actionStates[:], s) }

// Compare orders states as [ActionStates] does; "" and unknown words come first.
func (s ActionState) Compare(t ActionState) int {
	return slices.Index(actionStates[:], s) - slices.Index(actionStates[:], t)
}

// ReviewState is how far a postmortem has come before it is published. Whether
// it is published is [Postmortem.PublishedAt] and nothing else.
type ReviewState string

const (
	ReviewDraft    ReviewState = "draft" // "" means the same
	ReviewInReview ReviewState = "in_review"
	ReviewApproved ReviewState = "approved"
)

var reviewStates = [...]ReviewState{ReviewDraft, ReviewInReview, ReviewApproved}

// ReviewStates returns the known states in their usual order.
func ReviewStates() []ReviewState { return append([]ReviewState(nil), reviewStates[:]...) }

// ParseReviewState returns the state that s names, folding case, spaces, "-" and
// "_". An unknown word is a [*FieldError].
func ParseReviewState(s string) (ReviewState, error) {
	return parseWord("state", s, reviewStates[:])
}

// Valid reports whether s is a known state or "", a draft.
func (s ReviewState) Valid() bool { return s == "" || slices.Contains(reviewStates[:], s) }

// Compare orders states as [ReviewStates] does; unknown words come first, and ""
// is [ReviewDraft].
func (s ReviewState) Compare(t ReviewState) int {
	order := func(s ReviewState) int {
		if s == "" {
			s = ReviewDraft
		}
		return slices.Index(reviewStates[:], s)
	}
	return order(s) - order(t)
}

// Postmortem is the report written afterwards.
type Postmortem struct {
	Title       string      `json:"title,omitempty"` // its own; "": the incident's
	State       ReviewState `json:"state,omitempty"`
	PublishedAt time.Time   `json:"published_at,omitzero"` // zero: a draft, which writers for readers leave out unless told otherwise
	EditedAt    time.Time   `json:"edited_at,omitzero"`
	FrontMatter string      `json:"front_matter,omitempty"` // YAML as found between its --- lines; only Markdown writes it
	Sections    []Section   `json:"sections,omitempty"`
}

// Section is a part of a postmortem. It is told in this order: Heading, Body,
// the typed content in its Form, After. At most one of Fields, Timeline and
// Actions is set. A section without Heading carries on the one above, so any
// sequence of contents can be told.
type Section struct {
	Kind     SectionKind `json:"kind,omitempty"`     // "": none of the known ones
	Level    int         `json:"level,omitempty"`    // 0 is the top; 1 lies under the last 0
	Heading  string      `json:"heading,omitempty"`  // plain text, without the zone suffix
	Internal bool        `json:"internal,omitempty"` // not for the public
	Body     string      `json:"body,omitempty"`     // Markdown, above the typed content
	Form     Form        `json:"form,omitempty"`     // "": the content's usual one
	Columns  []string    `json:"columns,omitempty"`  // headings of FormTable; nil: the usual ones
	Fields   []Field     `json:"fields,omitempty"`   // "Severity: Major"
	Timeline *Timeline   `json:"timeline,omitempty"`
	Actions  []Action    `json:"actions,omitempty"`
	After    string      `json:"after,omitempty"` // Markdown, below the typed content
}

// Field is a named value of a report.
type Field struct {
	Name  string `json:"name,omitempty"`
	Value string `json:"value,omitempty"` // Markdown
}

// Action is something to be done so that it does not happen again.
type Action struct {
	Text     string      `json:"text,omitempty"` // Markdown
	Internal bool        `json:"internal,omitempty"`
	Type     ActionType  `json:"type,omitempty"`
	State    ActionState `json:"state,omitempty"` // "": not stated
	Owner    string      `json:"owner,omitempty"`
	Priority string      `json:"priority,omitempty"`
	Ticket   string      `json:"ticket,omitempty"`
	Due      civil.Date  `json:"due,omitzero"`
	Extra    []string    `json:"extra,omitempty"` // table cells that this type has no field for
}

// Published reports whether the postmortem is there for readers. A nil
// postmortem is not.
func (p *Postmortem) Published() bool { return p != nil && !p.PublishedAt.IsZero() }

// Field returns the value of the first field with that name, in any section,
// case folded.
func (p *Postmortem) Field(name string) (value string, ok bool) {
	for i := range p.Sections {
		for _, f := range p.Sections[i].Fields {
			if strings.EqualFold(f.Name, name) {
				return f.Value, true
			}
		}
	}
	return "", false
}

// Events yields the events of every timeline, in document order. They point into
// the postmortem.
func (p *Postmortem) Events() iter.Seq[*Event] {
	return func(yield func(*Event) bool) {
		for i := range p.Sections {
			if tl := p.Sections[i].Timeline; tl != nil {
				for j := range tl.Events {
					if !yield(&tl.Events[j]) {
						return
					}
				}
			}
		}
	}
}

// Actions yields the actions of every section, in document order. They point
// into the postmortem.
func (p *Postmortem) Actions() iter.Seq[*Action] {
	return func(yield func(*Action) bool) {
		for i := range p.Sections {
			for j := range p.Sections[i].Actions {
				if !yield(&p.Sections[i].Actions[j]) {
					return
				}
			}
		}
	}
}

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
	if inc.ID != "" && doc.ID != "" && !inc.hasName(doc.ID) {
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
func (inc *Incident) hasName(id string) bool {
	return id == inc.ID || id == inc.URL || slices.Contains(inc.Aliases, id)
}
