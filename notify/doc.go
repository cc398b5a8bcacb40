// Package notify writes messages for the channels in which people are told
// about an incident: plain text, Markdown, Slack, Microsoft Teams, Discord and
// e-mail. It sends nothing.
//
//	n := notify.Update(inc, len(inc.Updates)-1)
//	body := notify.Slack{}.Append(nil, n)
//
// A [Notification] comes from one update ([Update]) or from what changed between
// two states of an incident ([Changes]). Each channel is a struct whose zero
// value works, with one method that appends.
//
// Text from outside stays text. It cannot ping anybody (@channel, @everyone),
// forge a link, or end the markup that stands around it: where a channel reads
// marks in text, they are taken away or made harmless, and where it has a form
// without marks, that is used. Links lead to http, https and mailto addresses
// only. What is longer than a channel takes is cut at a sentence, and the
// message leads to the page.
package notify
