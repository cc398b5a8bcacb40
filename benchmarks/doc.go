// Package benchmarks compares the writers and readers with what one would
// otherwise use for the same work. It is a module of its own, so that its
// dependencies are nobody else's.
package benchmarks
