package main

import (
	"strings"
	"testing"
)

// TestVendorsAreNamed says whose an answer is that no format reads, and says
// what is wrong with JSON of this module as ever.
func TestVendorsAreNamed(t *testing.T) {
	const instatus = `{"page":{"name":"Shop","url":"https://status.example.com","status":"UP"}}`
	for _, args := range [][]string{{"convert"}, {"convert", "-lax"}, {"convert", "-from", "statuspage"}, {"stats"}} {
		got := runWith(t, instatus, args...)
		if got.code != exitFailed || got.stdout != "" || !strings.Contains(got.stderr, "Instatus") {
			t.Errorf("%q: %+v", args, got)
		}
	}
	for _, own := range []string{
		`{"schema":1,"title":"Slow","colour":"red"}`,
		`{"title":"Slow","updates":[{"at":"2024-03-05T09:00:00Z","mood":"bad"}]}`,
		`{"error":"Too many requests"}`,
	} {
		if got := runWith(t, own, "convert"); got.code != exitFailed || !strings.Contains(got.stderr, "unknown key") {
			t.Errorf("%s: %+v", own, got)
		}
	}
	if got := runWith(t, instatus, "convert", "-from", "json"); got.code != exitFailed || !strings.Contains(got.stderr, "unknown key") {
		t.Errorf("-from json: %+v", got)
	}
}
