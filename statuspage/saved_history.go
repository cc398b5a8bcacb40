package statuspage

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/source"
)

// historyKeys are the attributes that may hold the data of a history page for
// the script that draws it.
var historyKeys = []string{"data-react-props", "data-props"}

// historyData returns the element with the data of a history page, or nil.
func historyData(root *htmltree.Node) *htmltree.Node {
	return root.Find(func(n *htmltree.Node) bool { return strings.Contains(historyValue(n), `"months"`) })
}

func historyValue(n *htmltree.Node) string {
	for _, key := range historyKeys {
		if s := n.Value(key); s != "" {
			return s
		}
	}
	return ""
}

// historyPage reads the data of a history page in the same way as data that
// come on their own. Notes and errors have the place of the element that holds
// them.
func (p *savedPage) historyPage(n *htmltree.Node) {
	data := &source.Source{File: p.source.File, Text: historyValue(n)}
	d := newDecoder(p.reader, data)
	d.around = p.about()
	found := d.decode()
	line, column := p.source.Position(n.Start)
	for _, err := range d.doc.Errs {
		err.Line, err.Column = line, column
	}
	p.errs = append(p.errs, d.doc.Errs...)
	if found && d.answer.Kind != KindHistory {
		p.fail(n.Start, incident.CodeSyntax, fmt.Errorf("the data are not a history but %s", d.answer.Kind))
		return
	}
	for i := range d.answer.Notes {
		d.answer.Notes[i].Line, d.answer.Notes[i].Column = line, column
	}
	kind := p.answer.Kind
	*p.answer = *d.answer
	p.answer.Kind = kind
	p.zone = &pagezone.Zone{Location: d.doc.Location, Name: d.answer.Page.TimeZone}
}
