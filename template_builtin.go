package incident

// The following templates have been published by others. Names and order of the
// sections are those of the source as far as a [Template] can express them. The
// guidance is our own. So are fields in sections that have none in the source;
// they are optional, and filled with facts that the library knows.

// builtinTemplates are the templates returned by [Templates].
var builtinTemplates = [...]Template{
	sreTemplate, pagerdutyTemplate, atlassianTemplate, statuspageTemplate, azurePreliminaryTemplate, azureFinalTemplate,
	awsTemplate, incidentioTemplate, dfdsTemplate, minimalTemplate, storyTemplate, sectionedTemplate, fieldsFirstTemplate,
}

// Fields of several templates.
var (
	impactFields = []FieldSpec{{Name: "Start", Fact: FactStart}, {Name: "End", Fact: FactEnd}, {Name: "Duration", Fact: FactDuration}, {Name: "Affected", Fact: FactComponents}}
	detectFields = []FieldSpec{{Name: "Time to detect", Fact: FactTimeToDetect}}
	endFields    = []FieldSpec{{Name: "Time to recover", Fact: FactTimeToRecover}}
)

// sreTemplate is Appendix D, "Example Postmortem", of "Site Reliability
// Engineering" (Beyer, Jones, Petoff, Murphy; O'Reilly 2016),
// https://sre.google/sre-book/example-postmortem/. The fields at its top are
// lines in bold there.
var sreTemplate = Template{
	Name: "sre", Title: "Site Reliability Engineering", Source: "Google, Site Reliability Engineering, Appendix D: https://sre.google/sre-book/example-postmortem/",
	Sections: []SectionSpec{
		{Required: true, Fields: []FieldSpec{
			{Name: "Date", Fact: FactDate, Required: true}, {Name: "Authors", Required: true}, {Name: "Status", Required: true},
		}},
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "Two or three sentences: what broke, for whom, for how long, and why."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Fields: impactFields,
			Guidance: "What users could not do, and what it cost them and us. Count what can be counted, and say what is an estimate."},
		{Kind: SectionRootCause, Heading: "Root Causes", Aliases: []string{"Root Cause"}, Required: true,
			Guidance: "The conditions of the system that made the failure possible. Where somebody acted, ask why that was the sensible thing to do at the time."},
		{Kind: SectionTrigger, Heading: "Trigger", Required: true, Guidance: "The event that set it off, on top of the causes above: a release, a burst of traffic, a certificate."},
		{Kind: SectionResolution, Heading: "Resolution", Required: true, Fields: endFields, Guidance: "What reduced the impact, and what ended it."},
		{Kind: SectionDetection, Heading: "Detection", Required: true, Fields: detectFields, Guidance: "Which alarm or which person noticed first, and what could have told us sooner."},
		{Kind: SectionActions, Heading: "Action Items", Required: true, Form: FormTable, Columns: []string{"Action Item", "Type", "Owner", "Bug"},
			Guidance: "What is done so that this does not happen again, or is noticed and over sooner: each with an owner and a ticket."},
		{Kind: SectionLessons, Heading: "Lessons Learned", Required: true},
		{Kind: SectionWentWell, Level: 1, Heading: "What went well", Required: true, Guidance: "What helped and should be kept."},
		{Kind: SectionWentWrong, Level: 1, Heading: "What went wrong", Required: true, Guidance: "What got in the way: tools, alarms, documents, agreements. Not people."},
		{Kind: SectionGotLucky, Level: 1, Heading: "Where we got lucky", Required: true, Guidance: "What could as well have made it worse, and must not be counted on."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Guidance: "From the trigger to the end of the incident. Say where the outage begins, is mitigated and ends; it is another interval than the incident."},
		{Kind: SectionSupportingInfo, Heading: "Supporting information", Fields: []FieldSpec{{Name: "Incident", Fact: FactLink}},
			Guidance: "Links to dashboards, logs and chats that a later reader may want to look at."},
	},
}

// pagerdutyTemplate is the "Postmortem Template" of PagerDuty's incident
// response documentation,
// https://response.pagerduty.com/after/post_mortem_template/. The lines at its
// top and the table of the impact are fields here.
var pagerdutyTemplate = Template{
	Name: "pagerduty", Title: "PagerDuty", Source: "PagerDuty, Incident Response: https://response.pagerduty.com/after/post_mortem_template/",
	Sections: []SectionSpec{
		{Required: true, Fields: []FieldSpec{{Name: "Postmortem Owner", Required: true}, {Name: "Meeting Scheduled For", Required: true}, {Name: "Call Recording"}}},
		{Kind: SectionSummary, Heading: "Overview", Required: true, Guidance: "The incident in a few sentences, for somebody who reads nothing else."},
		{Kind: SectionSummary, Heading: "What Happened", Required: true, Guidance: "The story at more length: what changed, how it failed, and what that did."},
		{Kind: SectionContributingFactors, Heading: "Contributing Factors", Required: true, Guidance: "All conditions that had to come together. There is rarely one, and it is never a person."},
		{Kind: SectionResolution, Heading: "Resolution", Required: true, Fields: endFields, Guidance: "What was done to end the impact, and how we know that it worked."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Form: FormTable, Guidance: "Whom it reached and how. Fill in the table as far as it applies and take out the rest.", Fields: []FieldSpec{
			{Name: "Time in SEV-1"}, {Name: "Time in SEV-2"}, {Name: "Notifications Delivered out of SLA", Aliases: []string{"Notifications out of SLA"}},
			{Name: "Events Dropped / Not Accepted", Aliases: []string{"Events dropped"}},
			{Name: "Accounts Affected"}, {Name: "Users Affected"}, {Name: "Support Requests Raised"},
		}},
		{Kind: SectionResponders, Heading: "Responders", Required: true, Guidance: "Who took part, by role: command, scribe, specialists, contact to customers."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Form: FormTable, Columns: []string{"Time", "Event", "Data Link"},
			Guidance: "What happened when, with a link to what shows it. Begin before the first symptom."},
		{Kind: SectionLessons, Heading: "How'd We Do?", Required: true},
		{Kind: SectionWentWell, Level: 1, Heading: "What Went Well?", Required: true, Guidance: "What worked as it should, in the system and in the response."},
		{Kind: SectionWentWrong, Level: 1, Heading: "What Didn't Go So Well?", Required: true, Guidance: "What slowed us down or surprised us. Describe it so that it could have happened to anybody."},
		{Kind: SectionActions, Heading: "Action Items", Required: true, Guidance: "Each with a ticket, so that somebody can see whether it is done."},
		{Kind: SectionMessaging, Heading: "Messaging", Required: true},
		{Kind: SectionMessaging, Level: 1, Heading: "Internal Email", Required: true, Internal: true, Guidance: "What colleagues should know: a summary, and where to read on."},
		{Kind: SectionMessaging, Level: 1, Heading: "External Message", Required: true, Guidance: "What customers get to read: what happened, and what we do about it."},
	},
}

// atlassianTemplate is Atlassian's "Incident postmortem template",
// https://www.atlassian.com/incident-management/postmortem/templates.
var atlassianTemplate = Template{
	Name: "atlassian", Title: "Atlassian incident postmortem", Source: "Atlassian: https://www.atlassian.com/incident-management/postmortem/templates",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Incident summary", Required: true, Guidance: "What happened, why, how bad it was and how long it took, in one paragraph.",
			Fields: []FieldSpec{{Name: "Severity", Fact: FactSeverity}, {Name: "Date", Fact: FactDate}}},
		{Kind: SectionLeadup, Heading: "Leadup", Required: true, Guidance: "What had been going on before: changes of the last days or weeks that turned out to matter."},
		{Kind: SectionFault, Heading: "Fault", Required: true, Guidance: "What did not work as it was meant to, with a graph or a number where there is one."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Fields: impactFields, Guidance: "What customers met with, how many they were, and how many of them wrote to us."},
		{Kind: SectionDetection, Heading: "Detection", Required: true, Fields: detectFields, Guidance: "How and when it was noticed, and how that time could be halved."},
		{Kind: SectionResponse, Heading: "Response", Required: true, Fields: []FieldSpec{{Name: "Time to acknowledge", Fact: FactTimeToAcknowledge}},
			Guidance: "Which roles were called in and when, and what kept them from starting."},
		{Kind: SectionResolution, Heading: "Recovery", Required: true, Fields: endFields, Guidance: "How service was restored, how it was known to be, and what would have made it faster."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Form: FormBullets, Guidance: "The lead-up, the start of the impact, each decision, the end. One zone for all times."},
		{Kind: SectionFiveWhys, Heading: "Root cause identification: The Five Whys", Aliases: []string{"Five Whys", "5 Whys", "Root cause identification"}, Required: true,
			Guidance: "Begin with the impact and ask why, until the answer is something that can be changed. Branch where there are two answers."},
		{Kind: SectionRootCause, Heading: "Root cause", Required: true, Guidance: "What has to change so that this class of incident does not come back."},
		{Kind: SectionBacklogCheck, Heading: "Backlog check", Required: true, Guidance: "Whether work that was planned already would have prevented it, and why it had to wait."},
		{Kind: SectionRecurrence, Heading: "Recurrence", Required: true, Guidance: "Whether the same cause has shown before, and what became of what was decided then."},
		{Kind: SectionLessons, Heading: "Lessons learned", Required: true, Guidance: "What went well, what did not, and where we had luck."},
		{Kind: SectionActions, Heading: "Corrective actions", Required: true, Form: FormTable, Columns: []string{"Action", "Owner", "Due", "Ticket"},
			Guidance: "What is done, by which team, until when, and where it can be followed."},
	},
}

// statuspageTemplate is what Atlassian Statuspage asks for in a public
// postmortem,
// https://support.atlassian.com/statuspage/docs/create-a-postmortem/. It
// prescribes three topics but no headings, so its sections are found by kind.
var statuspageTemplate = Template{
	Name: "statuspage", Title: "Public postmortem on Statuspage", Source: "Atlassian Statuspage: https://support.atlassian.com/statuspage/docs/create-a-postmortem/",
	Sections: []SectionSpec{
		{Kind: SectionClosing, Required: true, Guidance: "Apologise, for what the readers could not do. Plainly, and before anything else."},
		{Kind: SectionSummary, Required: true, Guidance: "Show that you understand what happened: when, to whom, and why, in words that need no insight into the system."},
		{Kind: SectionActions, Required: true, Form: FormBullets, Guidance: "Explain how you make it less likely: what is done already, and what is yet to come."},
	},
}

// azurePreliminaryTemplate is Microsoft's preliminary post incident review,
// which Azure publishes about three days after mitigation,
// https://azure.status.microsoft/en-us/status/history/ (in the form of 2024).
var azurePreliminaryTemplate = Template{
	Name: "azure-preliminary", Title: "Azure preliminary post incident review", Source: "Microsoft Azure status history: https://azure.status.microsoft/en-us/status/history/",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "What happened?", Required: true, Fields: impactFields, Guidance: "From when until when which customers were affected, and what they met with."},
		{Kind: SectionRootCause, Heading: "What do we know so far?", Aliases: []string{"What went wrong, and why?"}, Required: true,
			Guidance: "What is certain, what is likely, and what is still looked into. Say which is which."},
		{Kind: SectionTimeline, Heading: "How did we respond?", Aliases: []string{"Timeline"}, Required: true, Form: FormBullets, Guidance: "When it was detected, what was tried, and what helped, in order."},
		{Kind: SectionActions, Heading: "What happens next?", Aliases: []string{"How are we making incidents like this less likely or less impactful?"}, Required: true, Form: FormBullets,
			Guidance: "When the final report is due, and what is done until then."},
	},
}

// azureFinalTemplate is Microsoft's final post incident review, published about
// fourteen days after mitigation.
var azureFinalTemplate = Template{
	Name: "azure-final", Title: "Azure final post incident review", Source: "Microsoft Azure status history: https://azure.status.microsoft/en-us/status/history/",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "What happened?", Required: true, Fields: impactFields, Guidance: "From when until when which customers were affected, and what they met with."},
		{Kind: SectionRootCause, Heading: "What went wrong, and why?", Aliases: []string{"What do we know so far?"}, Required: true,
			Guidance: "How the system is meant to work, what was different that day, and why no safeguard caught it."},
		{Kind: SectionTimeline, Heading: "How did we respond?", Aliases: []string{"Timeline"}, Required: true, Form: FormBullets, Guidance: "When it was detected, what was tried, and what helped, in order."},
		{Kind: SectionActions, Heading: "How are we making incidents like this less likely or less impactful?", Aliases: []string{"What happens next?"}, Required: true, Form: FormBullets,
			Guidance: "What is done already and what will be, with the month in which it is expected."},
		{Kind: SectionCustomerGuidance, Heading: "How can customers make incidents like this less impactful?", Required: true,
			Guidance: "What readers can do on their side, without making it sound like their fault."},
		{Kind: SectionMessaging, Heading: "How can we make our incident communications more useful?", Guidance: "Where readers can say what they missed in this report or before it."},
	},
}

// awsTemplate is Amazon's correction of error document as described in
// "Creating a correction of errors document" on the AWS blog,
// https://aws.amazon.com/blogs/mt/creating-a-correction-of-errors-document/.
var awsTemplate = Template{
	Name: "aws-coe", Title: "AWS correction of error", Source: "AWS, Creating a correction of errors document: https://aws.amazon.com/blogs/mt/creating-a-correction-of-errors-document/",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "Write this last, so that it stands alone: context, impact, cause and what changes."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Fields: impactFields, Guidance: "What customers and the business lost, in numbers where there are any."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Guidance: "From the first change that mattered to the last customer who was well again. Explain every gap of more than a few minutes."},
		{Kind: SectionMetrics, Heading: "Metrics", Required: true, Guidance: "The graphs that show the impact, and those that should have.", Fields: []FieldSpec{
			{Name: "Time to detect", Fact: FactTimeToDetect}, {Name: "Time to mitigate", Fact: FactTimeToMitigate}, {Name: "Time to resolve", Fact: FactTimeToResolve},
		}},
		{Heading: "Incident Questions", Required: true},
		{Kind: SectionDetection, Level: 1, Heading: "Detection", Required: true, Guidance: "When and how it was known that customers were affected, and how that could be sooner."},
		{Kind: SectionResponse, Level: 1, Heading: "Diagnosis", Required: true, Guidance: "How the cause was found, and what would have pointed to it."},
		{Kind: SectionMitigation, Level: 1, Heading: "Mitigation", Required: true, Guidance: "How it was known what to do, and what would have made the way back shorter."},
		{Kind: SectionFiveWhys, Heading: "5 Whys", Aliases: []string{"Five Whys", "The Five Whys"}, Required: true, Guidance: "Ask why until the answers are about mechanisms. A person is never an answer."},
		{Kind: SectionActions, Heading: "Action Items", Required: true, Form: FormTable, Columns: []string{"Action", "Priority", "Owner", "Due"},
			Guidance: "One or more for each of the causes and questions above, with an owner and a date."},
		{Kind: SectionSupportingInfo, Heading: "Related Items", Fields: []FieldSpec{{Name: "Incident", Fact: FactLink}}, Guidance: "Earlier reports and tickets that tell of the same cause."},
	},
}

// incidentioTemplate is the default postmortem of incident.io,
// https://docs.incident.io/.
var incidentioTemplate = Template{
	Name: "incident-io", Title: "incident.io", Source: "incident.io documentation: https://docs.incident.io/",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "What happened and what came of it, for a reader from another team.", Fields: []FieldSpec{
			{Name: "Severity", Fact: FactSeverity}, {Name: "Affected", Fact: FactComponents}, {Name: "Duration", Fact: FactDuration},
		}},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Guidance: "The turning points: what was seen, what was decided on it, and what that did."},
		{Kind: SectionContributingFactors, Heading: "Contributors", Required: true, Guidance: "What made it happen, or made it worse: technical, organisational, or a matter of timing."},
		{Kind: SectionMitigators, Heading: "Mitigators", Required: true, Guidance: "What kept it from becoming worse, by design or by chance."},
		{Kind: SectionLessons, Heading: "Learnings and risks", Required: true, Guidance: "What we know now that we did not before, and what could still go wrong."},
		{Kind: SectionActions, Heading: "Follow-ups", Required: true, Guidance: "What is to be done, and who sees to it."},
	},
}

// dfdsTemplate is the form of the postmortems published by DFDS since 2021,
// https://github.com/dfds/postmortems.
var dfdsTemplate = Template{
	Name: "dfds", Title: "DFDS", Source: "DFDS: https://github.com/dfds/postmortems",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "One paragraph: the day, what did not work, and for whom."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Guidance: "What happened when, from the first sign to the last check."},
		{Kind: SectionContributingFactors, Heading: "Contributing Factors", Required: true, Guidance: "What had to be so that it could happen."},
		{Kind: SectionActions, Heading: "Action Items", Required: true, Form: FormBullets, Guidance: "What we do about the factors above."},
		{Kind: SectionLessons, Heading: "Lessons Learned", Required: true, Guidance: "What we would want to have known the day before."},
		{Kind: SectionResponders, Heading: "Attendees", Required: true, Guidance: "Who was at the review, by role or initials."},
		{Kind: SectionMetrics, Heading: "Stats", Required: true, Fields: []FieldSpec{
			{Name: "Category", Required: true}, {Name: "Time to detection", Fact: FactTimeToDetect, Required: true}, {Name: "Time to recovery", Fact: FactTimeToRecover, Required: true},
		}},
	},
}

// The following templates are our own: a minimal one and three common shapes of
// postmortems on status pages.

// minimalTemplate has four sections.
var minimalTemplate = Template{
	Name: "minimal", Title: "Minimal", Source: "This library",
	Sections: []SectionSpec{
		{Kind: SectionSummary, Heading: "Summary", Required: true, Guidance: "What happened and why, in a few sentences."},
		{Kind: SectionImpact, Heading: "Impact", Required: true, Fields: impactFields, Guidance: "Who was affected, and how."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Guidance: "What happened when."},
		{Kind: SectionActions, Heading: "Action Items", Required: true, Guidance: "What we do so that it does not happen again."},
	},
}

// storyTemplate is a narrative followed by a timeline, as in reports written
// for customers.
var storyTemplate = Template{
	Name: "story", Title: "A story and a timeline", Source: "The shape of public reports on status pages",
	Sections: []SectionSpec{
		{Required: true, Guidance: "Tell it from the beginning: when and for whom it began, what was behind it, how it was noticed and ended, and what has been changed since."},
		{Kind: SectionTimeline, Heading: "Timeline", Required: true, Form: FormBullets, Guidance: "The moments that the story names, and what lay between them."},
	},
}

// sectionedTemplate is a long report with a section for each question and a
// sign-off.
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

// fieldsFirstTemplate begins with a list of facts, like a form.
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
