// Package markdown is the only package of this module that imports goldmark.
//
// The dialect is CommonMark with the tables of GitHub. A single line break is
// kept as a line break, because that is how status updates are written.
//
// There are writers for the two forms that readers see. Their zero values are
// ready to use, and both append:
//
//	dst = markdown.Text{}.Append(dst, body)
//	dst = markdown.HTML{}.Append(dst, body)
//
// These functions convert plain text to Markdown:
//
//	body = markdown.FromText(text)
//	dst = markdown.AppendEscaped(dst, title, markdown.Heading)
//
// [Part] rewrites Markdown so that it fits into a larger document and is
// harmless in any engine.
//
// # Direct path
//
// Almost every update consists of a few paragraphs or a short list, without any
// markup. Such a body takes the direct path: one scan, no tree, no allocation.
// Everything that the direct path does not know for certain goes to goldmark. A
// fuzz test checks that both give the same result for everything that the
// direct path accepts.
//
// # Limits
//
// goldmark does not take linear time for hostile input. [Check] reports bodies
// that are not given to it; the writers show them as plain text.
//
// # Unsafe text
//
// Text from outside may contain terminal escapes, bidirectional overrides and
// disguised line breaks, and an entity smuggles any of them past a check of the
// source. Therefore the guard is applied to the output, and no writer of this
// package lets them through. [AppendLine] applies the same guard to titles,
// names and other fields of one line.
package markdown
