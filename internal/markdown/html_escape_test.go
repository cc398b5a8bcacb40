package markdown

import "testing"

func TestIsRelativeURL(t *testing.T) {
	for url, want := range map[string]bool{
		"incidents/a/": true, "../x/": true, "/x": true, "#a": true, "./": true, "a/b:c": true,
		"": false, "javascript:alert(1)": false, "//example.com/": false, `\\example.com`: false, "https://example.com": false,
	} {
		if got := IsRelativeURL(url); got != want {
			t.Errorf("%q: %v", url, got)
		}
	}
}

func TestEscapeIsolated(t *testing.T) {
	got := string(EscapeIsolated([]byte("<p>a & \u2068b<\u2069"), len("<p>")))
	if want := "<p>a &amp; <bdi>b&lt;</bdi>"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
