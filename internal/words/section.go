package words

import "strings"

// headings are the headings that sections of published postmortems have, in
// lower case and without what stands in brackets, by the kinds of the model. They
// are the union of the templates of Google, PagerDuty, Atlassian, Azure, AWS,
// GitLab, incident.io, Elastic, DFDS and others, and of headings in real reports.
var headings = map[string]string{}

func init() {
	for kind, list := range map[string]string{
		"summary": "summary|incident summary|issue summary|executive summary|overview|incident overview|what happened|tl;dr|tldr|description|" +
			"summary of impact|brief|incident description|outage description|synopsis|abstract",
		"background":           "background|context|prologue",
		"leadup":               "leadup|lead up|lead-up|timeline leadup",
		"trigger":              "trigger|triggers|what triggered it",
		"fault":                "fault|faults|the fault|failure",
		"impact":               "impact|customer impact|user impact|business impact|impacts|impact on customers|service impact|end user impact|who was affected|affected users|what was the impact",
		"detection":            "detection|how was it detected|incident detection|how did we detect it",
		"response":             "response|incident response|how did we respond|incident response analysis|what did we do|diagnosis",
		"mitigation":           "mitigation|mitigation & resolution|mitigation and resolution|immediate fix|fix|workaround|immediate actions taken|containment",
		"resolution":           "resolution|recovery|resolution and recovery|recovery and resolution|how was it fixed|solution|restoration|remediation",
		"timeline":             "timeline|timeline of events|incident timeline|incident timeline of events|detailed timeline|detailed timeline of events|chain of events|chronology|what happened when|events",
		"root_cause":           "root cause|root causes|root cause analysis|cause|causes|rca|root cause and mitigation|what went wrong, and why|what went wrong and why|what caused it|what caused this|why did it happen|root cause(s)|cause of the incident|technical details|cause analysis",
		"contributing_factors": "contributing factors|contributing conditions|contributing conditions analysis|contributors|contributors/enablers|factors",
		"mitigators":           "mitigators",
		"five_whys":            "five whys|5 whys|the five whys|root cause identification: the five whys",
		"backlog_check":        "backlog check",
		"recurrence":           "recurrence",
		"metrics":              "metrics|stats|statistics|key information|incident timing|key metrics|details",
		"went_well":            "went well|what went well|what worked well|things that went well|good",
		"went_wrong":           "went wrong|what went wrong|what didn't go so well|what went badly|what could have gone better|could have gone better|what was difficult|what didn't go well|bad|things that went badly",
		"got_lucky":            "got lucky|where we got lucky|where did we get lucky|luck",
		"lessons": "lessons learned|lessons|learnings|lessons learnt|learning opportunities|takeaways|learnings and risks|key learnings|" +
			"post-incident analysis|post incident analysis|how'd we do|what did we learn|what we learned",
		"risks": "risks",
		"actions": "actions|action items|corrective actions|follow-ups|follow ups|followups|next steps|follow-up actions|preventive measures|" +
			"preventative measures|corrective and preventative measures|corrective and preventive measures|remediation items|remediations|long-term actions|preventive actions|" +
			"what we change|what we are changing|what are we doing about this|what are we doing about it|what we do about it|future mitigations|" +
			"how are we making incidents like this less likely or less impactful|what happens next|recommendations|outcomes/corrective actions|improvements|" +
			"future mitigation plans|next actions|todo|prevention|future prevention|what's next|action plan",
		"customer_guidance": "customer guidance|how can customers make incidents like this less impactful|what can customers do",
		"open_questions":    "open questions|questions",
		"messaging":         "messaging|communication|communications|external message|internal email|how can we make our incident communications more useful",
		"supporting_info":   "supporting information|supporting info|supporting data|appendix|references|related items|supporting documents|links|related incidents|glossary",
		"responders":        "responders|attendees|participants|names|people involved|who was involved|authors|team",
		"closing":           "closing|closing notes|closing words|closing remarks|conclusion|apology|final notes|in closing|thank you|final words|provide feedback",
	} {
		for h := range strings.SplitSeq(list, "|") {
			headings[h] = kind
		}
	}
}

// cueWords give away what a longer heading is about.
var cueWords = [...]struct{ word, kind string }{
	{"timeline", "timeline"}, {"root cause", "root_cause"}, {"action", "actions"}, {"follow-up", "actions"}, {"next steps", "actions"},
	{"prevent", "actions"}, {"contributing", "contributing_factors"}, {"lessons", "lessons"}, {"learned", "lessons"}, {"went well", "went_well"},
	{"went wrong", "went_wrong"}, {"summary", "summary"}, {"impact", "impact"}, {"resolution", "resolution"}, {"recovery", "resolution"},
	{"mitigation", "mitigation"}, {"detect", "detection"}, {"closing", "closing"},
}

// SectionKind returns the kind of the model that a heading stands for:
// "root_cause" for "Root Causes:". Case, numbers in front, marks at the end and
// what stands in brackets do not count. "" is none of the known ones.
func (l *Language) SectionKind(heading string) string {
	h := strings.ToLower(strings.TrimSpace(heading))
	h = strings.ReplaceAll(h, "’", "'")
	h = strings.TrimLeft(h, "0123456789.) \t#*")
	if i := strings.IndexByte(h, '('); i > 0 && h != "root cause(s)" {
		h = h[:i]
	}
	h = strings.TrimRight(h, " :?!.*")
	if kind, ok := headings[h]; ok {
		return kind
	}
	h = strings.TrimPrefix(h, "the ")
	if kind, ok := headings[h]; ok {
		return kind
	}
	if strings.Count(h, " ") < 8 {
		for _, c := range cueWords {
			if strings.Contains(h, c.word) {
				return c.kind
			}
		}
	}
	return ""
}
