package plan

// Size returns how many updates, sections and rows the report has, and how many
// bytes their texts have, so that a printer can guess the size of its output.
func (r *Report) Size() (updates, sections, rows, texts int) {
	updates = r.Posts()
	for i := range updates {
		texts += len(r.Incident.Updates[i].Body)
	}
	d, _ := r.Document()
	sections = len(d.sections)
	for i := range d.sections {
		s := &d.sections[i]
		texts += len(s.Heading) + len(s.Body) + len(s.After)
		for j := range s.Fields {
			texts += len(s.Fields[j].Value)
		}
		for j := range s.Actions {
			texts += len(s.Actions[j].Text)
		}
		rows += len(s.Fields) + len(s.Actions)
		if s.Timeline != nil {
			rows += len(s.Timeline.Events)
			for j := range s.Timeline.Events {
				texts += len(s.Timeline.Events[j].Text)
			}
		}
	}
	return updates, sections, rows, texts + 60*len(r.Affected)
}
