// Package incidenttest helps to test what works with incidents: the bot that
// posts updates, the service that stores them, a writer or a reader of one's
// own. It imports package testing, and go-cmp; import it in tests only.
//
// # Incidents to start from
//
// [Outage], [Maintenance] and [Postmortem] return small complete values that a
// test changes as it needs. [Random] makes any number of ordinary ones from
// seeds, and [Hostile] those that nobody would write.
//
// # Automation
//
// A [Script] tells an incident in a few lines, with a time in front of each.
// Run plays it to the automation under test, by a [Clock] that the test moves;
// Incident is what must come out of it. [Diff] says how what came out differs:
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
// [Promises], [Cadence] and [Final] say what is wrong with an incident that a
// bot has led: a promise that was not kept, a page that was silent, an end with
// something left to do. They return errors, so that they serve outside of
// tests, too.
//
// # Reports
//
// [Golden] compares a report with a file. [TestRenderer] and [TestReader] hold
// writers and readers of reports to what those of this module promise.
package incidenttest
