package parse

import (
	"reflect"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
)

// jsonFields has the keys of each struct of the model, in the order of its
// fields.
var jsonFields = sync.OnceValue(func() map[reflect.Type][]string {
	all := make(map[reflect.Type][]string)
	var add func(reflect.Type)
	add = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			add(t.Elem())
		case reflect.Struct:
			if _, ok := all[t]; ok {
				return
			}
			keys := make([]string, t.NumField())
			all[t] = keys
			for i := range keys {
				keys[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
				add(t.Field(i).Type)
			}
		}
	}
	add(reflect.TypeFor[incident.Incident]())
	add(reflect.TypeFor[incident.Template]())
	return all
})

// jsonWords has the function that finds the known word, for each type of words.
var jsonWords = sync.OnceValue(func() map[reflect.Type]func(string) (string, error) {
	all := make(map[reflect.Type]func(string) (string, error))
	addWords[incident.Status](all)
	addWords[incident.ComponentStatus](all)
	addWords[incident.Impact](all)
	addWords[incident.Precision](all)
	addWords[incident.Milestone](all)
	addWords[incident.ReviewState](all)
	addWords[incident.SectionKind](all)
	addWords[incident.Form](all)
	addWords[incident.ActionType](all)
	addWords[incident.ActionState](all)
	addWords[incident.Fact](all)
	return all
})

func addWords[T incident.Word](all map[reflect.Type]func(string) (string, error)) {
	all[reflect.TypeFor[T]()] = func(s string) (string, error) {
		word, err := incident.Parse[T](s)
		return string(word), err
	}
}

// nearest returns the key that a misspelt one most likely stands for, or "".
func nearest(name string, keys []string) string {
	fold := strings.NewReplacer("_", "", "-", "", " ", "").Replace
	name = strings.ToLower(fold(name))
	best, least := "", min(3, len(name)/2+1)
	for _, key := range keys {
		if len(name) <= 2*len(key) {
			if d := distance(name, fold(key)); d < least {
				best, least = key, d
			}
		}
	}
	return best
}

// distance returns the Levenshtein distance of two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			d := diagonal
			if a[i] != b[j] {
				d = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
