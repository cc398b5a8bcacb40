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
