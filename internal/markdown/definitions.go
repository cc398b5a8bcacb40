package markdown

import (
	"slices"
	"strings"
)

// CarryDefinitions makes the bodies of one document independent of each other:
// a body with a reference link, "[text][label]", whose label another body
// defines gets that definition at its end. Other bodies are left alone.
func CarryDefinitions(bodies []*string) {
	type definition struct{ label, lines string }
	var found []definition
	known := make(map[string]int) // index in found by label
	own := make([]map[string]bool, len(bodies))
	for i, body := range bodies {
		if !strings.Contains(*body, "]:") {
			continue
		}
		blocks, err := Blocks(*body)
		if err != nil {
			continue
		}
		for _, b := range blocks {
			if b.Kind != BlockDefinition {
				continue
			}
			label := foldLabel(b.Label)
			if own[i] == nil {
				own[i] = make(map[string]bool)
			}
			own[i][label] = true
			if _, ok := known[label]; !ok && len(found) < mostDefinitions {
				known[label] = len(found)
				found = append(found, definition{label, strings.Trim((*body)[b.Start:b.End], "\n")})
			}
		}
	}
	if len(found) == 0 {
		return
	}
	carried := 0
	for i, body := range bodies {
		if strings.IndexByte(*body, '[') < 0 {
			continue
		}
		var missing []int
		for label := range labels(*body) {
			if k, ok := known[label]; ok && !own[i][label] {
				missing = append(missing, k)
			}
		}
		slices.Sort(missing)
		gap := "\n\n"
		var b strings.Builder
		for _, k := range missing {
			if carried < mostCarried {
				carried += len(gap) + len(found[k].lines)
				b.WriteString(gap + found[k].lines)
				gap = "\n"
			}
		}
		*body += b.String()
	}
}

// A short text can refer to long definitions many times. These constants limit
// the size of the result.
const (
	mostDefinitions = 1000
	mostCarried     = 1 << 20 // in bytes
)

// labels returns the texts in brackets in a body, folded like labels.
func labels(body string) map[string]bool {
	uses := make(map[string]bool)
	for at := 0; ; {
		open := strings.IndexByte(body[at:], '[')
		if open < 0 {
			return uses
		}
		at += open + 1
		rest := body[at:min(len(body), at+maxLabel)]
		if end := strings.IndexAny(rest, "[]"); end > 0 && rest[end] == ']' {
			uses[foldLabel(rest[:end])] = true
		}
	}
}

// maxLabel is the length of the longest label in CommonMark.
const maxLabel = 1000

// foldLabel returns the same string for labels that match.
func foldLabel(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Targets returns the addresses of the definitions among blocks by label, or
// nil if there are none.
func Targets(blocks []Block) map[string]string {
	var targets map[string]string
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != BlockDefinition {
			continue
		}
		if targets == nil {
			targets = make(map[string]string)
		}
		if label := foldLabel(b.Label); targets[label] == "" {
			targets[label] = b.Target
		}
	}
	return targets
}

// InlineTargets replaces reference links in a text, "[text][label]",
// "[label][]" and "[label]", by inline links.
func InlineTargets(md string, targets map[string]string) string {
	if strings.IndexByte(md, '[') < 0 {
		return md
	}
	var b []byte
	for i := 0; i < len(md); {
		text, n := bracketed(md[i:])
		if n == 0 {
			if md[i] == '\\' && i+1 < len(md) {
				b = append(b, md[i])
				i++
			}
			b = append(b, md[i])
			i++
			continue
		}
		label, m := bracketed(md[i+n:])
		if m == 0 && strings.HasPrefix(md[i+n:], "[]") {
			m = len("[]")
		}
		if label == "" {
			label = text
		}
		rest := md[i+n+m:]
		target, ok := targets[foldLabel(label)]
		if !ok || m == 0 && (strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, ":")) {
			b = append(b, md[i])
			i++
			continue
		}
		b = append(b, md[i:i+n]...)
		b = append(b, '(')
		b = AppendEscaped(b, target, LinkTarget)
		b = append(b, ')')
		i += n + m
	}
	return string(b)
}

// WithoutDefinitions replaces the reference links of md by inline links and
// removes their definitions, so that it can stand beside other texts that use
// the same labels. If the result would look different, it returns md.
func WithoutDefinitions(md string) string {
	if !strings.Contains(md, "]:") {
		return md
	}
	md = Source(md)
	blocks, err := Blocks(md)
	targets := Targets(blocks)
	if err != nil || targets == nil {
		return md
	}
	var b strings.Builder
	from := 0
	for _, block := range blocks {
		if block.Kind == BlockDefinition {
			b.WriteString(md[from:block.Start])
			from = block.End
		}
	}
	inlined := InlineTargets(b.String()+md[from:], targets)
	if string(HTML{}.Append(nil, inlined)) != string(HTML{}.Append(nil, md)) {
		return md
	}
	return inlined
}

// bracketed returns the text in the brackets at the beginning of s, and the
// length including the brackets. The length is 0 if s does not begin with
// brackets.
func bracketed(s string) (text string, n int) {
	if s == "" || s[0] != '[' {
		return "", 0
	}
	for i := 1; i < len(s) && i < maxLabel; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[', '\n':
			return "", 0
		case ']':
			if i == 1 {
				return "", 0
			}
			return s[1:i], i + 1
		}
	}
	return "", 0
}
