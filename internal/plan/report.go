// Package plan decides what a report says: which parts it has, in which order,
// in which words and zones, and without what its readers may not see. A printer
// spells a plan in its format and decides none of that again.
//
// A [Report] is the plan of a page, of a postmortem alone, of a history or of a
// single update:
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
// Its parts are printed in the order in which the methods of Report and the
// fields of [Document], [Section] and [Post] are declared. Texts are Markdown,
// as the model has them, or plain: words that a method appends, guarded as one
// line, and that the printer escapes for its format. No row and no update costs
// an allocation.
package plan

import (
	"slices"
	"sync"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Options are the choices of the user of a writer. The zero value shows what is
// published, in the zone of the page.
type Options struct {
	Zones    []*time.Location // zones to show; the first one leads; nil: those of the document
	Drafts   bool             // show a postmortem that is not published
	Internal bool             // show the internal sections and actions of a postmortem
	Whole    bool             // show all that is known of actions in a table, whatever columns it names
	Past     bool             // write the affected sentence in the past tense, whatever the status
	Exact    bool             // the format says instants to its readers, beside the words
	Around   Around           // what the format writes around an instant; may be nil
}

// A Report is the plan of one report.
type Report struct {
	Incident *incident.Incident
	Lang     *words.Language
	Clock    Clock
	Affected []incident.Affected // components, those of a group side by side
	Alone    bool                // the report is a document without the page around it
	options  Options
	page     [1]*time.Location  // zone of the page
	days     []incident.Section // of a history
	before   statusRun          // what statusBefore found last
}

var reports = sync.Pool{New: func() any { return new(Report) }}

// Page returns the plan of a page: title, second line, window of a maintenance,
// postmortem, updates from the newest to the oldest, affected components. That
// of a nil incident is nil.
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
	r.Incident, r.Lang, r.Alone, r.options, r.days = inc, words.For(inc.Page.Lang), false, o, nil
	r.before = statusRun{}
	page, err := inc.Page.Location()
	if err != nil {
		page = time.UTC // and the report says UTC
	}
	r.page[0] = page
	r.Clock = Clock{r.Lang, page, o.Zones, o.Around}
	if len(o.Zones) == 0 {
		r.Clock.Zones = r.page[:]
	}
	r.Affected = inc.AppendAffected(slices.Grow(r.Affected[:0], len(inc.Components)))
	arrange(r.Affected)
	return r
}

// Postmortem returns the plan of the postmortem alone: title, second line and
// postmortem, even if that is a draft. Without a postmortem it is nil.
func Postmortem(inc *incident.Incident, o Options) *Report {
	if inc == nil || inc.Postmortem == nil {
		return nil
	}
	o.Drafts = true
	r := Page(inc, o)
	r.Alone = true
	return r
}

// Free hands the memory of the plan on to the next one. The plan is not to be
// used afterwards. Calling Free is optional.
func (r *Report) Free() {
	clear(r.Affected)
	if cap(r.Affected) < 1000 {
		*r = Report{Affected: r.Affected[:0]}
		reports.Put(r)
	}
}

// AppendTitle appends the title.
func (r *Report) AppendTitle(dst []byte) []byte {
	return markdown.AppendLine(dst, r.Incident.Title)
}

// Subtitle returns the words of the second line. If named, the name of the page
// follows them: "Incident Report for Example Shop".
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

// AppendPageName appends the name of the page.
func (r *Report) AppendPageName(dst []byte) []byte {
	return markdown.AppendInsert(dst, r.Incident.Page.Name)
}

// AppendSubtitle appends the second line with the name of the page.
func (r *Report) AppendSubtitle(dst []byte) []byte {
	text, named := r.Subtitle()
	dst = append(dst, text...)
	if named {
		dst = r.AppendPageName(append(dst, ' '))
	}
	return dst
}

// AppendWindow appends the planned time of a maintenance, "Scheduled for Jan
// 24, 2022, 00:00-03:00 UTC"; nothing if there is none.
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
