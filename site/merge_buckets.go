package site

import "iter"

// buckets are lists of values by key. The zero value has none.
type buckets[K comparable, V any] struct {
	lists map[K][]V
	order []K // of the first values
}

func (b *buckets[K, V]) add(key K, value V) {
	if b.lists == nil {
		b.lists = make(map[K][]V)
	}
	list, ok := b.lists[key]
	if !ok {
		b.order = append(b.order, key)
	}
	b.lists[key] = append(list, value)
}

// shared yields the keys that have several values, in the order of their first
// ones.
func (b *buckets[K, V]) shared() iter.Seq2[K, []V] {
	return func(yield func(K, []V) bool) {
		for _, key := range b.order {
			if list := b.lists[key]; len(list) > 1 && !yield(key, list) {
				return
			}
		}
	}
}
