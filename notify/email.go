package notify

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/markdown"
)

// Email writes messages in the format of RFC 5322, ready for a mail server: a
// subject, a plain-text part and an HTML part.
type Email struct {
	From mail.Address
	To   []mail.Address // if empty, the header is left out and the server adds it
	// Date is the date of the message. If it is zero, the time of the
	// notification is used.
	Date time.Time
	// MessageID is the Message-ID without its angle brackets. If it is
	// empty, the header is left out.
	MessageID string
}

// Append appends the message. Lines end in CRLF. Headers cannot be forged:
// values that are not plain ASCII are encoded as in RFC 2047.
func (e Email) Append(dst []byte, n Notification) []byte {
	var b bytes.Buffer
	header := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	if e.From.Address != "" {
		header("From", e.From.String())
	}
	var to []string
	for i := range e.To {
		to = append(to, e.To[i].String())
	}
	header("To", strings.Join(to, ",\r\n "))
	subject := n.head()
	if page := markdown.Line(n.Page); page != "" {
		subject = "[" + page + "] " + subject
	}
	header("Subject", fold(mime.QEncoding.Encode("utf-8", cutRunes(subject, 250))))
	date := e.Date
	if date.IsZero() {
		date = n.At
	}
	if !date.IsZero() {
		header("Date", date.Format(time.RFC1123Z))
	}
	if e.MessageID != "" && !strings.ContainsAny(e.MessageID, "<> \r\n\t") {
		header("Message-ID", "<"+e.MessageID+">")
	}
	header("Auto-Submitted", "auto-generated") // RFC 3834
	header("MIME-Version", "1.0")
	text, page := Text{}.Append(nil, n), n.html()
	sum := sha256.Sum256(append(bytes.Clone(text), page...))
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary("incident-" + hex.EncodeToString(sum[:16])); err != nil {
		panic("notify: " + err.Error()) // letters, digits and a hyphen are always valid
	}
	header("Content-Type", `multipart/alternative; boundary="`+w.Boundary()+`"`)
	b.WriteString("\r\n")
	part := func(kind string, body []byte) {
		p, _ := w.CreatePart(textproto.MIMEHeader{"Content-Type": {kind + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}})
		q := quotedprintable.NewWriter(p)
		q.Write(bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n")))
		q.Close()
	}
	part("text/plain", text)
	part("text/html", page)
	w.Close()
	return append(dst, b.Bytes()...)
}

// fold puts the encoded words of a header on lines of their own.
func fold(s string) string { return strings.ReplaceAll(s, "?= =?", "?=\r\n =?") }

// html returns the message as an HTML page whose styles nothing outside it can
// change.
func (n *Notification) html() []byte {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html>\n<html><body>\n")
	if head := n.head(); head != "" {
		fmt.Fprintf(&b, "<h1 style=\"font-size:1.2em;color:#%06x\">%s</h1>\n", n.colour().rgb, html.EscapeString(head))
	}
	b.Write(markdown.HTML{Shift: 1}.Append(nil, n.Body))
	b.WriteByte('\n')
	for _, c := range n.Changes {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(markdown.Line(c)))
	}
	for _, l := range n.foot() {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(l))
	}
	if url := n.link(); url != "" {
		name := cmp.Or(markdown.Line(n.Page), url)
		fmt.Fprintf(&b, "<p><a href=\"%s\">%s</a></p>\n", html.EscapeString(url), html.EscapeString(name))
	}
	b.WriteString("</body></html>\n")
	return b.Bytes()
}
