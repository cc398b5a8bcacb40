// Package plan determines the content of a report: which parts it has, in which
// order, in which words and zones, and without the parts that its readers may
// not see. Printers write a plan in their formats and decide none of that
// again.
//
// A [Report] is the plan of a page, of a postmortem by itself, of a history or
// of a single update:
//
//	r := plan.Page(inc, plan.Options{})
//	dst = r.AppendTitle(dst)
//	dst = r.AppendSubtitle(dst)
//	for i := range r.Posts() {
//		post := r.Post(i)
//		dst = post.AppendLabel(dst)
//		…
//	}
//	dst = r.AppendAffected(dst)
//
// The parts are printed in the order in which the methods of Report and the
// fields of [Document], [Section] and [Post] are declared. A text is either
// Markdown from the model or plain text that a method appends, which is guarded
// as one line and which the printer escapes for its format. Rows and updates
// cost no allocations.
package plan

import (
	"slices"
	"sync"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Options are the settings of a writer. The zero value shows the published
// parts in the zone of the page.
type Options struct {
	Zones    []*time.Location // zones to show, of which the first one leads; nil means those of the document
	Drafts   bool             // show a postmortem that is not published
	Internal bool             // show the internal sections and actions of a postmortem
	Whole    bool             // show all details of actions in a table, even those for which it has no columns
	Past     bool             // write the affected sentence in the past tense, whatever the status
	Exact    bool             // the format states instants in addition to the words
	Zoned    bool             // label a timeline without a zone with that of the page if nothing else shows it
	Around   Around           // the text that the format writes around an instant; may be nil
}

// A Report is the plan of one report.
type Report struct {
	Incident *incident.Incident
	Lang     *words.Language
	Clock    Clock
	Affected []incident.Affected // components with a name, and those of a group next to each other
	Alone    bool                // the report is a document without the page around it
	options  Options
	page     [1]*time.Location  // zone of the page
	days     []incident.Section // sections of a history
	before   statusRun          // last result of statusBefore
}

var reports = sync.Pool{New: func() any { return new(Report) }}

// Page returns the plan of a page: title, second line, window of a maintenance,
// postmortem, updates from the newest to the oldest, affected components. The
// plan of a nil incident is nil.
func Page(inc *incident.Incident, o Options) *Report {
	if inc == nil {
		return nil
	}
	if slices.Contains(o.Zones, nil) {
		o.Zones = slices.Clone(o.Zones)
		for i, zone := range o.Zones {
			if zone == nil {
				o.Zones[i] = time.UTC
			}
		}
	}
	r := reports.Get().(*Report)
	r.Incident, r.Lang, r.options = inc, words.For(inc.Page.Lang), o
	page, err := inc.Page.Location()
	if err != nil {
		page = time.UTC // the report then shows UTC
	}
	r.page[0] = page
	r.Clock = Clock{r.Lang, page, o.Zones, o.Around}
	if len(o.Zones) == 0 {
		r.Clock.Zones = r.page[:]
	}
	r.Affected = inc.AppendAffected(slices.Grow(r.Affected[:0], len(inc.Components)))
	r.Affected = slices.DeleteFunc(r.Affected, func(a incident.Affected) bool { return a.Name == "" }) // known by its ID only
	arrange(r.Affected)
	return r
}

// Postmortem returns the plan of the postmortem by itself: title, second line
// and postmortem, even if that is a draft. If there is no postmortem, it
// returns nil.
func Postmortem(inc *incident.Incident, o Options) *Report {
	if inc == nil || inc.Postmortem == nil {
		return nil
	}
	o.Drafts = true
	r := Page(inc, o)
	r.Alone = true
	return r
}

// Free makes the memory of the plan available to later plans. The plan must not
// be used afterwards. Calling Free is optional.
func (r *Report) Free() {
	clear(r.Affected)
	*r = Report{Affected: r.Affected[:0]}
	reports.Put(r)
}

// AppendTitle appends the title.
func (r *Report) AppendTitle(dst []byte) []byte {
	return markdown.AppendLine(dst, r.Incident.Title)
}

// Subtitle returns the text of the second line. If named is true, the name of
// the page follows it: "Incident Report for Example Shop".
func (r *Report) Subtitle() (text string, named bool) {
	var buf [64]byte
	named = len(markdown.AppendLine(buf[:0], r.Incident.Page.Name)) > 0
	word := words.IncidentReport
	switch maintenance := r.Incident.IsMaintenance(); {
	case maintenance && named:
		word = words.MaintenanceReportOf
	case maintenance:
		word = words.MaintenanceReport
	case named:
		word = words.IncidentReportOf
	}
	return r.Lang.Word(word), named
}

// AppendSubtitle appends the second line with the name of the page.
func (r *Report) AppendSubtitle(dst []byte) []byte {
	text, named := r.Subtitle()
	dst = append(dst, text...)
	if named {
		dst = markdown.AppendInsert(append(dst, ' '), r.Incident.Page.Name)
	}
	return dst
}

// AppendWindow appends the planned time of a maintenance, "Scheduled for Jan
// 24, 2022, 00:00-03:00 UTC", or nothing if there is none.
func (r *Report) AppendWindow(dst []byte) []byte {
	w := r.Incident.Window
	switch {
	case r.Alone || w.IsZero():
		return dst
	case w.Start.IsZero():
		dst = append(append(dst, r.Lang.Word(words.ScheduledUntil)...), ' ')
		return r.Clock.AppendMoment(dst, w.End, time.Time{})
	}
	dst = append(append(dst, r.Lang.Word(words.ScheduledFor)...), ' ')
	return r.Clock.AppendWindow(dst, w)
}

// ShowsPostmortem reports whether the postmortem is part of the report.
func (r *Report) ShowsPostmortem() bool {
	pm := r.Incident.Postmortem
	return pm != nil && (r.options.Drafts || pm.Published())
}

// ShowsInternal reports whether internal parts of the postmortem are part of
// the report.
func (r *Report) ShowsInternal() bool { return r.options.Internal }
