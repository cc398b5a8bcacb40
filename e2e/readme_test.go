package e2e

import (
	"bytes"
	"image/png"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// TestReadmePicture makes the picture on the first screen of the README from
// the report next to it. With E2E_UPDATE, it writes the picture. Otherwise it
// compares only the size, because browsers and fonts differ too much for the
// bytes.
func TestReadmePicture(t *testing.T) {
	const file = "../docs/page.png"
	report, err := os.ReadFile("../examples/timeline/report.txt")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse.Text{}.Parse("report.txt", report)
	if err != nil {
		t.Fatal(err)
	}
	inc := doc.Incidents[0]
	html := render.HTML{Impact: claim.StatedImpact(inc.Public())}.AppendPage(nil, inc)
	b := start(t)
	var shot []byte
	look := screen{"readme", 760, "light", "screen"}
	if trouble := b.open(t, html, look.apply(), chromedp.FullScreenshot(&shot, 100)); len(trouble) > 0 {
		t.Error(trouble)
	}
	if os.Getenv("E2E_UPDATE") != "" {
		if err := os.MkdirAll("../docs", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, shot, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.DecodeConfig(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.DecodeConfig(bytes.NewReader(kept))
	if err != nil {
		t.Fatal(err)
	}
	if got.Width != want.Width || got.Height < want.Height*8/10 || got.Height > want.Height*12/10 {
		t.Errorf("the picture is %d by %d, the page %d by %d: E2E_UPDATE=1 makes it anew", got.Width, got.Height, want.Width, want.Height)
	}
}
