package main

import (
	"errors"
	"testing"
)

// TestTemporary lets no signal come between the file and its name.
func TestTemporary(t *testing.T) {
	temp := &temporary{}
	held := func() {
		if temp.mu.TryLock() {
			temp.mu.Unlock()
			t.Error("a signal could come here")
		}
	}
	fault := errors.New("no room")
	if err := temp.begin("failed", func() error { held(); return fault }); err != fault || len(temp.names) > 0 {
		t.Errorf("%v, %v", err, temp.names)
	}
	if err := temp.begin("made", func() error { held(); return nil }); err != nil || !temp.names["made"] {
		t.Errorf("%v, %v", err, temp.names)
	}
	temp.begin("another", func() error { return nil })
	temp.end("made", func() {
		held()
		if !temp.names["made"] {
			t.Errorf("%v", temp.names)
		}
	})
	if len(temp.names) != 1 || !temp.names["another"] {
		t.Errorf("%v stay", temp.names)
	}
}
