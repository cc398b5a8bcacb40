//go:build unix && !aix && !solaris

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/internal/fixture"
)

// TestPostsOfTwoShells posts from two loops at once, and loses nothing. A post
// that waited too long for the other loop, on a busy machine, is run again, as
// its message says.
func TestPostsOfTwoShells(t *testing.T) {
	const posts = 10
	name := file(t, "in.json", shortIncident)
	script := `i=0; while [ $i -lt ` + strconv.Itoa(posts) + ` ]; do
		i=$((i+1)); tries=0
		until echo "Update $i of shell $2." | "$0" post -w "$1"; do
			tries=$((tries+1)); [ $tries -lt 5 ] || { echo "exit 2" >&2; break; }
		done; done`
	var shells [2]*exec.Cmd
	var stderr [2]bytes.Buffer
	for i := range shells {
		c := process()
		c.Path, c.Args = "/bin/sh", []string{"sh", "-c", script, os.Args[0], name, strconv.Itoa(i)}
		c.Stderr = &stderr[i]
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		shells[i] = c
	}
	for i, c := range shells {
		if err := c.Wait(); err != nil || strings.Contains(stderr[i].String(), "exit ") {
			t.Errorf("shell %d: %v\n%s", i, err, &stderr[i])
		}
	}
	inc := incidentIn(t, name)
	if n := len(inc.Updates) - 1; n != len(shells)*posts {
		t.Errorf("%d updates, want %d", n, len(shells)*posts)
	}
	seen := make(map[string]bool)
	for _, u := range inc.Updates[1:] {
		if seen[u.Body] || !strings.HasPrefix(u.Body, "Update ") {
			t.Errorf("%q stands twice, or was not posted", u.Body)
		}
		seen[u.Body] = true
	}
	wantFiles(t, filepath.Dir(name), "in.json")
}

// TestKilledAtRandom finds the old file or the new one after each run that was
// killed, and nothing else beside it after the next one.
func TestKilledAtRandom(t *testing.T) {
	name := file(t, "in.json", shortIncident)
	link := filepath.Join(filepath.Dir(name), "link.json")
	if err := os.Symlink("in.json", link); err != nil {
		t.Skip("the file system of temporary files has no symbolic links: ", err)
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)
	start := func(kill bool, args ...string) *exec.Cmd {
		at = at.Add(time.Minute)
		c := process(append([]string{"post", "-at", at.Format(time.RFC3339), link}, args...)...)
		c.Stdin = strings.NewReader(fmt.Sprintf("Update at %s.", at))
		if kill {
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
		}
		return c
	}
	begun := time.Now()
	const timed = 5
	for range timed {
		if out, err := start(false, "-w").CombinedOutput(); err != nil {
			t.Fatalf("%v, %s", err, out)
		}
	}
	lasts := time.Since(begun) / timed
	changed, litter := 0, 0
	rounds := fixture.Rounds(40)
	for range rounds {
		before := content(t, name)
		after, err := start(false).Output()
		if err != nil {
			t.Fatal(err)
		}
		at = at.Add(-time.Minute)
		c := start(true, "-w")
		time.Sleep(time.Duration(rand.Int64N(int64(lasts + lasts/4))))
		c.Process.Kill()
		c.Wait()
		switch now := content(t, name); now {
		case before:
		case string(after):
			changed++
		default:
			t.Fatalf("the file is neither the old one nor the new one:\n%s", now)
		}
		litter += len(temps(filepath.Dir(name)))
	}
	t.Logf("%d of %d runs had written the file when they were killed; %d temporary files were left to the next run", changed, rounds, litter)
	if changed == 0 || changed == rounds {
		t.Logf("no run was killed %s", map[bool]string{true: "late", false: "early"}[changed == 0])
	}
	if out, err := start(false, "-w").CombinedOutput(); err != nil {
		t.Fatalf("%v, %s", err, out)
	}
	wantFiles(t, filepath.Dir(name), "in.json", "link.json")
	if info, _ := lstat(t, name); info.Mode() != 0o640 {
		t.Errorf("the mode became %v", info.Mode())
	}
}
