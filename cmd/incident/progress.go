package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows the progress of a long run on a terminal. A nil progress shows
// nothing.
type progress struct {
	w     io.Writer
	now   func() time.Time
	total int
	what  string // kind of things that are counted

	done    int
	next    time.Time // time at which the line is written next
	visible bool
}

// Kinds of things that are counted.
const (
	countFiles     = "files"
	countIncidents = "incidents" // of a single file
)

// A short run shows no progress.
const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// newProgress returns the progress of a run over several files, or over the
// incidents of one file, if standard error is a terminal.
func (env environment) newProgress(total int, what string) *progress {
	if !env.interactive || total < 2 {
		return nil
	}
	return &progress{w: env.stderr, now: env.now, total: total, what: what, next: env.now().Add(progressAfter)}
}

// step counts one thing, if what is the kind that is counted.
func (p *progress) step(what string) {
	if p == nil || p.what != what {
		return
	}
	p.done++
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next, p.visible = now.Add(progressEvery), true
	fmt.Fprintf(p.w, "\r%d of %d %s\x1b[K", p.done, p.total, p.what)
}

// clear removes the line, before something else is written.
func (p *progress) clear() {
	if p != nil && p.visible {
		p.visible = false
		io.WriteString(p.w, "\r\x1b[K")
	}
}
