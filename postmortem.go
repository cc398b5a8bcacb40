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

// SectionKind is the subject of a section of a postmortem, independent of its
// heading. The kinds are the union of those in published templates: Google's
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

// Valid reports whether k is a known kind or "".
func (k SectionKind) Valid() bool { return k == "" || slices.Contains(sectionKinds[:], k) }

// Form is how the fields, timeline or actions of a section are laid out.
type Form string

const (
	FormParagraphs Form = "paragraphs"
	FormBullets    Form = "bullets"
	FormNumbered   Form = "numbered"
	FormTasks      Form = "tasks"
	FormTable      Form = "table"
)

var forms = [...]Form{FormParagraphs, FormBullets, FormNumbered, FormTasks, FormTable}

// Valid reports whether f is a known form or "".
func (f Form) Valid() bool { return f == "" || slices.Contains(forms[:], f) }

// ActionType is the purpose of an action. The words are those of the SRE book,
// plus detect.
type ActionType string

const (
	ActionPrevent  ActionType = "prevent"
	ActionDetect   ActionType = "detect"
	ActionMitigate ActionType = "mitigate"
	ActionProcess  ActionType = "process"
	ActionOther    ActionType = "other"
)

var actionTypes = [...]ActionType{ActionPrevent, ActionDetect, ActionMitigate, ActionProcess, ActionOther}

// Valid reports whether t is a known type or "".
func (t ActionType) Valid() bool { return t == "" || slices.Contains(actionTypes[:], t) }

// ActionState is the progress of an action.
type ActionState string

const (
	ActionOpen       ActionState = "open"
	ActionInProgress ActionState = "in_progress"
	ActionDone       ActionState = "done"
	ActionDropped    ActionState = "dropped" // decided against
)

var actionStates = [...]ActionState{ActionOpen, ActionInProgress, ActionDone, ActionDropped}

// Valid reports whether s is a known state or "".
func (s ActionState) Valid() bool { return s == "" || slices.Contains(actionStates[:], s) }

// Compare orders states as [Words] does. The empty string and unknown
// words come first.
func (s ActionState) Compare(t ActionState) int {
	return slices.Index(actionStates[:], s) - slices.Index(actionStates[:], t)
}

// ReviewState is the progress of a postmortem towards publication. It does not
// say whether it is published; only [Postmortem.PublishedAt] does.
type ReviewState string

const (
	ReviewDraft    ReviewState = "draft" // the same as ""
	ReviewInReview ReviewState = "in_review"
	ReviewApproved ReviewState = "approved"
)

var reviewStates = [...]ReviewState{ReviewDraft, ReviewInReview, ReviewApproved}

// Valid reports whether s is a known state or "", which means a draft.
func (s ReviewState) Valid() bool { return s == "" || slices.Contains(reviewStates[:], s) }

// Compare orders states as [Words] does. The empty string is equal to
// [ReviewDraft]; unknown words come first.
func (s ReviewState) Compare(t ReviewState) int {
	order := func(s ReviewState) int {
		if s == "" {
			s = ReviewDraft
		}
		return slices.Index(reviewStates[:], s)
	}
	return order(s) - order(t)
}

// Postmortem is the report written after an incident.
type Postmortem struct {
	Title       string      `json:"title,omitempty"` // "": the incident's title
	State       ReviewState `json:"state,omitempty"`
	PublishedAt time.Time   `json:"published_at,omitzero"`  // zero: a draft, which writers leave out by default
	EditedAt    time.Time   `json:"edited_at,omitzero"`     // when it was last edited after publication; zero: never
	FrontMatter string      `json:"front_matter,omitempty"` // the YAML between its --- lines, or TOML with its +++ lines; only Markdown writes it
	Sections    []Section   `json:"sections,omitempty"`
}

// Section is a part of a postmortem. Its parts are written in the order
// Heading, Body, typed content, After. The typed content is Fields, Timeline or
// Actions, of which at most one is set. A section without a Heading continues
// the one before, so that a heading may be followed by any sequence of
// contents.
type Section struct {
	Kind     SectionKind `json:"kind,omitempty"`     // "": none of the known kinds
	Level    int         `json:"level,omitempty"`    // 0 is the top level; a section of level 1 is part of the last one of level 0
	Heading  string      `json:"heading,omitempty"`  // plain text, without the zone suffix
	Internal bool        `json:"internal,omitempty"` // not for readers
	Body     string      `json:"body,omitempty"`     // Markdown before the typed content
	Form     Form        `json:"form,omitempty"`     // of the typed content; "": its default form
	Columns  []string    `json:"columns,omitempty"`  // headings of a FormTable; nil: the default ones
	Fields   []Field     `json:"fields,omitempty"`   // "Severity: Major"
	Timeline *Timeline   `json:"timeline,omitempty"`
	Actions  []Action    `json:"actions,omitempty"`
	After    string      `json:"after,omitempty"` // Markdown after the typed content
}

// Field is a named value.
type Field struct {
	Name  string `json:"name,omitempty"`  // plain text
	Value string `json:"value,omitempty"` // Markdown
}

// Action is a task that follows from the incident.
type Action struct {
	Text      string      `json:"text,omitempty"`       // Markdown
	Internal  bool        `json:"internal,omitempty"`   // not for readers
	Type      ActionType  `json:"type,omitempty"`       // "": not stated
	State     ActionState `json:"state,omitempty"`      // "": not stated
	Owner     string      `json:"owner,omitempty"`      // person or team, plain text
	Priority  string      `json:"priority,omitempty"`   // on the team's own scale
	Ticket    string      `json:"ticket,omitempty"`     // its name, or its address
	TicketURL string      `json:"ticket_url,omitempty"` // the address, if Ticket is a name
	Due       civil.Date  `json:"due,omitzero"`         // zero: none, or none that is a date
	// DueWritten is the due date as written in the source, if that is no
	// date, like "TBD", or a date in another form than Due has, like "4
	// March 2026". It is not shown if it is another date than Due.
	DueWritten string   `json:"due_written,omitempty"`
	Extra      []string `json:"extra,omitempty"` // table cells without a field of their own
}

// Published reports whether the postmortem has been published. A nil postmortem
// has not.
func (p *Postmortem) Published() bool { return p != nil && !p.PublishedAt.IsZero() }

// sections returns the sections, of which a nil postmortem has none.
func (p *Postmortem) sections() []Section {
	if p == nil {
		return nil
	}
	return p.Sections
}

// Section returns the first section of that kind, or nil.
func (p *Postmortem) Section(kind SectionKind) *Section {
	for i := range p.sections() {
		if p.Sections[i].Kind == kind {
			return &p.Sections[i]
		}
	}
	return nil
}

// Field returns the value of the first field with that name in any section,
// ignoring case.
func (p *Postmortem) Field(name string) (value string, ok bool) {
	for i := range p.sections() {
		for _, f := range p.Sections[i].Fields {
			if strings.EqualFold(f.Name, name) {
				return f.Value, true
			}
		}
	}
	return "", false
}

// Events yields the events of all timelines in document order. The pointers are
// to the events of the postmortem itself.
func (p *Postmortem) Events() iter.Seq[*Event] {
	return func(yield func(*Event) bool) {
		for i := range p.sections() {
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

// Actions yields the actions of all sections in document order. The pointers
// are to the actions of the postmortem itself.
func (p *Postmortem) Actions() iter.Seq[*Action] {
	return func(yield func(*Action) bool) {
		for i := range p.sections() {
			for j := range p.Sections[i].Actions {
				if !yield(&p.Sections[i].Actions[j]) {
					return
				}
			}
		}
	}
}

// Attach sets inc.Postmortem to a copy of doc.Postmortem, replacing any other.
// The argument is the incident that package parse returns for a postmortem kept
// in a document of its own.
//
// If both have an ID, that of doc must be inc.ID, inc.URL or one of
// inc.Aliases. Otherwise Attach changes nothing and returns a [*FieldError]
// with [CodeConflict]. If doc has no postmortem, the error is a [*FieldError]
// with [CodeRequired].
//
// If the titles differ, that of doc becomes the title of the postmortem.
// Timelines without a zone get that of doc, so that their times stay correct on
// a page in another zone.
func (inc *Incident) Attach(doc *Incident) error {
	if doc == nil || doc.Postmortem == nil {
		return &FieldError{Path: "postmortem", Code: CodeRequired, Err: errNoPostmortem}
	}
	if inc.ID != "" && doc.ID != "" && !inc.hasName(doc.ID) {
		return &FieldError{Path: "id", Code: CodeConflict, Err: fmt.Errorf("the postmortem belongs to %q, not to %q", doc.ID, inc.ID)}
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

// hasName reports whether id is the ID, the URL or an alias of the incident.
func (inc *Incident) hasName(id string) bool {
	return id == inc.ID || id == inc.URL || slices.Contains(inc.Aliases, id)
}
