package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows on a terminal how far a long run is. A nil one shows nothing.
type progress struct {
	w     io.Writer
	now   func() time.Time
	total int

	done    int
	next    time.Time // when the line is written next
	visible bool
}

// Nothing is shown of a run that is over soon.
const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// newProgress returns the progress of a run over files, if standard error is a
// terminal.
func (env environment) newProgress(total int) *progress {
	if !env.interactive {
		return nil
	}
	return &progress{w: env.stderr, now: env.now, total: total, next: env.now().Add(progressAfter)}
}

// step counts a file.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.done++
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next, p.visible = now.Add(progressEvery), true
	fmt.Fprintf(p.w, "\r%d of %d files\x1b[K", p.done, p.total)
}

// clear takes the line away, before something else is written.
func (p *progress) clear() {
	if p != nil && p.visible {
		p.visible = false
		io.WriteString(p.w, "\r\x1b[K")
	}
}
