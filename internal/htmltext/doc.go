// Package htmltext converts HTML bodies, as status pages have them, to the
// Markdown of the model.
//
//	body = htmltext.Markdown{PreWrap: true}.Convert(html)
//
// The Markdown shows the same words as the HTML, in the same order. Text is
// escaped for its place. Markup that cannot be expressed in Markdown is
// dropped, but never its words. Scripts, styles and comments are dropped. No
// list of allowed elements is needed, because no HTML is passed through: an
// element is either converted or replaced by its content.
//
// The conversion walks once over the tree of package htmltree, whose depth is
// limited, so it takes linear time for any input.
package htmltext
