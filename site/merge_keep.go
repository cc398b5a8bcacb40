package site

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// part is a part of a merged incident: the incident itself, an update, a
// component. Its fields come from the account that the part comes from, but for
// those that another one filled.
type part struct {
	account *account
	filled  map[string]*account
	lost    map[lostValue]*lostBy
}

// lostBy is the index of a loss, and the sources that have its value.
type lostBy struct {
	index   int
	sources map[string]bool
}

// lostValue is the value of a field that is lost, of a body its words.
type lostValue struct{ field, value string }

// owner returns the account that a field comes from.
func (p *part) owner(field string) *account {
	if acc, ok := p.filled[field]; ok {
		return acc
	}
	return p.account
}

func (p *part) fill(field string, acc *account) {
	if p.filled == nil {
		p.filled = make(map[string]*account)
	}
	p.filled[field] = acc
}

// keeper merges what an account says into what is kept, and keeps the losses.
type keeper struct {
	migration *Migration
	id, title string   // of the merged incident
	account   *account // that is merged
}

// keepLine merges a text of one line, or a word. The value of the account has
// the path at + field.
func keepLine[S ~string](k *keeper, p *part, at, field string, kept *S, said S) {
	switch {
	case said == "" || strings.Join(strings.Fields(string(said)), " ") == strings.Join(strings.Fields(string(*kept)), " "):
	case *kept == "":
		*kept = said
		p.fill(field, k.account)
	default:
		k.lose(p, at, field, string(said), string(*kept))
	}
}

// keepTime merges an instant.
func (k *keeper) keepTime(p *part, at, field string, kept *time.Time, said time.Time) {
	switch {
	case said.IsZero() || said.Equal(*kept) || isRounded(said, *kept):
	case kept.IsZero():
		*kept = said
		p.fill(field, k.account)
	case isRounded(*kept, said):
		*kept = said.In(kept.Location())
	default:
		k.lose(p, at, field, instant(said), instant(*kept))
	}
}

// keepBody merges a text in Markdown.
func (k *keeper) keepBody(p *part, at, field string, kept *string, said string) {
	switch {
	case bodyHolds(*kept, said):
	case *kept == "" || foldBody(*kept) == foldBody(said) && bodyHolds(said, *kept):
		*kept = said
		p.fill(field, k.account)
	default:
		k.lose(p, at, field, said, *kept)
	}
}

// lose keeps a loss: the account says something else than the one that a field
// is from. What several accounts say is one loss.
func (k *keeper) lose(p *part, at, field, lost, kept string) {
	m, owner, source := k.migration, p.owner(field), k.account.source
	key := lostValue{field, lost}
	if field == "body" {
		key.value = strings.Join(slices.Collect(wordsOf(lost)), " ")
	}
	if by, ok := p.lost[key]; ok {
		if !by.sources[source.Name] {
			by.sources[source.Name] = true
			m.Losses[by.index].Also = append(m.Losses[by.index].Also, source.Name)
		}
		return
	}
	loss := Loss{Source: source.Name, ID: k.id, Title: k.title, Path: at + field, Code: incident.CodeConflict, Lost: lost, Kept: kept}
	if owner.source.Kind.isOwn() == source.Kind.isOwn() && owner.last.After(k.account.last) {
		loss.Code = CodeSuperseded
	}
	if kept != "" {
		loss.KeptFrom = owner.source.Name
	}
	if p.lost == nil {
		p.lost = make(map[lostValue]*lostBy)
	}
	p.lost[key] = &lostBy{len(m.Losses), map[string]bool{source.Name: true}}
	m.Losses = append(m.Losses, loss)
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// units are the lengths of time to which sources round instants, from the
// least.
var units = [...]time.Duration{time.Second, time.Minute}

// isRounded reports whether an instant is another one without its fraction of a
// second or its seconds.
func isRounded(rounded, t time.Time) bool {
	for _, unit := range units {
		if rounded.Equal(t.Truncate(unit)) {
			return true
		}
	}
	return false
}
