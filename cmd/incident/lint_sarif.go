package main

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/lint"
)

// The parts of a log of SARIF 2.1.0 that lint writes.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string          `json:"id"`
		Short      sarifText       `json:"shortDescription"`
		Full       sarifText       `json:"fullDescription"`
		Help       sarifText       `json:"help"`
		Default    sarifLevel      `json:"defaultConfiguration"`
		Properties sarifProperties `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifProperties struct {
		Tags []string `json:"tags"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		ID       int            `json:"id,omitempty"` // from 1, of related ones
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"` // nil: the line is not known
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"` // path of the value
	}
)

// appendSARIF appends the findings as a log of SARIF 2.1.0, with the rules that
// took part.
func (l *linting) appendSARIF(b []byte) ([]byte, error) {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "incident lint", Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := make(map[string]int)
	for i, r := range l.options.Judging() {
		index[r.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(r))
	}
	columns := sarifColumns{lint: l, texts: make(map[string]*lineText)}
	for i := range l.found {
		f := &l.found[i]
		result := sarifResult{
			RuleID: f.Rule, RuleIndex: index[f.Rule], Level: sarifLevelOf(f.Severity), Message: sarifText{Text: f.text()},
			Locations: []sarifLocation{columns.location(&f.lintPlace)},
		}
		for k := range f.Related {
			at := columns.location(&f.Related[k].lintPlace)
			at.ID, at.Message = k+1, &sarifText{Text: f.Related[k].Message}
			result.Related = append(result.Related, at)
		}
		run.Results = append(run.Results, result)
	}
	return appendIndented(b, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func newSARIFRule(r lint.Rule) sarifRule {
	return sarifRule{
		ID:    r.Name,
		Short: sarifText{Text: r.Summary()},
		Full:  sarifText{Text: r.Doc},
		Help: sarifText{
			Text:     r.Doc + "\n\nFound: " + r.Bad + "\n\nFine: " + r.Good + "\n\nSource: " + r.Source,
			Markdown: r.Doc + "\n\n**Found:**\n\n    " + r.Bad + "\n\n**Fine:**\n\n    " + r.Good + "\n\n**Source:** " + r.Source,
		},
		Default:    sarifLevel{sarifLevelOf(r.Severity)},
		Properties: sarifProperties{Tags: strings.Split(profileNames(r), ",")},
	}
}

// sarifLevelOf returns the level of a severity.
func sarifLevelOf(s lint.Severity) string {
	if s == lint.Info {
		return "note"
	}
	return string(s)
}

// sarifColumns counts columns in characters, as SARIF does, while places count
// bytes.
type sarifColumns struct {
	lint  *linting
	texts map[string]*lineText // by file; nil: it cannot be read
}

// location returns a place as SARIF has it.
func (c *sarifColumns) location(p *lintPlace) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{sarifURI(p.File)}}}
	if p.Path != "" {
		at.Logical = []sarifLogical{{p.Path}}
	}
	if p.Line == 0 {
		return at
	}
	region := &sarifRegion{StartLine: p.Line, StartColumn: c.column(p.File, p.Line, p.Column)}
	if end := c.column(p.File, p.endLine, p.endColumn); end > 0 && region.StartColumn > 0 {
		region.EndLine, region.EndColumn = p.endLine, end
	}
	at.Physical.Region = region
	return at
}

// column returns a column in characters, from 1, or 0 if it is not known.
func (c *sarifColumns) column(file string, line, column int) int {
	text := c.text(file)
	if text == nil || line < 1 || line > len(text.starts) {
		return 0
	}
	s := text.slice(line-1, line)
	if column < 1 || column-1 > len(s) {
		return 0
	}
	return utf8.RuneCountInString(s[:column-1]) + 1
}

// text returns the text of a file as its reader has seen it, or nil.
func (c *sarifColumns) text(file string) *lineText {
	if text, ok := c.texts[file]; ok {
		return text
	}
	data, err := c.lint.piped.Bytes(), error(nil)
	if file != shownName("-") {
		data, err = readFile(file)
	}
	var text *lineText
	if data = source.Decode(slices.Clone(data)); err == nil && utf8.Valid(data) {
		t := newLineText(string(data))
		text = &t
	}
	c.texts[file] = text
	return text
}

// sarifURI returns a relative reference, or that of an absolute path.
func sarifURI(file string) string {
	path := filepath.ToSlash(filepath.Clean(file))
	if !filepath.IsAbs(file) {
		return (&url.URL{Path: path}).String()
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // behind it stands the letter of a drive
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
