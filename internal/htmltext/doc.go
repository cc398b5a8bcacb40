// Package htmltext turns the HTML that status pages put into their bodies into
// the Markdown of the model.
//
//	body = htmltext.Markdown{PreWrap: true}.Convert(html)
//
// What the Markdown shows as text, through package markdown, are the words that
// the HTML shows, in their order: text is escaped for the place it lands in,
// and markup that cannot be written so that it reads back is left out, never
// its words. Scripts, styles and comments are not shown. There is no list of
// allowed elements, since no element gets through: those that mean something
// here become Markdown, all others are their content.
//
// A body is one walk over the tree of package htmltree, whose depth is bounded,
// so the time is linear in the input whatever its shape.
package htmltext
