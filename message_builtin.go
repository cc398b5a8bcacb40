package incident

// builtin are the messages that come with the package. They are worded so that
// one component and several fit, promise a time only where the update has one,
// and name no cause, which nobody but the writer knows.
var builtin = [...]Message{
	{"investigating", StatusInvestigating, "Something is wrong with {{component}}, and we are looking into it.\n\nNext update: {{next_update}}"},
	{"confirmed", StatusInvestigating, "We see the problem with {{component}} ourselves. Impact: {{impact}}, since {{started}}. We are searching for the cause.\n\nNext update: {{next_update}}"},
	{"still-investigating", StatusInvestigating, "We do not know yet what causes the problem with {{component}}. The search goes on.\n\nNext update: {{next_update}}"},
	{"reopened", StatusInvestigating, "The problem with {{component}} is back, so this incident is open again.\n\nNext update: {{next_update}}"},

	{"identified", StatusIdentified, "We know what causes the problem with {{component}}, and the repair is under way.\n\nNext update: {{next_update}}"},
	{"identified-provider", StatusIdentified, "The problem with {{component}} lies with a provider of ours. We are in touch with them and look for a way around it.\n\nNext update: {{next_update}}"},
	{"repair-takes-longer", StatusIdentified, "The repair of {{component}} takes longer than we thought. We are still at it.\n\nNext update: {{next_update}}"},
	{"mitigated", StatusIdentified, "The worst of the problem with {{component}} is over. Some of you may still notice it until the lasting repair is in.\n\nNext update: {{next_update}}"},

	{"monitoring", StatusMonitoring, "The repair of {{component}} is in, and the signs are good. We watch it for a while before we call this over.\n\nNext update: {{next_update}}"},
	{"still-monitoring", StatusMonitoring, "No new trouble with {{component}} since the repair. We go on watching.\n\nNext update: {{next_update}}"},

	{"resolved", StatusResolved, "The problem with {{component}} is over. We are sorry for the trouble it caused."},
	{"resolved-with-times", StatusResolved, "The problem with {{component}} is over. Start: {{started}}. Duration: {{duration}}. We are sorry for the trouble it caused."},
	{"false-alarm", StatusResolved, "This was a false alarm. We have checked {{component}} and found nothing wrong. There is nothing you need to do."},
	{"postmortem-promise", StatusResolved, "The problem with {{component}} is over. We will publish a postmortem on this page within 5 business days."},

	{"scheduled", StatusScheduled, "We plan work on {{component}}, {{window}}. Expect short interruptions during that time."},
	{"maintenance-reminder", StatusScheduled, "A reminder of the planned work on {{component}}. Start: {{window_start}}. End: {{window_end}}."},
	{"maintenance-moved", StatusScheduled, "The planned work on {{component}} has a new time: {{window}}."},
	{"in_progress", StatusInProgress, "The planned work on {{component}} has begun. Planned end: {{window_end}}."},
	{"maintenance-extended", StatusInProgress, "The work on {{component}} takes longer than planned and goes on beyond {{window_end}}.\n\nNext update: {{next_update}}"},
	{"verifying", StatusVerifying, "The work on {{component}} is done. We are checking that everything runs as it should."},
	{"completed", StatusCompleted, "The planned work on {{component}} is complete. Nothing more is to be expected from it."},
	{"maintenance-cancelled", StatusCompleted, "We have called off the planned work on {{component}}. Nothing was changed."},
}

// Messages returns the messages that are built in: those for the updates of an
// outage, then those of a maintenance, in the usual order of a life. Each status
// has one of its own name. They are in English.
func Messages() []Message { return append([]Message(nil), builtin[:]...) }

// LookupMessage returns the built-in message of that name, folding case, spaces,
// "-" and "_".
func LookupMessage(name string) (Message, bool) {
	for _, m := range builtin {
		if f := fold(name); f != "" && fold(m.Name) == f {
			return m, true
		}
	}
	return Message{}, false
}
