package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a Chromium and a local server from which it gets pages.
type browser struct {
	ctx    context.Context
	server *httptest.Server

	mu       sync.Mutex
	pages    map[string][]byte
	trouble  []string // console errors, exceptions, dialogs
	requests []string
}

// chromium returns the path of the program. It skips the test if there is none.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no Chromium, and CI wants one")
	}
	t.Skip("no Chromium on this machine; .ci/run installs it, and fails without it")
	return ""
}

func start(t *testing.T) *browser {
	t.Helper()
	b := &browser{pages: make(map[string][]byte)}
	b.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		data, ok := b.pages[r.URL.Path]
		b.mu.Unlock()
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(data)
	}))
	t.Cleanup(b.server.Close)
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"),
	)
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	b.ctx = ctx
	chromedp.ListenTarget(ctx, b.listen)
	if err := chromedp.Run(ctx, network.Enable(), log.Enable(), runtime.Enable(), page.Enable()); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.trouble = append(b.trouble, "exception: "+e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		b.trouble = append(b.trouble, fmt.Sprintf("console.%s", e.Type))
	case *log.EventEntryAdded:
		b.trouble = append(b.trouble, fmt.Sprintf("log: %s %s", e.Entry.Text, e.Entry.URL))
	case *page.EventJavascriptDialogOpening:
		b.trouble = append(b.trouble, "dialog: "+e.Message)
		go chromedp.Run(b.ctx, page.HandleJavaScriptDialog(true))
	}
}

// open loads a page and returns everything that went wrong: complaints of the
// browser, and requests for anything other than the page.
func (b *browser) open(t *testing.T, html []byte, actions ...chromedp.Action) []string {
	t.Helper()
	b.mu.Lock()
	path := fmt.Sprintf("/%d", len(b.pages))
	b.pages[path] = html
	b.trouble, b.requests = nil, nil
	b.mu.Unlock()
	url := b.server.URL + path
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, append([]chromedp.Action{chromedp.Navigate(url), chromedp.WaitReady("body")}, actions...)...); err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.pages, path)
	b.pages[path] = nil // keeps paths different
	trouble := slices.Clone(b.trouble)
	for _, r := range b.requests {
		if r != url && !strings.HasSuffix(r, "/favicon.ico") {
			trouble = append(trouble, "request: "+r)
		}
	}
	return slices.DeleteFunc(trouble, func(s string) bool { return strings.HasSuffix(s, "/favicon.ico") })
}

// screen is a way to display a page.
type screen struct {
	name   string
	width  int64
	scheme string // prefers-color-scheme
	media  string // "screen" or "print"
}

var screens = []screen{
	{"light", 1100, "light", "screen"}, {"dark", 1100, "dark", "screen"}, {"phone", 390, "light", "screen"},
	{"narrow", 320, "dark", "screen"}, {"print", 800, "light", "print"},
}

func (s screen) apply() chromedp.Action {
	return chromedp.Tasks{
		emulation.SetDeviceMetricsOverride(s.width, 900, 1, s.width < 500),
		emulation.SetEmulatedMedia().WithMedia(s.media).WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}),
	}
}

// keep writes a screenshot to the folder named by E2E_OUT.
func keep(t *testing.T, name string, png []byte) {
	t.Helper()
	dir := os.Getenv("E2E_OUT")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
		t.Fatal(err)
	}
}
