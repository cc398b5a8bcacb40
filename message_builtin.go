package incident

// builtinMessages are the messages that come with the package. They are worded so that
// one component and several fit, promise a time only where the update has one,
// and name no cause, which nobody but the writer knows.
var builtinMessages = [...]Message{
	{"investigating", StatusInvestigating, "There is a problem with {{component}}, and we are investigating it.\n\nNext update: {{next_update}}"},
	{"confirmed", StatusInvestigating, "We have confirmed the problem with {{component}}. Impact: {{impact}}, since {{started}}. We are looking for the cause.\n\nNext update: {{next_update}}"},
	{"still-investigating", StatusInvestigating, "We have not found the cause of the problem with {{component}} yet, and keep looking for it.\n\nNext update: {{next_update}}"},
	{"reopened", StatusInvestigating, "The problem with {{component}} is back, so we have reopened this incident.\n\nNext update: {{next_update}}"},

	{"identified", StatusIdentified, "We have found the cause of the problem with {{component}}, and are working on a fix.\n\nNext update: {{next_update}}"},
	{"identified-provider", StatusIdentified, "The problem with {{component}} lies with one of our providers. We are in contact with them, and looking for a way around it.\n\nNext update: {{next_update}}"},
	{"fix-delayed", StatusIdentified, "The fix for {{component}} takes longer than we expected. We are still working on it.\n\nNext update: {{next_update}}"},
	{"mitigated", StatusIdentified, "The worst of the problem with {{component}} is over. Some of you may still notice it until the full fix is in place.\n\nNext update: {{next_update}}"},

	{"monitoring", StatusMonitoring, "A fix for {{component}} is in place, and looks good so far. We are monitoring it before we close this incident.\n\nNext update: {{next_update}}"},
	{"still-monitoring", StatusMonitoring, "There have been no new problems with {{component}} since the fix. We are still monitoring.\n\nNext update: {{next_update}}"},

	{"resolved", StatusResolved, "The problem with {{component}} is resolved. We are sorry for the trouble it caused."},
	{"resolved-with-times", StatusResolved, "The problem with {{component}} is resolved. Start: {{started}}. Duration: {{duration}}. We are sorry for the trouble it caused."},
	{"false-alarm", StatusResolved, "This was a false alarm. We have checked {{component}} and found nothing wrong. There is nothing you need to do."},
	{"postmortem-promise", StatusResolved, "The problem with {{component}} is resolved. We will publish a postmortem on this page within 5 business days."},

	{"scheduled", StatusScheduled, "We have planned maintenance of {{component}}, {{window}}. Expect short interruptions during that time."},
	{"maintenance-reminder", StatusScheduled, "A reminder of the planned maintenance of {{component}}. Start: {{window_start}}. End: {{window_end}}."},
	{"maintenance-moved", StatusScheduled, "The planned maintenance of {{component}} has a new time: {{window}}."},
	{"in_progress", StatusInProgress, "The planned maintenance of {{component}} has begun. Planned end: {{window_end}}."},
	{"maintenance-extended", StatusInProgress, "The maintenance of {{component}} takes longer than planned, and goes on beyond {{window_end}}.\n\nNext update: {{next_update}}"},
	{"verifying", StatusVerifying, "The work on {{component}} is done. We are checking that everything runs as it should."},
	{"completed", StatusCompleted, "The planned maintenance of {{component}} is complete. You should see no more interruptions."},
	{"maintenance-cancelled", StatusCompleted, "The planned maintenance of {{component}} is cancelled. Nothing was changed."},
}

// Messages returns the messages that are built in: those for the updates of an
// outage, then those of a maintenance, in the usual order of a life. Each status
// has one of its own name. They are in English.
func Messages() []Message { return append([]Message(nil), builtinMessages[:]...) }

// LookupMessage returns the built-in message of that name, folding case, spaces,
// "-" and "_".
func LookupMessage(name string) (Message, bool) {
	for _, m := range builtinMessages {
		if f := fold(name); f != "" && fold(m.Name) == f {
			return m, true
		}
	}
	return Message{}, false
}
