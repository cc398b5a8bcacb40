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
	if err := temp.begin("failed", func() error { held(); return fault }); err != fault || temp.name != "" {
		t.Errorf("%v, %q", err, temp.name)
	}
	if err := temp.begin("made", func() error { held(); return nil }); err != nil || temp.name != "made" {
		t.Errorf("%v, %q", err, temp.name)
	}
	temp.end(func() {
		held()
		if temp.name != "made" {
			t.Errorf("%q", temp.name)
		}
	})
	if temp.name != "" {
		t.Errorf("%q stays", temp.name)
	}
}
