// Package markdown is the one door to Markdown: nothing else in this module
// imports goldmark.
//
// The dialect is CommonMark with the tables of GitHub, and a single line break
// is kept as a line break, because that is how status updates are written.
//
// There are writers for the two forms a reader sees, both usable as zero values
// and both of the append kind:
//
//	dst = markdown.Text{}.Append(dst, body)
//	dst = markdown.HTML{}.Append(dst, body)
//
// and the way back from plain text:
//
//	body = markdown.FromText(text)
//	dst = markdown.AppendEscaped(dst, title, markdown.Heading)
//
// [Part] rewrites Markdown as Markdown that fits into a larger document, and in
// which no engine brings anything to life.
//
// # Two ways through
//
// Almost every update is a few paragraphs, or a short list, without any markup.
// Such a body takes the direct path: one scan, no tree, no allocation. Whatever
// the direct path does not know for certain is left to goldmark, and a fuzz
// test holds the two equal on everything that the direct path accepts.
//
// # Limits
//
// The time goldmark takes is not linear in hostile input. [Check] names what is
// not given to it; the writers show such a body as the plain text it is.
//
// # Unsafe text
//
// Text from outside may hold terminal escapes, bidirectional overrides and line
// breaks in disguise, and an entity smuggles any of them past a check of the
// source. So the guard stands at the output: no writer here lets one through.
// [AppendLine] is the same guard for titles, names and other fields of one
// line.
package markdown
