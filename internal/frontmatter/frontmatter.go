// Package frontmatter reads the keys of the YAML or TOML at the top of a
// document.
package frontmatter

import (
	"errors"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
	"go.yaml.in/yaml/v3"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
)

// maxSize is the size in bytes up to which front matter is read.
const maxSize = 64 << 10

var (
	// ErrSize is the error for front matter that is too long.
	ErrSize = errors.New("it is longer than 64 KiB")
	// ErrKeys is the error for YAML whose keys follow a list or a text,
	// where they would be ignored.
	ErrKeys = errors.New("there is something else above its keys")
	// ErrNone is the error for YAML that is a list or a text and has no
	// keys.
	ErrNone = errors.New("it has no keys")
)

// A Value is a top-level value on a single line.
type Value struct {
	Text string
	At   int // offset in the front matter
}

// Keys maps keys to their values. Lists, tables and null values are left out.
type Keys map[string]Value

// Read reads the keys of front matter, without its fences. If it cannot be read
// as a whole, the error says why, and the keys are those of the lines that can
// be read on their own. With [ErrSize], [ErrKeys] and [ErrNone] there are no
// keys.
func Read(text string, toml bool) (Keys, error) {
	if len(text) > maxSize {
		return nil, ErrSize
	}
	keys, read := make(Keys), Keys.readYAML
	if toml {
		read = Keys.readTOML
	}
	err := read(keys, text, 0)
	if err == nil || errors.Is(err, ErrKeys) || errors.Is(err, ErrNone) {
		return keys, err
	}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if isKeyLine(line) {
			_ = read(keys, line, at) // an invalid line has no keys
		}
		at += len(line)
	}
	return keys, err
}

// isKeyLine reports whether a line begins like one with a key.
func isKeyLine(line string) bool { return line != "" && 'a' <= line[0] && line[0] <= 'z' }

// readYAML reads the scalars at the top level of a mapping.
func (k Keys) readYAML(text string, at int) error {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return err
	}
	if len(doc.Content) == 0 {
		return nil
	}
	if doc.Content[0].Kind != yaml.MappingNode {
		for line := range strings.SplitSeq(text, "\n") {
			if key, _, ok := strings.Cut(line, ":"); ok && isKeyLine(key) && !strings.Contains(key, " ") {
				return ErrKeys
			}
		}
		return ErrNone
	}
	lines := []int{at}
	for i := range len(text) {
		if text[i] == '\n' {
			lines = append(lines, at+i+1)
		}
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		key, value := pairs[i], pairs[i+1]
		if value.Kind != yaml.ScalarNode || value.Tag == "!!null" || value.Line < 1 || value.Line > len(lines) {
			continue
		}
		k.add(key.Value, value.Value, lines[value.Line-1]+value.Column-1)
	}
	return nil
}

// readTOML reads the values of one line above the first table.
func (k Keys) readTOML(text string, at int) error {
	var p unstable.Parser
	p.Reset([]byte(text))
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind == unstable.Table || e.Kind == unstable.ArrayTable {
			break
		}
		if e.Kind != unstable.KeyValue {
			continue
		}
		key, value := e.Key(), e.Value()
		if !key.Next() || !key.IsLast() {
			continue
		}
		start := int(value.Raw.Offset)
		switch value.Kind {
		case unstable.Array, unstable.InlineTable:
			continue
		case unstable.String:
		default:
			start = int(p.Range(value.Data).Offset)
		}
		k.add(string(key.Node().Data), string(value.Data), at+start)
	}
	return p.Error()
}

// add adds a value unless the key already has one.
func (k Keys) add(key, text string, at int) {
	if _, twice := k[key]; !twice {
		k[key] = Value{markdown.Line(text), at}
	}
}

// Time parses the value as an instant: in RFC 3339, or as a local time or a
// date in loc. It returns the zero time if the value is not an instant.
func (v Value) Time(loc *time.Location) time.Time {
	w, n := civil.Read(v.Text)
	if n < len(v.Text) || w.Date.IsZero() || w.Date.Year == 0 {
		return time.Time{}
	}
	return w.Resolve(time.Time{}, loc).Time
}
