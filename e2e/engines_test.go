package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
)

// engines are Markdown engines that readers may use, in their most permissive
// mode: raw HTML and all addresses pass. Those of npm run in one process,
// cmark-gfm in a process for each document, and goldmark in ours.
type engines struct {
	in       io.WriteCloser
	out      *bufio.Reader
	goldmark goldmark.Markdown
}

// startEngines starts the engines. It skips the test if there are none.
func startEngines(t testing.TB) *engines {
	t.Helper()
	_, err := exec.LookPath("node")
	if err == nil {
		_, err = exec.LookPath("cmark-gfm")
	}
	if err == nil {
		_, err = os.Stat("node_modules/marked")
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no engines, and CI wants them: ", err)
		}
		t.Skip("engines of Markdown are missing, which .ci/run installs, and fails without: ", err)
	}
	cmd := exec.Command("node", "engines.mjs")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error("engines.mjs: ", err)
		}
	})
	return &engines{in, bufio.NewReaderSize(out, 1<<20), goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)}
}

// render returns the HTML that each engine makes of a document.
func (e *engines) render(t testing.TB, md []byte) map[string]string {
	t.Helper()
	cmark := exec.Command("cmark-gfm", "--unsafe", "-e", "footnotes", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist")
	var cmarkOut, goldmarkOut bytes.Buffer
	cmark.Stdin, cmark.Stdout = bytes.NewReader(md), &cmarkOut
	if err := cmark.Start(); err != nil {
		t.Fatal("cmark-gfm: ", err)
	}
	if err := json.NewEncoder(e.in).Encode(string(md)); err != nil {
		t.Fatal(err)
	}
	if err := e.goldmark.Convert(md, &goldmarkOut); err != nil {
		t.Fatal("goldmark: ", err)
	}
	line, err := e.out.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]string
	if err := json.Unmarshal(line, &all); err != nil {
		t.Fatal(err)
	}
	if err := cmark.Wait(); err != nil {
		t.Fatal("cmark-gfm: ", err)
	}
	all["cmark-gfm"], all["goldmark"] = cmarkOut.String(), goldmarkOut.String()
	return all
}
