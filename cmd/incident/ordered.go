package main

import "runtime"

// ordered does work in several goroutines, as many as the machine has use for,
// and hands on the results in the order in which the work was added. Little work
// is ahead of what is handed on, so that memory stays bounded.
type ordered[R any] struct {
	use   func(R) error // called by add and finish, in the goroutine of their caller
	queue []chan R      // of work that was added and not handed on
}

// add begins a piece of work. The error is that of handing on an earlier one;
// the work was not begun then.
func (o *ordered[R]) add(work func() R) error {
	if len(o.queue) >= 2*runtime.GOMAXPROCS(0) {
		if err := o.next(); err != nil {
			return err
		}
	}
	result := make(chan R, 1)
	o.queue = append(o.queue, result)
	go func() { result <- work() }()
	return nil
}

// next hands on the oldest result.
func (o *ordered[R]) next() error {
	result := <-o.queue[0]
	o.queue = o.queue[1:]
	return o.use(result)
}

// finish hands on the results that are left, up to the first error. No work is
// left when it returns.
func (o *ordered[R]) finish() error {
	for len(o.queue) > 0 {
		if err := o.next(); err != nil {
			o.stop()
			return err
		}
	}
	return nil
}

// stop waits for work that was begun, and drops its results.
func (o *ordered[R]) stop() {
	for _, result := range o.queue {
		<-result
	}
	o.queue = nil
}
