package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// now is when the service in examples/site is looked at.
var now = time.Date(2024, time.March, 8, 11, 0, 0, 0, time.UTC)

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestServer(t *testing.T) {
	server := httptest.NewServer(&Server{Dir: "../site", Now: func() time.Time { return now }})
	defer server.Close()
	for _, test := range []struct {
		path, media string
		code        int
		want        string // in the body, or the Location
	}{
		{"/", "text/html; charset=utf-8", 200, "Degraded performance: Partners - Webhooks"},
		{"/index.md", "text/markdown; charset=utf-8", 200, "Webhooks are late"},
		{"/incidents/labels/", "text/html; charset=utf-8", 200, "because the certificate"},
		{"/incidents/labels", "text/html; charset=utf-8", 301, "/incidents/labels/"},
		{"/2024/labels/", "text/html; charset=utf-8", 200, "This page has moved"},
		{"/history/2024-03/", "text/html; charset=utf-8", 200, "March 2024"},
		{"/components/labels/", "text/html; charset=utf-8", 200, "Printing and paying for labels"},
		{"/history.atom", "application/atom+xml", 200, "<feed"},
		{"/maintenances.ics", "text/calendar; charset=utf-8", 200, "A larger database"},
		{"/api/v2/summary.json", "application/json", 200, `"indicator":"minor"`},
		{"/nothing", "text/html; charset=utf-8", 404, "There is nothing at this address."},
		{"/../main.go", "text/html; charset=utf-8", 404, "There is nothing at this address."},
	} {
		resp, body := get(t, server.URL+test.path)
		if media := resp.Header.Get("Content-Type"); resp.StatusCode != test.code || media != test.media {
			t.Errorf("%s: %d, %q", test.path, resp.StatusCode, media)
		}
		if !strings.Contains(body+resp.Header.Get("Location"), test.want) {
			t.Errorf("%s: no %q in %.300s", test.path, test.want, body)
		}
	}
	resp, _ := get(t, server.URL)
	again, body := get(t, server.URL, "If-None-Match", resp.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("an unchanged page is sent again: %d", again.StatusCode)
	}
}

// TestServerReadsAgain changes a file and asks again.
func TestServerReadsAgain(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../site")); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(&Server{Dir: dir, Now: func() time.Time { return now }})
	defer server.Close()
	before, _ := get(t, server.URL)
	name := filepath.Join(dir, "webhooks.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write := func(s string) {
		if err := os.WriteFile(name, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.Replace(string(data), "Webhooks are late", "Webhooks are very late", 1))
	after, body := get(t, server.URL, "If-None-Match", before.Header.Get("ETag"))
	if after.StatusCode != http.StatusOK || !strings.Contains(body, "Webhooks are very late") {
		t.Errorf("a changed incident is not shown: %d", after.StatusCode)
	}
	write("{")
	if resp, body := get(t, server.URL); resp.StatusCode != http.StatusInternalServerError || strings.Contains(body, dir) {
		t.Errorf("a broken file gives %d, %q", resp.StatusCode, body)
	}
}
