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

// Decode returns data as UTF-8. It decodes UTF-16, which has a byte order mark
// or, in a file of text, begins with characters of ASCII; all else is returned
// as it is.
func Decode(data []byte) []byte {
	text, _ := decode(data)
	return text
}

// decode is [Decode] with an error for UTF-16 that is broken.
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
		return data, errors.New("UTF-16 with half a character at its end; save the file as UTF-8")
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
				return data, fmt.Errorf("UTF-16 with half a character at byte %d; save the file as UTF-8", i)
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

// kinds are files that are no text, by how they begin, with what to do about
// them.
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

// kindError returns an error if a file is of a kind that is no text.
func kindError(data []byte) error {
	for _, k := range kinds {
		if bytes.HasPrefix(data, []byte(k.begin)) {
			return errors.New("the file is " + k.text)
		}
	}
	return nil
}

// notUTF8 returns the error for the byte at an offset that is not UTF-8. A file
// that is text otherwise is most likely in the encoding of old Windows, of
// which Latin-1 is a part.
func (s *Source) notUTF8(at int) error {
	c := s.Text[at]
	what := fmt.Sprintf("not valid UTF-8: the byte 0x%02X", c)
	if c >= 0xa0 && !strings.Contains(s.Text, "\x00") {
		what += fmt.Sprintf(", which is %q in Latin-1", rune(c))
	}
	return errors.New(what + "; convert the file first, as with iconv -f WINDOWS-1252 -t UTF-8")
}
