// Package incidenttest helps to test code that works with incidents: a bot that
// posts updates, a service that stores them, or a writer or reader of reports.
// It imports packages testing and go-cmp, so import it in tests only.
//
// For a first test of a bot, start with [ParseScript], [Script.Run] and [Diff].
//
// # Sample incidents
//
// [Outage], [Maintenance] and [Postmortem] return small complete values, which
// a test may change. [Random] returns any number of ordinary incidents, one for
// each seed, and [Hostile] incidents that nobody would write.
//
// # Automation
//
// A [Script] describes the course of an incident in a few lines, each with its
// time. Script.Run delivers its steps to the automation under test and moves a
// [Clock]. Script.Incident returns the expected incident, and [Diff] describes
// how the actual one differs:
//
//	script, err := incidenttest.ParseScript(base, day, `
//	10:17 investigating Checkout=partial_outage next=30m: We are looking into it.
//	10:40 resolved Checkout=operational: All is well.
//	`)
//	...
//	err = script.Twice().Shuffled(seed, 3*time.Second).Run(clock, bot.Handle)
//	...
//	if diff := incidenttest.Diff(script.Incident(), bot.Incident()); diff != "" {
//		t.Errorf("incident (-want +got):\n%s", diff)
//	}
//
// [Promises], [Cadence] and [Final] check an incident that a bot has managed:
// whether it kept its promises, whether it posted often enough, and whether
// nothing is left to do at the end. They return errors rather than failing a
// test, so they can also be used elsewhere.
//
// # Reports
//
// [Golden] compares a report with a file. [TestRenderer] and [TestReader] check
// whether writers and readers of reports have the properties of those in this
// module.
package incidenttest
