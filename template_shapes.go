package incident

// The templates of this file are ours: one that asks for as little as can be, and
// the three shapes in which status pages tell of an outage afterwards.

// minimalTemplate asks for four sections.
var minimalTemplate = Template{
	Name: "minimal", Title: "Minimal", Source: "This library",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "What happened and why, in a few sentences."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Fields: impactFields, Guidance: "Who was affected, and how."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Guidance: "What happened when."},
		{Kind: SectionActions, Heading: "Action Items", Required: true, Guidance: "What we do so that it does not happen again."},
	},
}

// storyTemplate is a story above a list of clocks: the shape of reports that are
// written for customers.
var storyTemplate = Template{
	Name: "story", Title: "A story and a timeline", Source: "The shape of public reports on status pages",
	Sections: []SectionSpec{
		{Required: true, Guidance: "Tell it from the beginning: when and for whom it began, what was behind it, how it was noticed and ended, and what has been changed since."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Form: FormBullets, Guidance: "The moments that the story names, and what lay between them."},
	},
}

// sectionedTemplate is the long form: a section for each question, and a sign-off.
var sectionedTemplate = Template{
	Name: "sectioned", Title: "Sections with a sign-off", Source: "The shape of public reports on status pages",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Incident Overview", Required: true, Guidance: "From when until when what was disturbed, and what that meant for customers.",
			Fields: []FieldSpec{{Name: "Start", Fact: FactStart}, {Name: "End", Fact: FactEnd}, {Name: "Affected", Fact: FactComponents}}},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Form: FormBullets, Guidance: "Each change for the better or the worse, with its full date where there is more than one day."},
		{Kind: SectionRootCause, Heading: "Root Cause", Required: true, Guidance: "What in the system led to it, in words that a customer can follow."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Guidance: "One line for each thing that did not work, or worked late."},
		{Kind: SectionResolution, Heading: "Resolution", Required: true, Guidance: "What was done, when, and what it restored."},
		{Kind: SectionActions, Heading: "Aftermath and Long-term Actions", Required: true, Form: FormNumbered, Guidance: "What changes in the weeks to come, and what each change is good for."},
		{Kind: SectionClosing, Heading: "Conclusion", Required: true, Guidance: "A word to the readers: what you have learned, and that you are sorry. Sign it as a team, with the date."},
	},
}

// fieldsFirstTemplate begins with what can be looked up, as on a form.
var fieldsFirstTemplate = Template{
	Name: "fields-first", Title: "Fields, then sections", Source: "The shape of public reports on status pages",
	Sections: []SectionSpec{
		{Required: true, Fields: []FieldSpec{
			{Name: "Incident Date", Fact: FactDate, Required: true}, {Name: "Incident Duration", Fact: FactDuration, Required: true},
			{Name: "Severity", Fact: FactSeverity, Required: true}, {Name: "Status", Fact: FactStatus, Required: true},
		}},
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "What was done or happened, and what that did to the service."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Guidance: "What customers noticed, from when until when, and what was not affected."},
		{Kind: SectionTimeline, Heading: "Timeline of Events", Aliases: []string{"Timeline"}, Required: true, Form: FormTable, Guidance: "What happened when, from the change that began it to the check that ended it."},
		{Kind: SectionMitigation, Heading: "Immediate Fix", Required: true, Guidance: "What ended the impact, and whether it is there to stay."},
		{Kind: SectionActions, Heading: "Long-Term Preventive Actions", Required: true, Form: FormBullets, Guidance: "What is changed so that the next change of this kind is harmless."},
		{Kind: SectionClosing, Heading: "Closing Notes", Required: true, Guidance: "That you are sorry, and whom readers can ask."},
	},
}
