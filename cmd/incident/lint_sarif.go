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

// The parts of a SARIF 2.1.0 log that lint writes.
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
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
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
		ID       int            `json:"id,omitempty"` // from 1, for related locations
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"` // nil if the line is not known
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

// sarif returns the findings as a SARIF 2.1.0 log, with the rules that took
// part.
func (l *linting) sarif() sarifLog {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "incident lint", Version: version(), Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := make(map[string]int)
	for i, r := range l.options.Judging() {
		index[r.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(r))
	}
	columns := sarifColumns{lint: l, files: make(map[string]*characters)}
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
	return sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}
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
		Properties: sarifProperties{Tags: strings.Split(profileNames(r), ", ")},
	}
}

// sarifLevelOf returns the SARIF level for a severity.
func sarifLevelOf(s lint.Severity) string {
	if s == lint.Info {
		return "note"
	}
	return string(s)
}

// sarifColumns converts columns from bytes to characters, which SARIF uses.
type sarifColumns struct {
	lint  *linting
	files map[string]*characters // nil for a file that cannot be read
}

// characters counts the characters of a text. Since a line may be as long as
// the file, it stores the count at regular offsets.
type characters struct {
	lineText
	before []int
}

const characterStep = 1 << 12

func newCharacters(text string) *characters {
	c := &characters{lineText: newLineText(text)}
	n := 0
	for from := 0; from <= len(text); from += characterStep {
		c.before = append(c.before, n)
		n += countCharacters(text[from:min(from+characterStep, len(text))])
	}
	return c
}

// until returns the number of characters that begin before an offset.
func (c *characters) until(offset int) int {
	step := offset / characterStep
	return c.before[step] + countCharacters(c.text[step*characterStep:offset])
}

// countCharacters returns the number of characters that begin in s.
func countCharacters(s string) (n int) {
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// location returns a place in the form of SARIF.
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
	text := c.file(file)
	if text == nil || line < 1 || line > len(text.starts) || column < 1 {
		return 0
	}
	start := text.offset(line - 1)
	if at := start + column - 1; at <= text.offset(line) {
		return text.until(at) - text.until(start) + 1
	}
	return 0
}

// file returns the characters of a file as its reader saw it, or nil.
func (c *sarifColumns) file(name string) *characters {
	if text, ok := c.files[name]; ok {
		return text
	}
	data, err := c.lint.piped.Bytes(), error(nil)
	if name != shownName("-") {
		data, err = readFile(name)
	}
	var text *characters
	if data = source.Decode(slices.Clone(data)); err == nil && utf8.Valid(data) {
		text = newCharacters(string(data))
	}
	c.files[name] = text
	return text
}

// sarifURI returns a relative reference, or a file URI for an absolute path.
func sarifURI(file string) string {
	path := filepath.ToSlash(filepath.Clean(file))
	if !filepath.IsAbs(file) {
		return (&url.URL{Path: path}).String()
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // before a drive letter
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
