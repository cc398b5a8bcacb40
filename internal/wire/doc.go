// Package wire reads the JSON that status pages answer and send: values with
// their places; texts, lists and instants as such answers write them; and whose
// answer it is, by its keys. The readers of vendors stand on it.
package wire
