package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/lint"
)

// at returns a time on March 5, 2024, in Copenhagen, which is an hour ahead of
// UTC.
func at(hour, minute int) time.Time {
	return time.Date(2024, time.March, 5, hour-1, minute, 0, 0, time.UTC)
}

// clean returns a report in which no rule finds anything.
func clean() *incident.Incident {
	return &incident.Incident{
		Title: "Payments fail", Page: incident.Page{Name: "Example Tickets", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout", Status: incident.ComponentOperational}, {Name: "Refunds", Status: incident.ComponentOperational}},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(10, 12), Body: "Some payments fail. Next update by 10:40 CET."},
			{Status: incident.StatusIdentified, At: at(10, 38), Body: "A certificate has expired. Next update by 11:10 CET."},
			{Status: incident.StatusMonitoring, At: at(11, 2), Body: "The certificate is renewed, and payments go through. Next update by 11:40 CET."},
			{Status: incident.StatusResolved, At: at(11, 31), Body: "All payments go through. A postmortem will be posted within 5 business days."},
		},
		Postmortem: &incident.Postmortem{PublishedAt: at(24*3+10, 0), Sections: []incident.Section{
			{Kind: incident.SectionSummary, Heading: "Summary", Body: "Payments in the checkout and refunds failed. We are sorry."},
			{Kind: incident.SectionImpact, Heading: "Impact", Body: "Between 10:05 and 11:00 CET on March 5, 2024, 312 payments failed and customers were affected."},
			{Kind: incident.SectionRootCause, Heading: "Root cause", Body: "A certificate had expired."},
			{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{
				{At: at(10, 5), Text: "The certificate expires.", Milestone: incident.MilestoneImpactStarted},
				{At: at(10, 9), Text: "An alert fires.", Milestone: incident.MilestoneDetected},
				{At: at(10, 36), Text: "The cause is found.", Milestone: incident.MilestoneIdentified},
				{At: at(11, 0), Text: "The certificate is renewed.", Milestone: incident.MilestoneImpactEnded},
			}}},
			{Kind: incident.SectionActions, Heading: "Actions", Actions: []incident.Action{
				{Text: "Alert a month before certificates expire.", Owner: "Payments team", Due: civil.Date{Year: 2024, Month: time.April, Day: 1}},
			}},
		}},
	}
}

func update(inc *incident.Incident, i int) *incident.Update   { return &inc.Updates[i] }
func section(inc *incident.Incident, i int) *incident.Section { return &inc.Postmortem.Sections[i] }
func event(inc *incident.Incident, i int) *incident.Event {
	return &inc.Postmortem.Sections[3].Timeline.Events[i]
}

// A ruleCase has a change of the clean report after which a rule finds a fault,
// and one after which it nearly does.
type ruleCase struct {
	rule       string
	name       string // set if a rule has several cases
	options    lint.Options
	fires      func(*incident.Incident)
	path       string // of the first finding; "" if it is not compared
	severity   lint.Severity
	nearly     func(*incident.Incident)
	alsoNearly func(*incident.Incident)
}

const (
	updateBody = "updates[1].body"
	window     = "Between 10:05 and 11:00 CET on March 5, 2024, "
)

func impact(text string) func(*incident.Incident) {
	return func(inc *incident.Incident) { section(inc, 1).Body = text }
}

// impactFields states the impact from 10:05 to 11:00 and its duration in
// fields.
func impactFields(duration string) func(*incident.Incident) {
	return func(inc *incident.Incident) {
		section(inc, 1).Fields = []incident.Field{
			{Name: "Start", Value: "March 5, 2024, 10:05 CET"}, {Name: "End", Value: "March 5, 2024, 11:00 CET"}, {Name: "Duration", Value: duration},
		}
	}
}

// due gives the action a due date that is not a day.
func due(written string) func(*incident.Incident) {
	return func(inc *incident.Incident) {
		a := &section(inc, 4).Actions[0]
		a.Due, a.DueWritten = civil.Date{}, written
	}
}

// began states the start of the impact in the text.
func began(hour, minute int) func(*incident.Incident) {
	return func(inc *incident.Incident) {
		impact(fmt.Sprintf("Between %02d:%02d and 11:00 CET on March 5, 2024, 312 payments failed and customers were affected.", hour, minute))(inc)
		event(inc, 0).Milestone = ""
	}
}

func body(i int, text string) func(*incident.Incident) {
	return func(inc *incident.Incident) { update(inc, i).Body = text }
}

func ruleCases() []ruleCase {
	internal := lint.Options{Profile: lint.Internal}
	return []ruleCase{
		{rule: "zone-missing", fires: body(1, "A certificate has expired. Next update by 11:10."), path: updateBody,
			nearly: body(1, "A certificate has expired. Next update in 30 minutes.")},
		{rule: "zone-missing", name: "a page without a zone", severity: lint.Warning, fires: func(inc *incident.Incident) {
			inc.Page.TimeZone = ""
			body(1, "A certificate has expired. Next update by 11:10.")(inc)
		}, nearly: func(inc *incident.Incident) { inc.Page.TimeZone = "" }},
		{rule: "zone-season", fires: body(1, "A certificate has expired. Next update by 11:10 CEST."), path: updateBody,
			nearly: body(1, "A certificate has expired. Next update by 12:10 EET.")},
		{rule: "zone-season", name: "a timeline", fires: func(inc *incident.Incident) {
			section(inc, 3).Timeline.Zone = "CEST"
		}, path: "postmortem.sections[3].timeline.events[0]", nearly: func(inc *incident.Incident) { section(inc, 3).Timeline.Zone = "CET" },
			alsoNearly: func(inc *incident.Incident) { section(inc, 3).Timeline.Zone = "UTC" }},
		{rule: "zone-unknown", fires: body(1, "A certificate has expired. Next update by 10:10 UCT."), path: updateBody,
			nearly: body(1, "A certificate has expired. Next update by 10:10 UTC.")},
		{rule: "zone-shifted", fires: shiftZone, nearly: func(inc *incident.Incident) {
			shiftZone(inc)
			for i := range inc.Updates {
				update(inc, i).At = update(inc, i).At.Add(time.Hour) // as they were posted
				update(inc, i).Body = "We are on it."
			}
		}},
		{rule: "zone-mixed", fires: body(1, "A certificate has expired. Next update by 10:10 UTC."), path: updateBody,
			nearly: body(1, "A certificate has expired. Next update by 11:10 GMT+1."), alsoNearly: body(1, "A certificate has expired. Next update by 12:10 CEST.")},
		{rule: "zone-mixed", name: "page without a zone", fires: func(inc *incident.Incident) {
			inc.Page.TimeZone = ""
			body(1, "A certificate has expired. Next update by 05:10 EST.")(inc)
		}, path: updateBody, nearly: func(inc *incident.Incident) { inc.Page.TimeZone = "" }},

		{rule: "noon-meridiem", fires: body(1, "It began at 12:00 PM CET. Next update by 11:10 CET."), path: updateBody,
			nearly: body(1, "It began at 12:10 PM CET. Next update by 11:10 CET.")},
		{rule: "noon-meridiem", name: "one side of a range", severity: lint.Info, fires: impact("From 9:49-11:15 AM CET on March 5, 2024, 312 payments failed."),
			nearly: impact("From 9:49 AM to 11:15 AM CET on March 5, 2024, 312 payments failed.")},
		{rule: "numeric-date", severity: lint.Warning, fires: impact("Between 10:05 and 11:00 CET on 05/03/2024, 312 payments failed."),
			nearly: impact(window + "312 payments failed.")},
		{rule: "numeric-date", name: "one order only", severity: lint.Info, fires: impact("On 25/02/2024, 312 payments failed."),
			nearly: impact("On 2024-02-25, 312 payments failed.")},
		{rule: "weekday-mismatch", fires: impact("On Monday, March 5, 2024, 312 payments failed."),
			nearly: impact("On Tuesday, March 5, 2024, 312 payments failed."), alsoNearly: impact("On Tuesday, 5th of March, 312 payments failed.")},
		{rule: "clock-change", fires: impact("On March 31, 2024, at 02:30, 312 payments failed."),
			nearly: impact("On March 31, 2024, at 03:30, 312 payments failed.")},

		{rule: "timeline-unsorted", fires: func(inc *incident.Incident) { event(inc, 1).At = at(10, 1) }, path: "postmortem.sections[3].timeline.events[1]",
			nearly: func(inc *incident.Incident) { event(inc, 1).At = at(10, 5) }, alsoNearly: func(inc *incident.Incident) {
				events := section(inc, 3).Timeline.Events
				events[0], events[1], events[2], events[3] = events[3], events[2], events[1], events[0]
			}},
		{rule: "timeline-duplicate", fires: func(inc *incident.Incident) {
			event(inc, 1).At, event(inc, 1).Text = at(10, 5), "The certificate expires"
		},
			path: "postmortem.sections[3].timeline.events[1]", nearly: func(inc *incident.Incident) { event(inc, 1).Text = "The certificate expires." }},
		{rule: "timeline-short", fires: func(inc *incident.Incident) {
			section(inc, 3).Timeline.Events = section(inc, 3).Timeline.Events[:1]
		}, path: "postmortem.sections[3]", nearly: func(inc *incident.Incident) {
			section(inc, 3).Timeline.Events = section(inc, 3).Timeline.Events[:2]
		}},
		{rule: "timeline-after-publication", fires: func(inc *incident.Incident) { event(inc, 3).At = at(24*31, 0) }, path: "postmortem.sections[3].timeline.events[3]",
			nearly: func(inc *incident.Incident) {
				event(inc, 3).At = at(24*31, 0)
				inc.Postmortem.EditedAt = at(24*31, 30)
			}, alsoNearly: func(inc *incident.Incident) {
				event(inc, 3).At, event(inc, 3).Precision = at(24*3+22, 0), incident.PrecisionDay
			}},
		{rule: "timeline-after-resolved", fires: func(inc *incident.Incident) { event(inc, 3).At = at(12, 0) }, path: "postmortem.sections[3].timeline.events[3]",
			nearly: func(inc *incident.Incident) { event(inc, 3).At = at(11, 40) }, alsoNearly: func(inc *incident.Incident) {
				event(inc, 3).At, event(inc, 3).Text, event(inc, 3).Milestone = at(14, 0), "Postmortem held.", incident.MilestoneClosed
			}},
		{rule: "milestones-out-of-order", fires: func(inc *incident.Incident) { event(inc, 1).At = at(10, 50) }, path: "postmortem.sections[3].timeline.events[1]",
			nearly: func(inc *incident.Incident) { event(inc, 1).At, event(inc, 1).Inferred = at(10, 50), true }},
		{rule: "window-unmatched", severity: lint.Warning, fires: func(inc *incident.Incident) { event(inc, 3).At = at(11, 5) },
			path: "postmortem.sections[1].body", nearly: func(inc *incident.Incident) { event(inc, 3).Until = at(11, 5) }},
		{rule: "window-unmatched", name: "no recovery is told", severity: lint.Info, fires: func(inc *incident.Incident) { event(inc, 3).At, event(inc, 3).Milestone = at(11, 5), "" },
			nearly: func(inc *incident.Incident) { event(inc, 3).Milestone = "" }},
		{rule: "phase-contradicts-updates", fires: func(inc *incident.Incident) {
			event(inc, 2).At = at(10, 20)
			update(inc, 1).Status = incident.StatusInvestigating
		}, path: "postmortem.sections[3].timeline.events[2]", nearly: func(inc *incident.Incident) {
			event(inc, 2).At = at(10, 35)
			update(inc, 1).Status = incident.StatusInvestigating
		}},

		{rule: "duration-arithmetic", fires: impact("For 35 minutes, between 10:05 and 11:00 CET on March 5, 2024, 312 payments failed."), path: "postmortem.sections[1].body",
			nearly:     impact("For 55 minutes, between 10:05 and 11:00 CET on March 5, 2024, 312 payments failed."),
			alsoNearly: impact("For about an hour, between 10:05 and 11:00 CET on March 5, 2024, 312 payments failed.")},
		{rule: "duration-arithmetic", name: "rounded", fires: impact("Between 10:05 and 12:50 CET on March 5, 2024 (2 hours), 312 payments failed."),
			nearly: impact("Between 10:05 and 12:10 CET on March 5, 2024 (2 hours), 312 payments failed.")},
		{rule: "duration-arithmetic", name: "fields", fires: impactFields("2 h 55 min"), path: "postmortem.sections[1].fields[2].value",
			nearly: impactFields("55 minutes"), alsoNearly: impactFields("about an hour")},
		{rule: "duration-missing", fires: func(inc *incident.Incident) {
			impact("312 payments failed.")(inc)
			event(inc, 3).Milestone = ""
		}, path: "postmortem", nearly: impact("312 payments failed for 55 minutes.")},
		{rule: "duration-is-range", fires: func(inc *incident.Incident) {
			section(inc, 1).Fields = []incident.Field{{Name: "Duration", Value: "10:05-11:00 CET"}}
		}, nearly: func(inc *incident.Incident) {
			section(inc, 1).Fields = []incident.Field{{Name: "Duration", Value: "55 minutes"}}
		}},

		{rule: "day-shifted", fires: impact("From March 5, 2024, 10:05 CET to March 6, 2024, 11:31 CET, 312 payments failed and customers were affected."), path: "postmortem.sections[1].body",
			nearly: impact("From March 5, 2024, 10:05 CET to March 6, 2024, 11:30 CET, 312 payments failed and customers were affected.")},
		{rule: "updates-before-start", fires: began(10, 45), path: "postmortem.sections[1].body", nearly: began(10, 25)},

		{rule: "update-missed", fires: func(inc *incident.Incident) {
			for i := 1; i < 4; i++ {
				update(inc, i).At = update(inc, i).At.Add(65 * time.Minute)
				update(inc, i).Body = "More is known."
			}
		}, path: "updates[0].body", nearly: func(inc *incident.Incident) { update(inc, 1).At = at(10, 44) }},
		{rule: "update-missed", name: "a little late", severity: lint.Warning, fires: func(inc *incident.Incident) { update(inc, 1).At = at(10, 52) },
			nearly: func(inc *incident.Incident) { update(inc, 1).At = at(10, 45) }},
		{rule: "update-missed", name: "by now", options: lint.Options{Now: at(14, 0)}, fires: func(inc *incident.Incident) { inc.Updates = inc.Updates[:2] },
			path: updateBody, nearly: func(inc *incident.Incident) {}},
		{rule: "promise-in-past", fires: body(1, "A certificate has expired. Next update on March 5, 10:10 CET."), path: updateBody,
			nearly: body(1, "A certificate has expired. Next update on March 5, 10:10 UTC."), alsoNearly: body(1, "A certificate has expired. Next update at 10:10.")},
		{rule: "promises-differ", fires: func(inc *incident.Incident) { update(inc, 1).NextUpdate = at(11, 20) }, path: updateBody,
			nearly: func(inc *incident.Incident) { update(inc, 1).NextUpdate = at(11, 14) }},
		{rule: "postmortem-late", fires: func(inc *incident.Incident) { inc.Postmortem.PublishedAt = at(24*9, 0) }, path: "updates[3].body",
			nearly: func(inc *incident.Incident) { inc.Postmortem.PublishedAt = at(24*7+12, 0) }},
		{rule: "next-update-missing", fires: body(1, "A certificate has expired."), path: updateBody,
			nearly: func(inc *incident.Incident) {
				body(1, "A certificate has expired.")(inc)
				update(inc, 1).NextUpdate = at(11, 10)
			}, alsoNearly: body(1, "A certificate has expired. Next update by 11:10 CSET.")},
		{rule: "next-update-missing", name: "and a long time", severity: lint.Warning, fires: func(inc *incident.Incident) {
			body(1, "A certificate has expired.")(inc)
			update(inc, 2).At, update(inc, 3).At = at(11, 50), at(12, 0)
		}, nearly: func(inc *incident.Incident) { update(inc, 2).At, update(inc, 3).At = at(11, 50), at(12, 0) }},

		{rule: "first-update-late", fires: began(9, 55), path: "updates[0]", nearly: began(10, 2)},
		{rule: "first-update-late", name: "an hour", severity: lint.Warning, fires: began(9, 5), nearly: began(10, 2)},
		{rule: "update-gap", fires: func(inc *incident.Incident) {
			body(1, "A certificate has expired.")(inc)
			update(inc, 2).At, update(inc, 3).At = at(11, 20), at(11, 45)
		}, path: "updates[1].at", nearly: func(inc *incident.Incident) {
			body(1, "A certificate has expired. Next update by 11:20 CET.")(inc)
			update(inc, 2).At, update(inc, 3).At = at(11, 20), at(11, 45)
		}},
		{rule: "update-gap", name: "by impact", options: lint.Options{Gaps: map[incident.Impact]time.Duration{incident.ImpactCritical: 15 * time.Minute}},
			fires: func(inc *incident.Incident) {
				inc.Impact = incident.ImpactCritical
				body(1, "A certificate has expired.")(inc)
			}, nearly: func(inc *incident.Incident) {
				inc.Impact = incident.ImpactMinor
				body(1, "A certificate has expired.")(inc)
			}},

		{rule: "update-repeated", fires: func(inc *incident.Incident) {
			body(1, "We look into it. Next update by 11:10 CET")(inc)
			body(2, "We look into it.\nNext update by 11:10 CET.")(inc)
		}, path: "updates[2].body", nearly: func(inc *incident.Incident) {
			body(1, "We look into it. Next update by 11:10 CET")(inc)
			body(2, "We look into it. Next update by 11:40 CET.")(inc)
		}},
		{rule: "update-boilerplate", fires: body(3, "This incident has been resolved."), path: "updates[3].body", nearly: body(3, "This incident has been resolved by a new certificate.")},
		{rule: "update-burst", fires: func(inc *incident.Incident) {
			inc.Updates = append(inc.Updates[:2:2], append([]incident.Update{{At: at(10, 40), Body: "We are continuing to work on a fix for this issue."}}, inc.Updates[2:]...)...)
		}, path: "updates[2].body", nearly: func(inc *incident.Incident) {
			update(inc, 2).Body, update(inc, 2).At = "A fix has been implemented and we are monitoring the results.", at(10, 40)
		}},
		{rule: "updates-same-minute", fires: func(inc *incident.Incident) { update(inc, 1).At = at(10, 12).Add(20 * time.Second) }, path: "updates[1].at",
			nearly: func(inc *incident.Incident) { update(inc, 1).At = at(10, 13) }},

		{rule: "status-order", fires: func(inc *incident.Incident) { update(inc, 1).Status = incident.StatusScheduled }, path: "updates[1].status",
			nearly: func(inc *incident.Incident) { update(inc, 1).Status = incident.StatusInvestigating }},
		{rule: "status-order", name: "unknown", fires: func(inc *incident.Incident) { update(inc, 1).Status = "found" }, path: "updates[1].status",
			nearly: func(inc *incident.Incident) { update(inc, 1).Status = "" }},
		{rule: "status-starts-late", fires: func(inc *incident.Incident) { update(inc, 0).Status = incident.StatusIdentified }, path: "updates[0].status",
			nearly: func(inc *incident.Incident) {
				update(inc, 0).Status, update(inc, 0).Inferred = incident.StatusIdentified, true
			}},
		{rule: "status-skipped", fires: func(inc *incident.Incident) { update(inc, 2).Status = "" }, path: "updates[3]",
			nearly: func(inc *incident.Incident) {
				update(inc, 1).Status, update(inc, 2).Status, update(inc, 0).Status = "", "", ""
			}},
		{rule: "status-contradicts-text", fires: body(1, "We are actively investigating. Next update by 11:10 CET."), path: updateBody,
			nearly: body(1, "We were investigating, and a certificate has expired. Next update by 11:10 CET.")},

		{rule: "component-denied", fires: body(0, "Some payments fail. Refunds are not affected. Next update by 10:40 CET."), path: "updates[0].body",
			nearly: body(0, "Some payments fail. Exports are not affected. Next update by 10:40 CET."), alsoNearly: func(inc *incident.Incident) {
				body(0, "Some payments fail. Refunds are not affected. Next update by 10:40 CET.")(inc)
				update(inc, 1).Changes = []incident.Change{{Name: "Refunds", To: incident.ComponentMajorOutage}}
			}},
		{rule: "component-unmentioned", fires: func(inc *incident.Incident) { section(inc, 0).Body = "Payments in the checkout failed. We are sorry." }, path: "components",
			nearly: func(inc *incident.Incident) {
				section(inc, 0).Body = "Payments at checkouts and a refund failed. We are sorry."
			}},
		{rule: "component-left-down", fires: func(inc *incident.Incident) { inc.Components[0].Status = incident.ComponentMajorOutage },
			nearly: func(inc *incident.Incident) { inc.Components[0].Status = "" }, alsoNearly: func(inc *incident.Incident) {
				inc.Components[0].Status = incident.ComponentMajorOutage
				inc.Updates = inc.Updates[:3]
			}},
		{rule: "component-unknown", options: lint.Options{Components: []incident.Component{{Group: "Shop", Name: "Checkout"}, {Name: "Refunds"}}},
			fires: func(inc *incident.Incident) { inc.Components[1].Name = "Refund" }, path: "components[1]", nearly: func(*incident.Incident) {}},

		{rule: "placeholder", fires: func(inc *incident.Incident) { section(inc, 2).Body = "TBD" }, path: "postmortem.sections[2].body",
			nearly: func(inc *incident.Incident) {
				section(inc, 2).Body = "A certificate had expired. TODO: ask the vendor."
			}},
		{rule: "placeholder", name: "nothing below a heading", fires: func(inc *incident.Incident) { section(inc, 2).Body = "" }, path: "postmortem.sections[2].heading",
			nearly: func(inc *incident.Incident) {
				inc.Postmortem.Sections = slices.Insert(inc.Postmortem.Sections, 3, incident.Section{Heading: "The certificate", Body: section(inc, 2).Body})
				section(inc, 2).Body = ""
			}},
		{rule: "impact-vague", fires: impact(window + "several customers were affected."), path: "postmortem.sections[1].body",
			nearly:     impact(window + "several customers were affected: 312 payments failed."),
			alsoNearly: impact(window + "one payment in four of several customers failed.")},
		{rule: "cause-missing", fires: func(inc *incident.Incident) {
			section(inc, 2).Kind, section(inc, 2).Heading, section(inc, 2).Body = "", "Details", "A certificate."
			event(inc, 2).Text = "It is found."
		}, path: "postmortem", nearly: func(inc *incident.Incident) {
			section(inc, 2).Kind, section(inc, 2).Heading = incident.SectionContributingFactors, "Contributing factors"
		}, alsoNearly: func(inc *incident.Incident) {
			section(inc, 2).Kind, section(inc, 2).Heading = "", "Why it happened"
		}},
		{rule: "actions-missing", fires: func(inc *incident.Incident) { inc.Postmortem.Sections = inc.Postmortem.Sections[:4] }, path: "postmortem",
			nearly: func(inc *incident.Incident) {
				inc.Postmortem.Sections = inc.Postmortem.Sections[:4]
				section(inc, 2).Body = "A certificate had expired. We have added an alert. We will renew certificates by a robot."
			}, alsoNearly: func(inc *incident.Incident) {
				inc.Postmortem.Sections[4] = incident.Section{Heading: "What we will do", Body: "Renew certificates by a robot."}
			}},
		{rule: "action-incomplete", options: internal, fires: func(inc *incident.Incident) { section(inc, 4).Actions[0].Owner = "" }, path: "postmortem.sections[4].actions[0]",
			nearly: func(inc *incident.Incident) {
				section(inc, 4).Actions[0].Owner, section(inc, 4).Actions[0].State = "", incident.ActionDone
			}},
		{rule: "action-incomplete", name: "due", options: internal, fires: due("next Friday"), path: "postmortem.sections[4].actions[0]",
			nearly: due("end of March 2024"), alsoNearly: due("Q2 2024")},
		{rule: "date-contradicts-stamp", fires: func(inc *incident.Incident) {
			section(inc, 0).Fields = []incident.Field{{Name: "Date", Value: "March 9, 2024"}}
		}, path: "postmortem.sections[0].fields[0].value", nearly: func(inc *incident.Incident) {
			section(inc, 0).Fields = []incident.Field{{Name: "Date", Value: "March 8, 2024"}}
		}, alsoNearly: func(inc *incident.Incident) {
			section(inc, 0).Fields = []incident.Field{{Name: "Date", Value: "March 5, 2024"}}
		}},
		{rule: "apology-missing", fires: func(inc *incident.Incident) { section(inc, 0).Body = "Payments in the checkout and refunds failed." }, path: "postmortem",
			nearly: func(inc *incident.Incident) {
				section(inc, 0).Body = "Payments in the checkout and refunds failed. We apologize."
			}},

		{rule: "state-contradicts-publication", fires: func(inc *incident.Incident) { inc.Postmortem.State = incident.ReviewDraft }, path: "postmortem.state",
			nearly: func(inc *incident.Incident) {
				inc.Postmortem.State, inc.Postmortem.PublishedAt = incident.ReviewDraft, time.Time{}
			}},
		{rule: "internal-detail", fires: body(1, "The host pay-3.prod.internal has an expired certificate. Next update by 11:10 CET."), path: updateBody,
			nearly: body(1, "The host pay-3.example.com has an expired internal certificate. Next update by 11:10 CET.")},
		{rule: "internal-detail", name: "addresses", fires: body(1, "The host 10.2.0.17 has an expired certificate. Next update by 11:10 CET."),
			nearly: body(1, "The host 192.0.2.17 has an expired certificate, version 10.2.0. Next update by 11:10 CET.")},

		{rule: "human-error", fires: func(inc *incident.Incident) { section(inc, 2).Body = "The cause was human error." }, path: "postmortem.sections[2].body",
			nearly: func(inc *incident.Incident) {
				section(inc, 2).Body = "The cause was no “human error”: the page showed a user error."
			}},
		{rule: "person-blamed", fires: func(inc *incident.Incident) {
			section(inc, 2).Body = "The cause: an engineer forgot to renew the certificate."
		}, nearly: func(inc *incident.Incident) { section(inc, 2).Body = "The cause: the service failed to start." }},
		{rule: "counterfactual", fires: func(inc *incident.Incident) { event(inc, 1).Text = "An alert should have fired." }, path: "postmortem.sections[3].timeline.events[1].text",
			nearly: func(inc *incident.Incident) {
				section(inc, 2).Body = "The cause: certificates should have been watched."
			}},
		{rule: "recovery-promised", fires: body(1, "This will be resolved in 20 minutes. Next update by 11:10 CET."), path: updateBody,
			nearly: body(1, "This will be resolved as soon as the certificate is there. Next update by 11:10 CET.")},

		{rule: "channel-limit", fires: func(inc *incident.Incident) { inc.Title = strings.Repeat("é", 256) }, path: "title",
			nearly: func(inc *incident.Incident) { inc.Title = strings.Repeat("é", 255) }},

		{rule: "obligation-missed", options: lint.Options{Profile: lint.Internal, Now: at(24*9, 0), Obligations: []claim.Obligation{{
			Name: "notice to the authority", From: incident.MilestoneDetected, Within: claim.Length{Time: 24 * time.Hour}, Until: "authority_notified"}}},
			fires: func(inc *incident.Incident) {
				inc.Events = []incident.Event{{At: at(24+11, 0), Milestone: "authority_notified"}}
			}, nearly: func(inc *incident.Incident) {
				inc.Events = []incident.Event{{At: at(24+9, 0), Milestone: "authority_notified"}}
			}},
	}
}

// shiftZone makes a report whose timeline says UTC but has the clock times of
// the page: 10:12 and 10:38.
func shiftZone(inc *incident.Incident) {
	section(inc, 1).Body = "Between 10:05 and 11:00 UTC on March 5, 2024, 312 payments failed and customers were affected."
	tl := section(inc, 3).Timeline
	tl.Zone = "UTC"
	tl.Events = []incident.Event{
		{At: at(11, 5), Text: "The certificate expires.", Milestone: incident.MilestoneImpactStarted},
		{At: at(11, 12), Text: "The page says so."},
		{At: at(11, 38), Text: "The cause is found.", Milestone: incident.MilestoneIdentified},
		{At: at(12, 0), Text: "The certificate is renewed.", Milestone: incident.MilestoneImpactEnded},
	}
}

func of(findings []lint.Finding, rule string) (list []lint.Finding) {
	for _, f := range findings {
		if f.Rule == rule {
			list = append(list, f)
		}
	}
	return list
}

func TestClean(t *testing.T) {
	for _, profile := range lint.Profiles() {
		if found := lint.Check(clean(), lint.Options{Profile: profile, Now: at(24*9, 0)}); len(found) > 0 {
			t.Errorf("%s: %v", profile, found)
		}
	}
}

// TestRules checks that each rule finds its fault, and nothing in the report
// that nearly has it.
func TestRules(t *testing.T) {
	tried := make(map[string]bool)
	for _, c := range ruleCases() {
		t.Run(c.rule+"/"+c.name, func(t *testing.T) {
			tried[c.rule] = true
			rule, ok := lint.Lookup(c.rule)
			if !ok {
				t.Fatal("no such rule")
			}
			inc := clean()
			c.fires(inc)
			before := inc.Clone()
			found := of(lint.Check(inc, c.options), c.rule)
			if len(found) == 0 {
				t.Fatalf("the rule finds nothing; all: %v", lint.Check(inc, c.options))
			}
			if diff := cmp.Diff(before, inc); diff != "" {
				t.Errorf("Check changed the incident (-before +after):\n%s", diff)
			}
			if want := c.severity; want == "" && found[0].Severity != rule.Severity || want != "" && found[0].Severity != want {
				t.Errorf("severity %s: %v", found[0].Severity, found[0])
			}
			if c.path != "" && found[0].Path != c.path {
				t.Errorf("path %s, want %s", found[0].Path, c.path)
			}
			if f := found[0]; strings.Contains(f.Message, "\n") || f.Message == "" || strings.HasSuffix(f.Message, ".") {
				t.Errorf("message %q", f.Message)
			}
			for i, near := range []func(*incident.Incident){c.nearly, c.alsoNearly} {
				if near == nil {
					continue
				}
				inc := clean()
				near(inc)
				if found := of(lint.Check(inc, c.options), c.rule); len(found) > 0 {
					t.Errorf("near case %d: %v", i, found)
				}
			}
		})
	}
	for _, r := range lint.Rules() {
		if !tried[r.Name] && !strings.HasPrefix(r.Name, "ignore-") { // those are in TestIgnores
			t.Errorf("%s has no case", r.Name)
		}
		if r.Doc == "" || r.Source == "" || r.Bad == "" || r.Good == "" || r.Severity == "" || strings.ToLower(r.Name) != r.Name {
			t.Errorf("%s is not documented", r.Name)
		}
	}
}

func TestIgnores(t *testing.T) {
	const fault = "A certificate has expired. Next update by 11:10."
	for _, c := range []struct{ comment, want string }{
		{"", "zone-missing"},
		{"<!-- lint:ignore zone-missing: all of our customers are here -->", ""},
		{"<!-- lint:ignore zone-missing -->", "ignore-unreasoned zone-missing"},
		{"<!-- lint:ignore zone-season: another rule -->", "ignore-unused zone-missing"},
		{"<!-- lint:ignore no-such-rule: misspelt -->", "ignore-unused zone-missing"},
		{"<!-- lint:ignore action-incomplete: of another profile -->", "zone-missing"},
	} {
		inc := clean()
		inc.Updates[1].Body = fault + "\n\n" + c.comment
		var got []string
		for _, f := range lint.Check(inc, lint.Options{}) {
			got = append(got, f.Rule)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.comment, diff)
		}
	}
}

// TestOwnRules adds a rule, and selects rules.
func TestOwnRules(t *testing.T) {
	own := lint.Rule{Name: "no-title", Severity: lint.Warning, Check: func(p *lint.Pass) {
		if p.Incident.Title == "" {
			p.Report(lint.Finding{Place: lint.Place{Path: "title"}, Message: "the title is missing"})
		}
	}}
	inc := clean()
	inc.Title = ""
	inc.Updates[1].Body = "A certificate has expired."
	for _, c := range []struct {
		o    lint.Options
		want string
	}{
		{lint.Options{Rules: append(lint.Rules(), own)}, "no-title next-update-missing"},
		{lint.Options{Rules: []lint.Rule{own}}, "no-title"},
		{lint.Options{Only: []string{"next-update-missing"}}, "next-update-missing"},
		{lint.Options{Disable: []string{"next-update-missing"}}, ""},
	} {
		var got []string
		for _, f := range lint.Check(inc, c.o) {
			got = append(got, f.Rule)
		}
		if want := strings.Fields(c.want); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestMitigationIsNoRecovery has a fix after the page had said that the incident
// is over. Its row does not say that users recovered.
func TestMitigationIsNoRecovery(t *testing.T) {
	inc := clean()
	event(inc, 3).At, event(inc, 3).Milestone = at(14, 0), incident.MilestoneMitigated
	found := lint.Check(inc, lint.Options{Only: []string{"timeline-after-resolved"}})
	if len(found) != 1 || !strings.HasPrefix(found[0].Message, "the timeline tells of a mitigation at ") {
		t.Errorf("found %v", found)
	}
}
