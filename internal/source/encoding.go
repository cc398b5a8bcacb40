package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode returns data as UTF-8. It decodes UTF-16 if the data begin with a byte
// order mark or with ASCII characters in UTF-16, and returns all other data
// unchanged.
func Decode(data []byte) []byte {
	text, _ := decode(data)
	return text
}

// decode implements [Decode] and returns an error for invalid UTF-16.
func decode(data []byte) ([]byte, error) {
	var order binary.ByteOrder
	switch {
	case len(data) < 2, bytes.HasPrefix(data, utf32LE):
		return data, nil
	case data[0] == 0xff && data[1] == 0xfe, data[0] != 0 && data[0] < utf8.RuneSelf && data[1] == 0 && !zeros(data, 2):
		order = binary.LittleEndian
	case data[0] == 0xfe && data[1] == 0xff, data[0] == 0 && data[1] != 0 && data[1] < utf8.RuneSelf && !zeros(data, 2):
		order = binary.BigEndian
	default:
		return data, nil
	}
	if len(data)%2 != 0 {
		return data, errors.New("UTF-16 with half of a surrogate pair at its end; save the file as UTF-8")
	}
	text := make([]byte, 0, len(data))
	for i := 0; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+2 < len(data) {
				low = rune(order.Uint16(data[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return data, fmt.Errorf("UTF-16 with half of a surrogate pair at byte %d; save the file as UTF-8", i)
			}
			i += 2
		}
		text = utf8.AppendRune(text, r)
	}
	return text, nil
}

var utf32LE = []byte{0xff, 0xfe, 0, 0}

// zeros reports whether two bytes at an offset are zero, as in UTF-32.
func zeros(data []byte, at int) bool {
	return len(data) >= at+2 && data[at] == 0 && data[at+1] == 0
}

// kinds are kinds of files that are not text, by their first bytes, with
// instructions for the user.
var kinds = []struct{ begin, text string }{
	{"PK\x03\x04", "a Word document or another archive, and no text; save it as plain text or as HTML"},
	{"\xd0\xcf\x11\xe0", "a document of an old Office, and no text; save it as plain text or as HTML"},
	{"%PDF-", "a PDF, and no text; save its text in a file"},
	{`{\rtf`, "rich text (RTF); save it as plain text or as HTML"},
	{"\x1f\x8b", "compressed (gzip); uncompress it first"},
	{"\x89PNG", "a picture, and no text"},
	{"\xff\xd8\xff", "a picture, and no text"},
	{"GIF8", "a picture, and no text"},
	{"\xff\xfe\x00\x00", "UTF-32; save it as UTF-8"},
	{"\x00\x00\xfe\xff", "UTF-32; save it as UTF-8"},
}

// kindError returns an error if a file is of a kind that is not text.
func kindError(data []byte) error {
	for _, k := range kinds {
		if bytes.HasPrefix(data, []byte(k.begin)) {
			return errors.New("the file is " + k.text)
		}
	}
	return nil
}

// notUTF8 returns the error for a byte that is not UTF-8. If the rest of the
// file is text, it is probably in the Windows encoding that includes Latin-1.
func (s *Source) notUTF8(at int) error {
	c := s.Text[at]
	what := fmt.Sprintf("not valid UTF-8: the byte 0x%02X", c)
	if c >= 0xa0 && !strings.Contains(s.Text, "\x00") {
		what += fmt.Sprintf(", which is %q in Latin-1", rune(c))
	}
	return errors.New(what + "; convert the file first, for example with iconv -f WINDOWS-1252 -t UTF-8")
}
