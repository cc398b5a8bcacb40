package benchmarks

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// A Contest is a piece of work and the contenders that do it.
type Contest struct {
	Work   string // "writing" or "reading"
	Format string // "HTML", "text" or "Markdown"
	Input  string
	Bytes  int // size of the report
	Ours   Contender
	Peers  []Contender
}

// A Contender does the work of a contest.
type Contender struct {
	Name  string
	Run   func() error
	Aside bool // does other work, for comparison only

	output func() []byte       // the report that the last Run made
	normal func([]byte) string // returns the part of a report that has to be equal to ours
}

// NewBuffer is the name of our writer when it appends to nil.
const NewBuffer = "new buffer"

// Contests returns all contests about an input.
func Contests(in Input) ([]Contest, error) {
	var all []Contest
	for _, format := range []func(Input) (writing, reading Contest, err error){htmlContests, textContests, markdownContests} {
		w, r, err := format(in)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.Name, err)
		}
		all = append(all, w, r)
	}
	return all, nil
}

// Check runs all contenders and returns an error for the first one whose result
// differs from ours.
func (c Contest) Check() error {
	where := fmt.Sprintf("%s %s, %s", c.Work, c.Format, c.Input)
	if err := c.Ours.Run(); err != nil {
		return fmt.Errorf("%s: %s: %w", where, c.Ours.Name, err)
	}
	ours := c.Ours.output()
	for _, p := range c.Peers {
		if err := p.Run(); err != nil {
			return fmt.Errorf("%s: %s: %w", where, p.Name, err)
		}
		if got, want := p.normal(p.output()), p.normal(ours); got != want || want == "" {
			return fmt.Errorf("%s: %s differs from %s: %s", where, p.Name, c.Ours.Name, difference(got, want))
		}
	}
	return nil
}

// fragment is the writer whose HTML the peers write too. They have no picture.
var fragment = render.HTML{NoPicture: true}

func htmlContests(in Input) (writing, reading Contest, err error) {
	v, err := newView(in.Incident)
	if err != nil {
		return writing, reading, err
	}
	page := fragment.Append(nil, in.Incident)
	markdown := render.Markdown{}.Append(nil, in.Incident)
	converter := goldmark.New(goldmark.WithExtensions(extension.Table))
	picture := appends("", in.Incident, render.HTML{}.Append)
	writing = Contest{
		Work: "writing", Format: "HTML", Input: in.Name, Bytes: len(page),
		Ours: appends("render.HTML", in.Incident, fragment.Append),
		Peers: []Contender{
			writes("html/template", dom, func(w *bytes.Buffer) error { return articleTemplate.Execute(w, v) }),
			writes("quicktemplate", dom, func(w *bytes.Buffer) error { writequickArticle(w, v); return nil }),
			writes("templ", dom, func(w *bytes.Buffer) error { return templArticle(v).Render(context.Background(), w) }),
			writes("goldmark", letters, func(w *bytes.Buffer) error { return converter.Convert(markdown, w) }),
			encodes(in.Incident, fragment.Append),
			{Name: "with picture", Aside: true, Run: picture.Run, output: picture.output, normal: letters},
			allocates(in.Incident, fragment.Append),
		},
	}
	reading, err = readers("HTML", "parse.HTML", in, page, parse.HTML{Zone: v.loc, MaxBytes: len(page)}.Parse)
	var tree *html.Node
	reading.Peers = append(reading.Peers, Contender{
		Name: "html.Parse",
		Run: func() (err error) {
			tree, err = html.Parse(bytes.NewReader(page))
			return err
		},
		output: func() []byte {
			var b bytes.Buffer
			html.Render(&b, tree)
			return b.Bytes()
		},
		normal: letters,
	})
	return writing, reading, err
}

func textContests(in Input) (writing, reading Contest, err error) {
	v, err := newView(in.Incident)
	if err != nil {
		return writing, reading, err
	}
	page := render.Text{}.Append(nil, in.Incident)
	writing = Contest{
		Work: "writing", Format: "text", Input: in.Name, Bytes: len(page),
		Ours: appends("render.Text", in.Incident, render.Text{}.Append),
		Peers: []Contender{
			writes("text/template", lines, func(w *bytes.Buffer) error { return pageTemplate.Execute(w, v) }),
			writes("quicktemplate", lines, func(w *bytes.Buffer) error { writequickPage(w, v); return nil }),
			encodes(in.Incident, render.Text{}.Append),
			allocates(in.Incident, render.Text{}.Append),
		},
	}
	reading, err = readers("text", "parse.Text", in, page, parse.Text{Zone: v.loc, MaxBytes: len(page)}.Parse)
	reading.Peers = append(reading.Peers, decodes("regexp", func() (*incident.Incident, error) {
		r, err := parseWithRegexps(page, v.loc)
		if err != nil {
			return nil, err
		}
		return &r.inc, nil
	}))
	return writing, reading, err
}

func markdownContests(in Input) (writing, reading Contest, err error) {
	v, err := newView(in.Incident)
	if err != nil {
		return writing, reading, err
	}
	page := render.Markdown{}.Append(nil, in.Incident)
	writing = Contest{
		Work: "writing", Format: "Markdown", Input: in.Name, Bytes: len(page),
		Ours: appends("render.Markdown", in.Incident, render.Markdown{}.Append),
		Peers: []Contender{
			writes("text/template", converted, func(w *bytes.Buffer) error { return markdownTemplate.Execute(w, v) }),
			writes("quicktemplate", converted, func(w *bytes.Buffer) error { writequickMarkdown(w, v); return nil }),
			encodes(in.Incident, render.Markdown{}.Append),
			allocates(in.Incident, render.Markdown{}.Append),
		},
	}
	reading, err = readers("Markdown", "parse.Markdown", in, page, parse.Markdown{Zone: v.loc}.Parse)
	converter := goldmark.New(goldmark.WithExtensions(extension.Table))
	var tree ast.Node
	reading.Peers = append(reading.Peers, Contender{
		Name: "goldmark's parser",
		Run: func() error {
			tree = converter.Parser().Parse(text.NewReader(page))
			return nil
		},
		output: func() []byte {
			var b bytes.Buffer
			converter.Renderer().Render(&b, page, tree)
			return b.Bytes()
		},
		normal: letters,
	})
	return writing, reading, err
}

// readers returns a contest in reading page, between our reader and
// encoding/json, which reads the incident that our reader returns.
func readers(format, name string, in Input, page []byte, read func(string, []byte) (*parse.Document, error)) (Contest, error) {
	ours := decodes(name, func() (*incident.Incident, error) {
		doc, err := read(in.Name, page)
		if err != nil {
			return nil, err
		}
		return doc.Incidents[0], nil
	})
	c := Contest{Work: "reading", Format: format, Input: in.Name, Bytes: len(page), Ours: ours}
	doc, err := read(in.Name, page)
	if err != nil {
		return c, err
	}
	source, err := json.Marshal(doc.Incidents[0])
	unmarshal := decodes("encoding/json", func() (*incident.Incident, error) {
		inc := new(incident.Incident)
		return inc, json.Unmarshal(source, inc)
	})
	unmarshal.Aside = true
	c.Peers = []Contender{unmarshal}
	return c, err
}

// An appender is an Append method of one of our writers.
type appender func(dst []byte, inc *incident.Incident) []byte

// appends returns a contender that appends to a buffer and reuses it.
func appends(name string, inc *incident.Incident, write appender) Contender {
	var buf []byte
	return Contender{
		Name:   name,
		Run:    func() error { buf = write(buf[:0], inc); return nil },
		output: func() []byte { return buf },
	}
}

// allocates returns a contender that appends to nil.
func allocates(inc *incident.Incident, write appender) Contender {
	var buf []byte
	return Contender{
		Name:   NewBuffer,
		Aside:  true,
		Run:    func() error { buf = write(nil, inc); return nil },
		output: func() []byte { return buf },
		normal: whole,
	}
}

// writes returns a contender that writes to a buffer and reuses it.
func writes(name string, normal func([]byte) string, write func(*bytes.Buffer) error) Contender {
	var buf bytes.Buffer
	return Contender{
		Name:   name,
		Run:    func() error { buf.Reset(); return write(&buf) },
		output: buf.Bytes,
		normal: normal,
	}
}

// encodes returns a contender that writes with encoding/json. Its output is the
// report of the incident read back.
func encodes(inc *incident.Incident, report appender) Contender {
	var buf bytes.Buffer
	return Contender{
		Name:  "encoding/json",
		Aside: true,
		Run:   func() error { buf.Reset(); return json.NewEncoder(&buf).Encode(inc) },
		output: func() []byte {
			var again incident.Incident
			if json.Unmarshal(buf.Bytes(), &again) != nil {
				return nil
			}
			return report(nil, &again)
		},
		normal: whole,
	}
}

// decodes returns a contender that reads incidents. Its output is the HTML of
// the incident that it returned.
func decodes(name string, read func() (*incident.Incident, error)) Contender {
	var inc *incident.Incident
	return Contender{
		Name: name,
		Run:  func() (err error) { inc, err = read(); return err },
		output: func() []byte {
			stated := inc.Clone()
			removeInferredMilestones(stated)
			return fragment.Append(nil, stated)
		},
		normal: whole,
	}
}

// removeInferredMilestones removes milestones that a reader concluded.
func removeInferredMilestones(inc *incident.Incident) {
	if inc.Postmortem == nil {
		return
	}
	for _, s := range inc.Postmortem.Sections {
		if s.Timeline == nil {
			continue
		}
		for i := range s.Timeline.Events {
			if e := &s.Timeline.Events[i]; e.Inferred {
				e.Milestone, e.Inferred = "", false
			}
		}
	}
}
