package incidenttest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Diff describes how got differs from want, using the zero [Comparison]. It
// returns "" if they are equal.
func Diff(want, got *incident.Incident) string { return Comparison{}.Diff(want, got) }

// Comparison defines when two incidents are equal. Times are always compared as
// instants, whatever their Locations, and nil is always equal to empty. The
// zero value compares all fields, and times to the second.
type Comparison struct {
	// Precision is the difference below which two times are equal. Zero
	// means a second, because automation rounds and databases drop
	// milliseconds; a minute is appropriate for reports, which do not show
	// seconds. A negative value compares to the nanosecond. The zero time
	// is never equal to another one.
	Precision time.Duration
	// IgnoreIDs ignores all IDs: those of the incident, the page,
	// components, updates and changes. A tool that stores incidents may
	// assign its own.
	IgnoreIDs bool
	// Ignore lists fields to ignore, including everything within them, by
	// their JSON names and without indexes: "updates.created_at",
	// "postmortem".
	Ignore []string
}

// Diff describes how got differs from want, with one line and the path for each
// difference. It returns "" if there are none:
//
//	updates[1].status: -identified +monitoring
//	updates[2].at: -2024-03-05 11:10:00 CET +2024-03-05 11:12:00 CET
//	components[0]: -Shop/Checkout operational
//
// The last line is a component that only want has. If elements before it were
// added or removed, an index is given in want and in got: "updates[2->3]".
// Times are in the zone of want's page, and long texts are shown as package cmp
// reports them. Do not depend on the exact wording.
func (c Comparison) Diff(want, got *incident.Incident) string {
	r := reporter{loc: time.UTC}
	for _, inc := range []*incident.Incident{want, got} {
		if inc == nil {
			continue
		}
		if loc, err := inc.Page.Location(); err == nil {
			r.loc = loc
		}
		break
	}
	cmp.Equal(want, got, c.Options(), cmp.Reporter(&r))
	return r.report.String()
}

// Options returns the comparison as options of package cmp, for tests that
// compare incidents, or parts of them, within their own types:
//
//	diff := cmp.Diff(want, got, incidenttest.Comparison{}.Options())
//
// The options apply to every time.Time and to every empty slice and map that is
// compared. Ignored fields are found by their path from the incident; in a part
// of one, such as an [incident.Update], only IgnoreIDs applies.
func (c Comparison) Options() cmp.Options {
	precision := c.Precision
	switch {
	case precision == 0:
		precision = time.Second
	case precision < 0:
		precision = 1
	}
	options := cmp.Options{
		cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b time.Time) bool {
			return a.IsZero() == b.IsZero() && a.Sub(b).Abs() < precision
		}),
		cmp.Comparer(func(a, b civil.Date) bool { return a == b }),
	}
	if c.IgnoreIDs {
		options = append(options, cmp.FilterPath(func(p cmp.Path) bool {
			field, ok := p.Last().(cmp.StructField)
			return ok && field.Name() == "ID" && p.Index(-2).Type().PkgPath() == reflect.TypeFor[incident.Incident]().PkgPath()
		}, cmp.Ignore()))
	}
	if len(c.Ignore) > 0 {
		options = append(options, cmp.FilterPath(func(p cmp.Path) bool {
			return slices.Contains(c.Ignore, jsonPath(p, false))
		}, cmp.Ignore()))
	}
	return options
}

// jsonPath returns the path of a value in the incident that contains it.
func jsonPath(p cmp.Path, indexes bool) string {
	start := 0
	for i, step := range p {
		if step.Type() == reflect.TypeFor[incident.Incident]() {
			start = i
		}
	}
	var b strings.Builder
	for i, step := range p[start:] {
		switch step := step.(type) {
		case cmp.StructField:
			name := step.Name()
			if parent := p[start:][i-1].Type(); parent.Kind() == reflect.Struct {
				if tag, _, _ := strings.Cut(parent.Field(step.Index()).Tag.Get("json"), ","); tag != "" {
					name = tag
				}
			}
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(name)
		case cmp.SliceIndex:
			if !indexes {
				continue
			}
			switch x, y := step.SplitKeys(); {
			case x == y || y < 0:
				fmt.Fprintf(&b, "[%d]", x)
			case x < 0:
				fmt.Fprintf(&b, "[%d]", y)
			default:
				fmt.Fprintf(&b, "[%d->%d]", x, y)
			}
		case cmp.MapIndex:
			if indexes {
				fmt.Fprintf(&b, "[%v]", step.Key())
			}
		}
	}
	return b.String()
}

// reporter collects the differences that package cmp reports.
type reporter struct {
	path   cmp.Path
	loc    *time.Location
	report strings.Builder
}

func (r *reporter) PushStep(step cmp.PathStep) { r.path = append(r.path, step) }
func (r *reporter) PopStep()                   { r.path = r.path[:len(r.path)-1] }

func (r *reporter) Report(result cmp.Result) {
	if result.Equal() {
		return
	}
	place := jsonPath(r.path, true)
	if place == "" {
		place = "incident"
	}
	want, got := r.path.Last().Values()
	if isLong(want) || isLong(got) {
		report := strings.TrimRight(cmp.Diff(want.String(), got.String()), "\n")
		fmt.Fprintf(&r.report, "%s:\n%s\n", place, report)
		return
	}
	r.report.WriteString(place + ":")
	for _, side := range []struct {
		mark string
		v    reflect.Value
	}{{" -", want}, {" +", got}} {
		if s, ok := r.value(side.v); ok {
			r.report.WriteString(side.mark + s)
		}
	}
	r.report.WriteByte('\n')
}

// isLong reports whether v is a text that does not fit on one line.
func isLong(v reflect.Value) bool {
	return v.IsValid() && v.Kind() == reflect.String && (v.Len() > 80 || strings.Contains(v.String(), "\n"))
}

// value describes v in one line, or returns false if v is empty.
func (r *reporter) value(v reflect.Value) (string, bool) {
	if !v.IsValid() || v.IsZero() && v.Kind() != reflect.Bool && v.Kind() != reflect.Int {
		return "", false
	}
	words := func(parts ...string) (string, bool) {
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" || s == `""` })
		return strings.Join(parts, " "), true
	}
	switch x := v.Interface().(type) {
	case time.Time:
		return words(r.time(x))
	case civil.Date:
		return words(x.String())
	case *incident.Incident:
		return words(brief(x.Title), fmt.Sprintf("of %d updates", len(x.Updates)))
	case incident.Component:
		return words(x.FullName(), string(x.Status))
	case incident.Update:
		return words(r.time(x.At), string(x.Status), brief(x.Body))
	case incident.Change:
		return words(x.Component().FullName(), string(x.From), "to", string(x.To))
	case incident.Event:
		return words(r.time(x.At), brief(x.Text))
	case *incident.Postmortem:
		return words(brief(x.Title), fmt.Sprintf("of %d sections", len(x.Sections)))
	case incident.Section:
		return words(string(x.Kind), brief(x.Heading), brief(x.Body))
	case *incident.Timeline:
		return words(fmt.Sprintf("of %d events", len(x.Events)))
	case incident.Field:
		return words(brief(x.Name), brief(x.Value))
	case incident.Action:
		return words(brief(x.Text))
	case string:
		return brief(x), true
	}
	switch v.Kind() {
	case reflect.String: // a word of the model
		return v.String(), true
	case reflect.Slice:
		return fmt.Sprintf("%d of them", v.Len()), true
	}
	return fmt.Sprint(v.Interface()), true
}

func (r *reporter) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(r.loc).Format("2006-01-02 15:04:05.999999999 MST")
}

// brief returns the beginning of a text in quotes.
func brief(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("%q...", string([]rune(s)[:most]))
}
