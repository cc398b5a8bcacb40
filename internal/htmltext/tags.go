package htmltext

// A tag says what an element means for the text. Those that are not listed are
// their content.
type tag uint8

const (
	tagContent    tag = iota + 1 // an element of a line, without a meaning of its own
	tagStrong                    // b, strong
	tagEmphasis                  // i, em
	tagStruck                    // del, s, strike
	tagCode                      // code, kbd, samp, tt
	tagLink                      // a
	tagImage                     // img
	tagBreak                     // br
	tagWordBreak                 // wbr
	tagRule                      // hr
	tagLine                      // div and the like: lines of their own
	tagParagraph                 // p
	tagHeading                   // h1 to h6
	tagQuote                     // blockquote
	tagPre                       // pre
	tagList                      // ul, ol
	tagItem                      // li
	tagTable                     // table
	tagRow                       // tr
	tagCell                      // td, th
	tagSkip                      // script, style: not shown
	tagParts                     // thead, tbody: between a table and its rows
	tagDescribing                // dt, dd
)

// tags are the elements that are known, by name.
var tags = map[string]tag{
	"a": tagLink, "b": tagStrong, "strong": tagStrong, "i": tagEmphasis, "em": tagEmphasis,
	"code": tagCode, "kbd": tagCode, "samp": tagCode, "tt": tagCode,
	"img": tagImage, "br": tagBreak, "wbr": tagWordBreak, "hr": tagRule,
	"p": tagParagraph, "pre": tagPre, "blockquote": tagQuote,
	"h1": tagHeading, "h2": tagHeading, "h3": tagHeading, "h4": tagHeading, "h5": tagHeading, "h6": tagHeading,
	"ul": tagList, "ol": tagList, "menu": tagList, "li": tagItem, "dl": tagLine, "dt": tagDescribing, "dd": tagDescribing,
	"table": tagTable, "thead": tagParts, "tbody": tagParts, "tfoot": tagParts, "tr": tagRow, "td": tagCell, "th": tagCell,
	"caption": tagLine, "div": tagLine, "section": tagLine, "article": tagLine, "header": tagLine, "footer": tagLine,
	"main": tagLine, "aside": tagLine, "nav": tagLine, "address": tagLine, "figure": tagLine, "figcaption": tagLine,
	"details": tagLine, "summary": tagLine, "form": tagLine, "fieldset": tagLine, "center": tagLine,
	"html": tagLine, "body": tagLine, "option": tagLine,
	"script": tagSkip, "style": tagSkip, "head": tagSkip, "template": tagSkip, "iframe": tagSkip, "noscript": tagSkip,
	"noembed": tagSkip, "noframes": tagSkip,
	"span": tagContent, "var": tagContent, "small": tagContent, "big": tagContent, "u": tagContent, "s": tagStruck,
	"del": tagStruck, "ins": tagContent, "sub": tagContent, "sup": tagContent, "font": tagContent, "time": tagContent,
	"abbr": tagContent, "mark": tagContent, "q": tagContent, "cite": tagContent, "label": tagContent, "strike": tagStruck,
}

// isVoid reports whether an element of that name has no content and no end tag.
func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// isInline reports whether the element stands in a line of text: its end does
// not end what was begun inside it.
func (t tag) isInline() bool {
	switch t {
	case 0, tagContent, tagStrong, tagEmphasis, tagStruck, tagCode, tagLink:
		return true
	}
	return false
}
