package markdown

import "strings"

// directBlocks is [Blocks] without goldmark, for documents of headings,
// paragraphs, lists with items of one line, tables, and comments of one line.
// The beginning of a line decides which of these it belongs to. directBlocks
// gives up at the first line that might be anything else.
func directBlocks(src string) (blocks []Block, ok bool) {
	if len(src) > documentBytes {
		return nil, false
	}
	open := false        // the last block may continue in the next line
	columns, all := 0, 0 // of the last table; cells of all tables
	blocks = make([]Block, 0, 1+min(len(src)/32, strings.Count(src, "\n\n")))
	for at, end := 0, 0; at < len(src); at = end + 1 {
		end = endOfLine(src, at)
		line := src[at:end]
		var last *Block
		if len(blocks) > 0 {
			last = &blocks[len(blocks)-1]
		}
		number, mark := itemMark(line)
		level := headingLevel(line)
		above := open
		switch open = false; {
		case strings.Trim(line, " ") == "":
		case level > 0:
			blocks = append(blocks, Block{Kind: BlockHeading, Start: at, Level: level, TextStart: at + level + len(" "), TextEnd: end})
		case strings.HasPrefix(line, "<!--") && strings.Contains(line, "-->"):
			blocks = append(blocks, Block{Kind: BlockHTML, Start: at})
		case mark > 0 && (beginsText(line[mark:]) || IsTask(line[mark:])):
			ordered := mark > len("- ")
			if last == nil || last.Kind != BlockList {
				if ordered && number != 1 && above {
					return nil, false // it cannot interrupt the paragraph
				}
				blocks = append(blocks, Block{Kind: BlockList, Start: at, Ordered: ordered, Number: number, Items: make([]Item, 0, 4)})
				last = &blocks[len(blocks)-1]
			}
			if last.Ordered != ordered {
				return nil, false
			}
			last.Items = append(last.Items, Item{Start: at})
			open = true
		case strings.HasPrefix(line, "| "):
			switch {
			case above && last.Kind != BlockTable:
				return nil, false
			case !above:
				columns = len(cells(src, at, end))
				rule, _, _ := strings.Cut(src[min(end+1, len(src)):], "\n")
				if columns > maxColumns || strings.IndexByte(line, '`') >= 0 || !isTableRule(rule, columns) {
					return nil, false
				}
				blocks = append(blocks, Block{Kind: BlockTable, Start: at})
				end += 1 + len(rule)
			}
			if all += columns; all > documentCells {
				return nil, false
			}
			open = true
		case mark == 0 && beginsText(line):
			if above && last.Kind != BlockParagraph {
				return nil, false
			}
			if !above {
				blocks = append(blocks, Block{Kind: BlockParagraph, Start: at})
			}
			open = true
		default:
			return nil, false
		}
	}
	return endBlocks(blocks, src), true
}

// headingLevel returns the level of the heading that a line is certain to be,
// "## Text", or 0.
func headingLevel(line string) int {
	text := strings.TrimLeft(line, "#")
	level, last := len(line)-len(text), len(text)-1
	if level > 6 || last < 1 || text[0] != ' ' || text[1] <= ' ' || text[last] <= ' ' || text[last] == '#' {
		return 0
	}
	return level
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

// IsTask reports whether the text of an item begins with a checkbox.
func IsTask(text string) bool {
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
