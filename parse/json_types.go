package parse

import (
	"reflect"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
)

// jsonFields caches the keys of each struct type.
var jsonFields sync.Map

// fieldsOf returns the keys of a struct in the order of its fields, with "" for
// a field that is not in JSON.
func fieldsOf(t reflect.Type) []string {
	if known, ok := jsonFields.Load(t); ok {
		return known.([]string)
	}
	keys := make([]string, t.NumField())
	for i := range keys {
		if keys[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ","); keys[i] == "-" {
			keys[i] = ""
		}
	}
	jsonFields.Store(t, keys)
	return keys
}

// jsonWords has, for each word type of the model, the function that returns the
// known word for a spelling.
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
