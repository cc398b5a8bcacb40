// Package notify writes messages about incidents for the channels in which
// people are notified: plain text, Markdown, Slack, Microsoft Teams, Discord
// and e-mail. It sends nothing.
//
// Start with [Update], which returns a [Notification] about one update, or
// [Changes], which returns one for each visible difference between two states
// of an incident. Then append the notification in the form of a channel:
//
//	n := notify.Update(inc, len(inc.Updates)-1)
//	body := notify.Slack{}.Append(nil, n)
//
// The channels are structs whose zero value is ready to use.
//
// Text from outside stays text. It cannot mention anybody (@channel,
// @everyone), forge a link, or end the markup around it. If a channel
// interprets syntax in text, the syntax is removed or made harmless; if it has
// a form without syntax, that form is used. Links lead to http, https and
// mailto addresses only. Text that exceeds the limit of a channel is cut, after
// a sentence if possible, and the message links to the page.
package notify
