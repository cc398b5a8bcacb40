package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident/lint"
)

// findRule returns the rule of the given name. The error for an unknown name
// suggests the most similar one.
func findRule(name string) (lint.Rule, error) {
	rule, ok := lint.Lookup(name)
	if ok {
		return rule, nil
	}
	known := namesOf(lint.Rules(), func(r lint.Rule) string { return r.Name })
	return rule, fmt.Errorf("unknown rule %q;%s -list lists all rules", name, didYouMean(nearest(strings.ReplaceAll(name, "_", "-"), known)))
}

// ruleNames parses names separated by commas. It returns nil for "".
func ruleNames(s string) (list []string, err error) {
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if _, err := findRule(name); err != nil {
			return nil, err
		}
		list = append(list, name)
	}
	return list, nil
}

// profileNames lists the profiles of a rule.
func profileNames(r lint.Rule) string {
	list := r.Profiles
	if list == nil {
		list = lint.Profiles()
	}
	return joined(list)
}

// appendRules appends a line for each rule with its name, severity, profiles
// and summary.
func appendRules(b []byte, rules []lint.Rule) []byte {
	longest := slices.MaxFunc(append(rules, lint.Rule{}), func(a, b lint.Rule) int { return len(a.Name) - len(b.Name) })
	for _, r := range rules {
		b = fmt.Appendf(b, "%-*s  %-7s  %-20s  %s\n", len(longest.Name), r.Name, r.Severity, strings.ReplaceAll(profileNames(r), " ", ""), r.Summary())
	}
	return b
}

// appendExplained appends the full explanation of a rule.
func appendExplained(b []byte, r lint.Rule) []byte {
	b = fmt.Appendf(b, "%s: %s; profiles: %s\n\n", r.Name, r.Severity, profileNames(r))
	b = append(appendWrapped(b, "", r.Doc), '\n')
	for _, part := range [...][2]string{{"Source: ", r.Source}, {"Found:  ", r.Bad}, {"Fine:   ", r.Good}} {
		b = appendWrapped(b, part[0], part[1])
	}
	if strings.HasPrefix(r.Name, "ignore-") {
		return b // the rule is itself about such comments
	}
	return fmt.Appendf(b, "\nA comment in its update or section silences it:\n<!-- lint:ignore %s: why -->\n", r.Name)
}

// appendWrapped appends a text in lines of at most 80 bytes, with head before
// the first one and the others indented by as much.
func appendWrapped(b []byte, head, text string) []byte {
	line := head
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > 80 && len(line) > len(head) {
			b = append(append(b, line...), '\n')
			line = strings.Repeat(" ", len(head))
		}
		if len(line) > len(head) {
			line += " "
		}
		line += word
	}
	return append(append(b, line...), '\n')
}
