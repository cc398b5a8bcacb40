package main

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// temporary is the temporary files that the process has, which a signal
// removes. A nil one does nothing.
type temporary struct {
	mu    sync.Mutex
	names map[string]bool
}

// watch returns a temporary that SIGINT, SIGTERM and SIGHUP remove before they
// end the process.
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
		t.mu.Lock() // for ever: nothing else may happen to the files
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

// begin calls create, which creates the file of that name.
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

// end calls f, which moves or removes the file of that name.
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
