package main

import "runtime"

// ordered runs work in several goroutines, as many as there are processors, and
// uses the results in the order in which the work was added. Only a little work
// is started ahead of the result used next, so that memory stays bounded.
type ordered[R any] struct {
	use   func(R) error // called by add and finish, in the goroutine of their caller
	queue []chan R      // results of work that was added and not yet used
}

// add starts a piece of work. If using an earlier result fails, it returns the
// error and does not start the work.
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

// next uses the oldest result.
func (o *ordered[R]) next() error {
	result := <-o.queue[0]
	o.queue = o.queue[1:]
	return o.use(result)
}

// finish uses the remaining results, up to the first error. All work has ended
// when it returns.
func (o *ordered[R]) finish() error {
	for len(o.queue) > 0 {
		if err := o.next(); err != nil {
			o.stop()
			return err
		}
	}
	return nil
}

// stop waits for the work that was started and drops its results.
func (o *ordered[R]) stop() {
	for _, result := range o.queue {
		<-result
	}
	o.queue = nil
}
