package render

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// A documentRow is a row of a timeline as it is written.
type documentRow struct {
	time  string         // what stands before the text, mark included; plain text
	sign  string         // the mark, which may stand at its end
	items []comment.Item // what the words do not say
}

// inferable are the layouts that a reader finds by itself, from any rows.
var inferable = [...]string{"", "15:04", "3:04 PM", "2006-01-02 15:04", "15:04 MST", "2006-01-02 15:04 MST"}

// inferableByMonth are those that it finds where the name of a month can be told
// from its short form.
var inferableByMonth = [...]string{"January 2, 2006 3:04 PM", "January 2, 2006, 15:04 MST", "January 2, 2006 15:04"}

// form returns the form in which the content of a section is written. The usual
// one of a timeline is a table, of fields a list, and of actions a table where
// there is more to say than the text. What its form cannot hold goes into another;
// a table, which makes one line of everything, holds all.
func (p *markdownPrinter) form(s *documentSection) incident.Form {
	form := s.Form
	if !form.Valid() {
		form = ""
	}
	switch {
	case s.Timeline != nil:
		form = p.timelineForm(s, form)
	case len(s.Fields) > 0:
		switch form {
		case incident.FormTable, incident.FormNumbered:
		case incident.FormParagraphs:
			for _, f := range s.Fields {
				if !isParagraph(f.Value) {
					form = incident.FormBullets
				}
			}
		default:
			form = incident.FormBullets
		}
	case len(s.Actions) > 0:
		if form == "" {
			form = p.actionForm(s)
		}
		for i := range s.Actions {
			t := s.Actions[i].Text
			if form == incident.FormParagraphs && (!isParagraph(t) || isBoxed(t)) {
				form = incident.FormBullets
			}
			if strings.TrimSpace(t) == "" {
				return incident.FormTable
			}
		}
	}
	if form != "" && form != incident.FormTable && !p.holds(s, form) {
		return incident.FormTable
	}
	return form
}

// holds reports whether the texts of a content can stand in a list: whether it is
// one list then, of as many items.
func (p *markdownPrinter) holds(s *documentSection, form incident.Form) bool {
	var texts []string
	switch {
	case s.Timeline != nil:
		for i := range s.Timeline.Events {
			texts = append(texts, s.Timeline.Events[i].Text)
		}
	case len(s.Fields) > 0:
		for _, f := range s.Fields {
			texts = append(texts, f.Value)
		}
	default:
		for i := range s.Actions {
			texts = append(texts, s.Actions[i].Text)
		}
	}
	odd := form == incident.FormParagraphs
	for i, t := range texts {
		texts[i] = itemMarkdown(t, s.depth)
		odd = odd || texts[i] == "" || strings.IndexByte(texts[i], '\n') >= 0 || !isAlnum(texts[i][0]) || texts[i][0] <= '9'
	}
	if !odd {
		return true
	}
	start := len(p.dst)
	defer func() { p.dst = p.dst[:start] }()
	for _, items := range [][]comment.Item{nil, {{Name: comment.Internal, Bare: true}}} {
		p.dst = p.dst[:start]
		p.items(form, len(texts), func(i int) {
			behind := len(s.Actions) == 0
			if tl := s.Timeline; tl != nil && tl.Events[i].At.IsZero() && string(markdown.AppendLine(nil, tl.Events[i].Written)) == "" {
				behind = false // no time stands before the text
			}
			if behind {
				p.text("**0**")
			} else if form == incident.FormTasks {
				p.text("[ ]")
				behind = true
			}
			text := texts[i]
			if len(s.Actions) > 0 {
				text = withDetails(text, "(Owner: x)", form)
			}
			p.itemText(text, behind, s.Timeline != nil, items)
		})
		blocks, err := markdown.Blocks(string(p.dst[start:]))
		if err != nil {
			return false
		}
		if form == incident.FormParagraphs {
			for _, b := range blocks {
				if b.Kind != markdown.BlockParagraph {
					return false
				}
			}
			if len(blocks) != len(texts) {
				return false
			}
		} else if len(blocks) != 1 || blocks[0].Kind != markdown.BlockList || len(blocks[0].Items) != len(texts) {
			return false
		}
	}
	return true
}

func (p *markdownPrinter) actionForm(s *documentSection) incident.Form {
	state := false
	for i := range s.Actions {
		a := &s.Actions[i]
		if a.Owner != "" || a.Priority != "" || a.Ticket != "" || a.Type != "" || !a.Due.IsZero() || len(a.Extra) > 0 {
			return incident.FormTable
		}
		state = state || a.State != ""
	}
	if state {
		return incident.FormTasks
	}
	return incident.FormBullets
}

func (p *markdownPrinter) timelineForm(s *documentSection, form incident.Form) incident.Form {
	if form == incident.FormTable || len(s.Timeline.Events) == 0 {
		return incident.FormTable
	}
	lines, paragraphs := true, true
	for i := range s.Timeline.Events {
		e := &s.Timeline.Events[i]
		lines = lines && !strings.Contains(strings.Trim(e.Text, " \t\r\n"), "\n")
		paragraphs = paragraphs && isParagraph(e.Text)
		if len(e.Extra) > 0 {
			return incident.FormTable
		}
		if e.At.IsZero() && string(markdown.AppendLine(nil, e.Written)) == "" {
			paragraphs = false
			if t := strings.TrimLeft(e.Text, " \t\n"); t == "" || t[0] == '*' || t[0] == '<' {
				return incident.FormTable // the text would be taken for the time
			}
		}
	}
	switch form {
	case "":
		if lines {
			return incident.FormTable
		}
		return incident.FormBullets
	case incident.FormParagraphs:
		if paragraphs {
			return form
		}
		return incident.FormBullets
	case incident.FormNumbered:
		return form
	}
	return incident.FormBullets
}

// isParagraph reports whether Markdown is one paragraph at most, and nothing that
// reads like another block once something stands before it.
func isParagraph(md string) bool {
	blocks, err := markdown.Blocks(trimBlankLines(string(markdown.AppendSource(nil, md))))
	return err == nil && (len(blocks) == 0 || len(blocks) == 1 && blocks[0].Kind == markdown.BlockParagraph)
}

// timelineItems finds out how the rows of a timeline are written, and what a
// reader has to be told about all of them.
func (p *markdownPrinter) timelineItems(s *documentSection, form incident.Form, v *timeline) []comment.Item {
	tl := v.tl
	list := make([]documentRow, len(tl.Events))
	var above time.Time
	var buf []byte
	simple := len(list) > 0 // all rows are written as the layout says
	may := true             // all of them in May
	for i := range list {
		e, r := &tl.Events[i], &list[i]
		if e.Written != "" && (!v.other || e.At.IsZero()) {
			r.time = string(markdown.AppendLine(nil, e.Written))
			if !e.At.IsZero() {
				above = e.At.In(v.first.loc)
			}
		} else {
			buf, above = v.appendTime(buf[:0], e, above)
			r.time = string(markdown.AppendLine(nil, string(buf)))
			if r.time != "" && form != incident.FormTable {
				r.time += tl.Mark
			}
		}
		if form != incident.FormTable {
			r.sign = tl.Mark
		}
		simple = simple && e.Written == "" && !e.At.IsZero() && e.Until.IsZero() && e.Precision == ""
		may = may && e.At.In(v.first.loc).Month() == time.May
	}
	p.rows = list

	var items []comment.Item
	zone := p.zoneRead(s, form, v, &items)
	p.dayRead(v, zone, &items)
	if len(list) == 0 || v.other {
		return items
	}
	known := simple && !v.rows && contains(inferable[:], tl.TimeFormat) || simple && !v.rows && !may && contains(inferableByMonth[:], tl.TimeFormat)
	if !known || tl.TimeFormat != "" && v.dated {
		items = append(items, comment.Item{Name: comment.Format, Value: tl.TimeFormat})
		if form != incident.FormTable {
			items = append(items, comment.Item{Name: comment.Sign, Value: tl.Mark})
		}
	} else if form != incident.FormTable && !isSign(tl.Mark) {
		items = append(items, comment.Item{Name: comment.Sign, Value: tl.Mark})
	}
	return items
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// isSign reports whether a mark behind a time is one that a reader knows.
func isSign(s string) bool {
	switch s {
	case "", ":", ".", ",", ";", " -", " –", " —":
		return true
	}
	return false
}

// zoneRead returns the zone in which a reader takes the rows, and adds it to the
// items where it would take another one.
func (p *markdownPrinter) zoneRead(s *documentSection, form incident.Form, v *timeline, items *[]comment.Item) string {
	tl := v.tl
	heading := s.Heading
	if s.Heading != "" {
		heading = v.text(heading)
		if form != incident.FormTable && v.suffix != "" {
			heading += " (" + v.suffix + ")"
		}
	}
	var columns []string
	if form == incident.FormTable && len(p.rows) > 0 {
		columns = p.timelineHeads(s, v)
	}
	labels := make([]string, 0, len(p.rows))
	labelled := false
	at := make([]time.Time, 0, len(p.rows))
	for i := range p.rows {
		text := strings.TrimSuffix(p.rows[i].time, p.rows[i].sign)
		if t, n := typed.Read(text); n > 0 && n == len(text) {
			labels = append(labels, t.Written.Zone)
			labelled = labelled || t.Written.Zone != ""
		}
		at = append(at, tl.Events[i].At)
	}
	shown := typed.ZoneNamed(heading, columns, s.Body, nil)
	zone := shown
	if zone == "" {
		if zone = typed.ZoneNamed("", nil, "", labels); zone != "" && typed.InForce(zone, p.page, at) {
			zone = ""
		}
	}
	if v.other || len(p.rows) == 0 && tl.Zone == "" {
		return zone
	}
	hidden := shown == "" && !labelled
	same := zone == tl.Zone || tl.Zone == "" && zone == v.first.label && typed.InForce(zone, p.page, at)
	if same && (hidden == tl.HideZone || hidden && v.first.label == "") {
		return zone
	}
	value := tl.Zone
	if value == "" {
		value = comment.Page
	}
	*items = append(*items, comment.Item{Name: comment.Zone, Value: string(markdown.AppendLine(nil, value))})
	if tl.HideZone {
		*items = append(*items, comment.Item{Name: comment.Hidden, Bare: true})
	}
	return tl.Zone
}

// dayRead lets a reader read every row, and puts beside a row what it would not
// find. It adds the day of the first row where that stands nowhere.
func (p *markdownPrinter) dayRead(v *timeline, zone string, items *[]comment.Item) {
	r := typed.Reader{Page: p.page, Zone: zone}
	if !p.readRows(r, v, true, false) {
		for i := range v.tl.Events {
			if at := v.tl.Events[i].At; !at.IsZero() {
				r.Day = civil.DateOf(at, v.first.loc)
				break
			}
		}
		if !r.Day.IsZero() {
			*items = append(*items, comment.Item{Name: comment.Day, Value: r.Day.String()})
		}
	}
	none := p.needsDay() && !slices.ContainsFunc(v.tl.Events, func(e incident.Event) bool { return !e.At.IsZero() })
	if none { // what a reader might find elsewhere does not count
		*items = append(*items, comment.Item{Name: comment.Day, Value: comment.None})
	}
	p.readRows(r, v, false, none)
}

// needsDay reports whether a row is a time of some day.
func (p *markdownPrinter) needsDay() bool {
	for i := range p.rows {
		text := strings.TrimSuffix(p.rows[i].time, p.rows[i].sign)
		if t, n := typed.Read(text); n > 0 && n == len(text) && t.Written.Date.Year == 0 {
			return true
		}
	}
	return false
}

// readRows reads the rows. With probe, it returns whether the first one with a
// clock needs no day; else it keeps for each row what is to be said. Dayless, a clock
// is no instant, and nobody need be told.
func (p *markdownPrinter) readRows(r typed.Reader, v *timeline, probe, dayless bool) bool {
	for i := range p.rows {
		e, row := &v.tl.Events[i], &p.rows[i]
		text := strings.TrimSuffix(row.time, row.sign)
		t, n := typed.Read(text)
		if n != len(text) || n == 0 {
			t = typed.Time{Kind: civil.Invalid}
		} else {
			t = r.Resolve(t)
		}
		if probe {
			if !e.At.IsZero() && n == len(text) && n > 0 {
				return !t.At.IsZero() && !t.Assumed
			}
			continue
		}
		row.items = nil
		say := func(name, value string) {
			row.items = append(row.items, comment.Item{Name: name, Value: value})
		}
		if e.Milestone != "" && p.doc {
			say(comment.Milestone, string(markdown.AppendLine(nil, string(e.Milestone))))
		}
		// A clock alone may find a day that is known to the reader.
		found := !t.At.IsZero() || n > 0 && n == len(text) && t.Written.Date.Year == 0 && !dayless
		if !p.sameMinute(t.At, e.At, v) || e.At.IsZero() && found {
			say(comment.At, instantOf(e.At))
			if !e.At.IsZero() {
				r.Set(e.At)
			}
		}
		if !p.sameMinute(t.Until, e.Until, v) {
			say(comment.Until, instantOf(e.Until))
		}
		precision := incident.Precision("")
		switch {
		case t.Day:
			precision = incident.PrecisionDay
		case t.About && !t.At.IsZero():
			precision = incident.PrecisionAbout
		}
		if precision != e.Precision {
			value := string(markdown.AppendLine(nil, string(e.Precision)))
			if value == "" {
				value = comment.None
			}
			say(comment.Precision, value)
		}
	}
	return true
}

// sameMinute reports whether two instants are the same, as exactly as rows show
// them.
func (p *markdownPrinter) sameMinute(a, b time.Time, v *timeline) bool {
	if a.IsZero() || b.IsZero() {
		return a.IsZero() && b.IsZero()
	}
	if strings.Contains(v.layout, "05") {
		return a.Unix() == b.Unix()
	}
	return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// instantOf writes an instant as marks do.
func instantOf(t time.Time) string {
	if t.IsZero() {
		return comment.None
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// timelineHeads returns the headings of the columns of a timeline.
func (p *markdownPrinter) timelineHeads(s *documentSection, v *timeline) []string {
	n := max(len(s.Columns), 2)
	for i := range v.tl.Events {
		n = max(n, 2+len(v.tl.Events[i].Extra))
	}
	heads := make([]string, n)
	for i := range heads {
		switch {
		case i < len(s.Columns):
			heads[i] = string(markdown.AppendLine(nil, v.text(s.Columns[i])))
		case i == 0:
			heads[i] = p.phrases.Word(words.Time)
		case i == 1:
			heads[i] = p.phrases.Word(words.Event)
		}
	}
	if v.suffix != "" {
		heads[0] = strings.TrimLeft(heads[0]+" ("+v.suffix+")", " ")
	}
	return heads
}

// documentEvents appends the rows of a timeline.
func (p *markdownPrinter) documentEvents(s *documentSection, form incident.Form, v *timeline) {
	if len(p.rows) == 0 {
		return
	}
	if form != incident.FormTable {
		p.items(form, len(p.rows), func(i int) {
			r := &p.rows[i]
			p.bold(r.time)
			p.itemText(itemMarkdown(v.tl.Events[i].Text, s.depth), r.time != "", true, r.items)
		})
		return
	}
	t := table{}
	for _, h := range p.timelineHeads(s, v) {
		t.plain(h)
	}
	for i := range p.rows {
		e := &v.tl.Events[i]
		t.row()
		t.plain(p.rows[i].time)
		t.text(e.Text, p.rows[i].items)
		for _, c := range e.Extra {
			t.plain(c)
		}
	}
	p.table(&t)
}
