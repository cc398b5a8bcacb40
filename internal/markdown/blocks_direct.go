package markdown

import "strings"

// directBlocks is [Blocks] without goldmark, for documents of paragraphs, lists
// with items of one line, and tables. The beginning of a line decides which of
// these it belongs to. directBlocks gives up at the first line that might be
// anything else.
func directBlocks(src string) (blocks []Block, ok bool) {
	if len(src) > documentBytes {
		return nil, false
	}
	open := false // the line before was not blank
	blocks = make([]Block, 0, min(16, 1+strings.Count(src, "\n\n")))
	for at := 0; at < len(src); {
		end := strings.IndexByte(src[at:], '\n')
		if end < 0 {
			end = len(src)
		} else {
			end += at
		}
		line := src[at:end]
		var last *Block
		if len(blocks) > 0 {
			last = &blocks[len(blocks)-1]
		}
		number, mark := itemMark(line)
		switch {
		case strings.Trim(line, " ") == "":
			open = false
			at = end + 1
			continue
		case mark > 0 && (beginsText(line[mark:]) || isTask(line[mark:])):
			ordered := mark > len("- ")
			if last == nil || last.Kind != BlockList {
				if ordered && number != 1 && open {
					return nil, false // it cannot interrupt the paragraph
				}
				blocks = append(blocks, Block{Kind: BlockList, Start: at, Ordered: ordered, Number: number, Items: make([]Item, 0, 4)})
				last = &blocks[len(blocks)-1]
			}
			if last.Ordered != ordered {
				return nil, false
			}
			last.Items = append(last.Items, Item{Start: at})
		case strings.HasPrefix(line, "| "):
			switch {
			case open && (last == nil || last.Kind != BlockTable):
				return nil, false
			case !open:
				n := len(cells(src, at, end))
				rule, _, _ := strings.Cut(src[min(end+1, len(src)):], "\n")
				if n > maxColumns || strings.IndexByte(line, '`') >= 0 || !isTableRule(rule, n) {
					return nil, false
				}
				blocks = append(blocks, Block{Kind: BlockTable, Start: at})
				end += 1 + len(rule)
			}
		case mark == 0 && beginsText(line):
			if open && last.Kind != BlockParagraph {
				return nil, false
			}
			if !open {
				blocks = append(blocks, Block{Kind: BlockParagraph, Start: at})
			}
		default:
			return nil, false
		}
		open = true
		at = end + 1
	}
	return endBlocks(blocks, src), true
}

// itemMark returns the number and the length of the list marker at the
// beginning of a line, "- " or "12. ", and 0 if there is none.
func itemMark(line string) (number, mark int) {
	if strings.HasPrefix(line, "- ") {
		return 0, len("- ")
	}
	n := 0
	for n < len(line) && n < 9 && isDigit(line[n]) {
		number = 10*number + int(line[n]-'0')
		n++
	}
	if n > 0 && strings.HasPrefix(line[n:], ". ") {
		return number, n + len(". ")
	}
	return 0, 0
}

// beginsText reports whether a line is certain to begin a paragraph: with a
// letter, a number that is not a list marker, bold text, or punctuation that
// opens no block.
func beginsText(line string) bool {
	if line == "" {
		return false
	}
	switch c := line[0]; {
	case 'a' <= c|0x20 && c|0x20 <= 'z', c >= 0x80:
		return true
	case isDigit(c):
		rest := strings.TrimLeft(line, "0123456789")
		return rest == "" || rest[0] != '.' && rest[0] != ')'
	case c == '*':
		return len(line) > 2 && line[1] == '*' && (isDigit(line[2]) || 'a' <= line[2]|0x20 && line[2]|0x20 <= 'z')
	case c == '`':
		return len(line) > 1 && line[1] != '`'
	}
	return strings.IndexByte(`"'(\&$%/;@?,.!`, line[0]) >= 0
}

// isTask reports whether the text of an item begins with a checkbox.
func isTask(text string) bool {
	return len(text) > 4 && text[0] == '[' && text[2] == ']' && text[3] == ' ' && strings.IndexByte(" xX", text[1]) >= 0
}

// isTableRule reports whether a line is the delimiter row of a table with n
// columns: "| --- | --- |".
func isTableRule(line string, n int) bool {
	for ; n > 0; n-- {
		rest, ok := strings.CutPrefix(line, "| ")
		line = strings.TrimLeft(rest, "-")
		if !ok || len(line) == len(rest) || !strings.HasPrefix(line, " ") {
			return false
		}
		line = line[1:]
	}
	return line == "|"
}
