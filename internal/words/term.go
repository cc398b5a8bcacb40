package words

import "strings"

// Terms holds the texts that a report prints for words of the model.
type Terms struct {
	Statuses []Term // labels of updates; none is empty
	Others   []Term // other words that [Terms.AppendReadable] cannot derive
}

// Term is a word of the model with the text that a report prints for it.
type Term struct{ Word, Text string }

// AppendStatus appends the label of an update with that status, such as "In
// progress" for "in_progress". For a status that is not listed it appends a
// readable form.
func (t *Terms) AppendStatus(dst []byte, word string) []byte {
	for i := range t.Statuses {
		if t.Statuses[i].Word == word {
			return append(dst, t.Statuses[i].Text...)
		}
	}
	return t.AppendReadable(dst, word)
}

// Status returns the status for a label in the spelling of reports or in
// capitals, such as "in_progress" for "In progress". It returns false for
// [Update], "Postmortem" and other lines.
func (t *Terms) Status(text string) (word string, ok bool) {
	for i := range t.Statuses {
		if t.Statuses[i].Text == text {
			return t.Statuses[i].Word, true
		}
	}
	for i := range t.Statuses {
		if strings.EqualFold(t.Statuses[i].Text, text) && strings.ToUpper(text) == text {
			return t.Statuses[i].Word, true
		}
	}
	return "", false
}

// AppendReadable appends a word of the model in readable form, such as "Partial
// outage" for "partial_outage". For a word that is not listed, underscores
// become spaces and the first letter a capital.
func (t *Terms) AppendReadable(dst []byte, word string) []byte {
	for i := range t.Others {
		if t.Others[i].Word == word {
			return append(dst, t.Others[i].Text...)
		}
	}
	start := len(dst)
	dst = append(dst, word...)
	for i := start; i < len(dst); i++ {
		if dst[i] == '_' {
			dst[i] = ' '
		}
	}
	if start < len(dst) && 'a' <= dst[start] && dst[start] <= 'z' {
		dst[start] -= 'a' - 'A'
	}
	return dst
}

// ModelWord returns the word of the model for a text of [Terms.Others], and any
// other text unchanged.
func (t *Terms) ModelWord(text string) string {
	for i := range t.Others {
		if strings.EqualFold(t.Others[i].Text, text) {
			return t.Others[i].Word
		}
	}
	return text
}
