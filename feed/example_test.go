package feed_test

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/feed"
)

func ExampleAtom_Append() {
	fmt.Printf("%s", feed.Atom{URL: "https://status.example.com/history.atom"}.Append(nil, page(), []*incident.Incident{checkout()}))
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <feed xmlns="http://www.w3.org/2005/Atom">
	// <id>tag:status.example.com,2005:/history</id>
	// <title>Example Shop</title>
	// <updated>2024-03-05T10:10:00Z</updated>
	// <author><name>Example Shop</name>
	// </author>
	// <link rel="alternate" type="text/html" href="https://status.example.com/"/>
	// <link rel="self" type="application/atom+xml" href="https://status.example.com/history.atom"/>
	// <entry>
	// <id>tag:status.example.com,2005:Incident/k3v9</id>
	// <title>Checkout is slow</title>
	// <published>2024-03-05T09:17:00Z</published>
	// <updated>2024-03-05T10:10:00Z</updated>
	// <link rel="alternate" type="text/html" href="https://status.example.com/incidents/k3v9"/>
	// <category term="Resolved"/>
	// <content type="html">&lt;h3&gt;Resolved&lt;/h3&gt;&#xA;&lt;p&gt;Payments are fast again.&lt;/p&gt;&#xA;&lt;p&gt;Posted Mar 05, 2024 - 11:10 CET&lt;/p&gt;&#xA;&lt;h3&gt;Investigating&lt;/h3&gt;&#xA;&lt;p&gt;Payments take &lt;strong&gt;long&lt;/strong&gt; &amp;amp; fail.&lt;/p&gt;&#xA;&lt;p&gt;Posted Mar 05, 2024 - 10:17 CET&lt;/p&gt;&#xA;</content>
	// </entry>
	// </feed>
}

func ExampleRSS_Append() {
	fmt.Printf("%s", feed.RSS{}.Append(nil, page(), []*incident.Incident{checkout()}))
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
	// <channel>
	// <title>Example Shop</title>
	// <link>https://status.example.com/</link>
	// <description>Example Shop</description>
	// <lastBuildDate>Tue, 05 Mar 2024 10:10:00 +0000</lastBuildDate>
	// <item>
	// <title>Checkout is slow</title>
	// <link>https://status.example.com/incidents/k3v9</link>
	// <guid isPermaLink="false">tag:status.example.com,2005:Incident/k3v9</guid>
	// <pubDate>Tue, 05 Mar 2024 09:17:00 +0000</pubDate>
	// <atom:updated>2024-03-05T10:10:00Z</atom:updated>
	// <category>Resolved</category>
	// <description>&lt;h3&gt;Resolved&lt;/h3&gt;&#xA;&lt;p&gt;Payments are fast again.&lt;/p&gt;&#xA;&lt;p&gt;Posted Mar 05, 2024 - 11:10 CET&lt;/p&gt;&#xA;&lt;h3&gt;Investigating&lt;/h3&gt;&#xA;&lt;p&gt;Payments take &lt;strong&gt;long&lt;/strong&gt; &amp;amp; fail.&lt;/p&gt;&#xA;&lt;p&gt;Posted Mar 05, 2024 - 10:17 CET&lt;/p&gt;&#xA;</description>
	// </item>
	// </channel>
	// </rss>
}

func ExampleJSON_Append() {
	fmt.Printf("%s", feed.JSON{}.Append(nil, page(), []*incident.Incident{checkout()}))
	// Output:
	// {
	//   "version": "https://jsonfeed.org/version/1.1",
	//   "title": "Example Shop",
	//   "home_page_url": "https://status.example.com/",
	//   "items": [
	//     {
	//       "id": "tag:status.example.com,2005:Incident/k3v9",
	//       "url": "https://status.example.com/incidents/k3v9",
	//       "title": "Checkout is slow",
	//       "content_html": "<h3>Resolved</h3>\n<p>Payments are fast again.</p>\n<p>Posted Mar 05, 2024 - 11:10 CET</p>\n<h3>Investigating</h3>\n<p>Payments take <strong>long</strong> &amp; fail.</p>\n<p>Posted Mar 05, 2024 - 10:17 CET</p>\n",
	//       "content_text": "Resolved\nPayments are fast again.\nPosted Mar 05, 2024 - 11:10 CET\nInvestigating\nPayments take long & fail.\nPosted Mar 05, 2024 - 10:17 CET\n",
	//       "date_published": "2024-03-05T09:17:00Z",
	//       "date_modified": "2024-03-05T10:10:00Z",
	//       "tags": [
	//         "Resolved"
	//       ]
	//     }
	//   ]
	// }
}

func ExampleCalendar_Append() {
	upgrade := &incident.Incident{
		ID: "m1", Title: "Database upgrade; orders are read-only", Impact: incident.ImpactMaintenance,
		Window:  incident.Window{Start: at(21, 0), End: at(23, 30)},
		Updates: []incident.Update{{Status: incident.StatusScheduled, At: at(9, 0), Body: "We upgrade the database."}},
	}
	calendar := string(feed.Calendar{}.Append(nil, page(), []*incident.Incident{checkout(), upgrade}))
	fmt.Println(strings.ReplaceAll(calendar, "\r\n", "\n"))
	// Output:
	// BEGIN:VCALENDAR
	// VERSION:2.0
	// PRODID:-//incidentkit//incident//EN
	// CALSCALE:GREGORIAN
	// METHOD:PUBLISH
	// X-WR-CALNAME:Example Shop
	// BEGIN:VEVENT
	// UID:tag:status.example.com\,2005:Incident/m1
	// DTSTAMP:20240305T090000Z
	// LAST-MODIFIED:20240305T090000Z
	// SEQUENCE:0
	// DTSTART:20240305T210000Z
	// DTEND:20240305T233000Z
	// SUMMARY:Database upgrade\; orders are read-only
	// DESCRIPTION:We upgrade the database.
	// LOCATION:Example Shop
	// STATUS:CONFIRMED
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// END:VCALENDAR
}
