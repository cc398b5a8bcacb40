// Package wire reads the JSON that status pages send. It finds values with
// their places, converts texts, lists and instants from the many forms in which
// they are written, and recognises the vendor and the kind of an answer by its
// keys. The packages of the vendors are built on it; start with [Options.Read]
// and [Signs].
package wire
