package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// obligationsForm describes the content of a file of obligations.
const obligationsForm = `want a list such as [{"name": "notice", "from": "detected", "within": "24 hours", "until": "notified"}]`

// rolls are the words for a deadline that falls on a day off.
var rolls = map[string]claim.Roll{"": 0, "forward": claim.RollForward, "back": claim.RollBack}

// readObligations reads obligations from a JSON file. It returns nil if name is
// "".
func readObligations(name string) ([]claim.Obligation, error) {
	if name == "" {
		return nil, nil
	}
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	var list []struct{ Name, From, Within, Until, Roll string }
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		return nil, fileError(name, fmt.Errorf("%v; %s", err, obligationsForm))
	}
	all := make([]claim.Obligation, len(list))
	for i, l := range list {
		fail := func(format string, args ...any) error {
			return fileError(name, fmt.Errorf("obligation %d, %q: "+format, append([]any{i + 1, l.Name}, args...)...))
		}
		o := claim.Obligation{Name: l.Name, From: incident.Milestone(l.From), Until: incident.Milestone(l.Until)}
		var known bool
		if o.Roll, known = rolls[l.Roll]; !known {
			return nil, fail("roll is %q; want forward or back: where a deadline moves that falls on a day off", l.Roll)
		}
		if o.Name == "" {
			return nil, fail("it has no name; %s", obligationsForm)
		}
		for _, m := range []incident.Milestone{o.From, o.Until} {
			if !m.Valid() && !m.IsCustom() {
				return nil, fail("%q is no milestone; one of your own has small letters, figures and underscores", m)
			}
		}
		for _, c := range claim.Read(l.Within, time.Time{}, nil) {
			if c.Kind == claim.Duration && c.Start == 0 && c.End == len(l.Within) {
				o.Within = c.Length
			}
		}
		if o.Within.IsZero() {
			return nil, fail("within %q is no length of time such as 24 hours, 3 business days or 1 month", l.Within)
		}
		all[i] = o
	}
	return all, nil
}
