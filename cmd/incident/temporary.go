package main

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// temporary keeps track of the temporary files of the process, which are
// removed if a signal ends it. A nil temporary does nothing.
type temporary struct {
	mu    sync.Mutex
	names map[string]bool
}

// watch returns a temporary that removes its files on SIGINT, SIGTERM and
// SIGHUP before the process ends.
func watch() *temporary {
	t := &temporary{}
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	go func() {
		s := <-signals
		t.mu.Lock() // never unlocked, so that nothing else happens to the files
		for name := range t.names {
			os.Remove(name)
		}
		signal.Reset(s)
		if p, err := os.FindProcess(os.Getpid()); err != nil || p.Signal(s) != nil {
			os.Exit(exitFailed)
		}
	}()
	return t
}

// begin calls create, which creates the named file.
func (t *temporary) begin(name string, create func() error) error {
	if t == nil {
		return create()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	err := create()
	if err == nil {
		if t.names == nil {
			t.names = make(map[string]bool)
		}
		t.names[name] = true
	}
	return err
}

// end calls f, which moves or removes the named file.
func (t *temporary) end(name string, f func()) {
	if t == nil {
		f()
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	f()
	delete(t.names, name)
}
