package parse

import (
"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/report"
	tree "github.com/incidentkit/incident/internal/block"
)

func (p *htmlReader) reportPostmortem(n, top *node) {}

func (p *htmlReader) sections(md string, at int) {
	doc, _ := tree.Markdown(md, 0)
	_ = report.Read(doc, report.Context{})
}
func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }
