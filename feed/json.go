package feed

import (
	"bytes"
	"encoding/json"

	"github.com/incidentkit/incident"
)

// JSON writes a JSON Feed, version 1.1. The zero value is ready to use, but
// feeds should have a URL.
type JSON struct {
	URL   string // address of the feed itself; if empty, it is left out
	Limit int    // maximum number of incidents; 0 means 25
}

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	HomePageURL string     `json:"home_page_url,omitempty"`
	FeedURL     string     `json:"feed_url,omitempty"`
	Language    string     `json:"language,omitempty"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	HTML      string   `json:"content_html,omitempty"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

// Append appends the feed of a page to dst and returns the extended buffer.
func (j JSON) Append(dst []byte, page incident.Page, list []*incident.Incident) []byte {
	f := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: feedTitle(page), HomePageURL: webURL(page.URL), FeedURL: webURL(j.URL),
		Language: page.Lang, Items: []jsonItem{},
	}
	for _, e := range entries(page, list, j.Limit) {
		f.Items = append(f.Items, jsonItem{e.id, e.url, e.title, e.html, e.text, stamp(e.published), stamp(e.updated), e.tags})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(f); err != nil {
		panic("feed: " + err.Error()) // strings and lists cannot fail
	}
	return append(dst, b.Bytes()...)
}
