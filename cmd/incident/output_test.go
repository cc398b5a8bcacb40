package main

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const shortIncident = `{"title":"Slow","updates":[{"status":"investigating","at":"2024-03-05T09:00:00Z","body":"Slow."}]}`

// readerFunc is a reader that calls a function when it is first read.
type readerFunc func() string

func (f *readerFunc) Read(p []byte) (int, error) {
	if *f == nil {
		return 0, io.EOF
	}
	n := copy(p, (*f)())
	*f = nil
	return n, nil
}

func wantFile(t *testing.T, name, want string) {
	t.Helper()
	if got, err := os.ReadFile(name); err != nil || string(got) != want {
		t.Errorf("%s: got %q, %v, want %q", filepath.Base(name), got, err, want)
	}
}

// wantFiles checks what a folder holds.
func wantFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, _ := os.ReadDir(dir)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

// wantNoTemp checks that no temporary file is left in a folder.
func wantNoTemp(t *testing.T, dir string) {
	t.Helper()
	if left := temps(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// temps lists the hidden files of a folder, which include temporary files.
func temps(dir string) []string {
	list, _ := filepath.Glob(filepath.Join(dir, ".*"))
	return list
}

// TestPostKeepsTheUpdateOfAnother changes the file while somebody types the
// body.
func TestPostKeepsTheUpdateOfAnother(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(name string) (want string)
	}{
		{"another post", func(name string) string {
			if got := runWith(t, "First.", "post", "-w", name); got.code != exitDone {
				t.Errorf("%+v", got)
			}
			data, _ := os.ReadFile(name)
			return string(data)
		}},
		{"an editor, to the same length", func(name string) string {
			text := strings.Replace(shortIncident, "Slow.", "Late.", 1)
			os.WriteFile(name, []byte(text), 0o600)
			return text
		}},
		{"an emptied file", func(name string) string {
			os.WriteFile(name, nil, 0o600)
			return ""
		}},
	} {
		name := file(t, "in.json", shortIncident)
		want := ""
		body := readerFunc(func() string { want = test.change(name); return "Second." })
		var stdout, stderr bytes.Buffer
		env := environment{stdin: &body, typed: true, stdout: &stdout, stderr: &stderr, now: time.Now}
		if code := run(env, []string{"post", "-w", name}); code != exitFailed || !strings.HasPrefix(stderr.String(), typing+name+": the file changed meanwhile") || !strings.Contains(stderr.String(), "run the command again") {
			t.Errorf("%s: exit %d, %q", test.name, code, stderr.String())
		}
		wantFile(t, name, want)
		wantNoTemp(t, filepath.Dir(name))
	}
}

// TestPostAfterChange posts to a file that changed before the body
// arrived through a pipe.
func TestPostAfterChange(t *testing.T) {
	name := file(t, "in.json", shortIncident)
	body := readerFunc(func() string {
		if got := runWith(t, "First.", "post", "-status", "identified", "-w", name); got.code != exitDone {
			t.Errorf("%+v", got)
		}
		return "Second."
	})
	var stdout, stderr bytes.Buffer
	env := environment{stdin: &body, stdout: &stdout, stderr: &stderr, now: time.Now}
	code := run(env, []string{"post", "-w", name})
	if list := incidentIn(t, name).Updates; code != exitDone || len(list) != 3 || list[1].Body != "First." || list[2].Body != "Second." || list[2].Status != "identified" {
		t.Errorf("exit %d, %s, %+v", code, &stderr, list)
	}
}

// TestPostWaitsForAnother checks that post waits for a process that changes the
// file, but not for ever.
func TestPostWaitsForAnother(t *testing.T) {
	name := file(t, "in.json", shortIncident)
	lock, err := lockFile(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !tryLock(lock) || runtime.GOOS == "windows" {
		t.Skip("there are no locks here")
	}
	first := lock
	time.AfterFunc(50*time.Millisecond, func() {
		os.WriteFile(name+"2", []byte(strings.Replace(shortIncident, "Slow.", "Late.", 1)), 0o600)
		os.Rename(name+"2", name)
		first.Close()
	})
	if got := runWith(t, "Second.", "post", "-w", name); got.code != exitDone || incidentIn(t, name).Updates[0].Body != "Late." {
		t.Errorf("%+v", got)
	}
	if lock, err = lockFile(name, 0); err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	before := content(t, name)
	var stdout, stderr bytes.Buffer
	env := environment{stdin: strings.NewReader("Third."), stdout: &stdout, stderr: &stderr, now: time.Now}
	if code := run(env, []string{"post", "-w", name}); code != exitFailed || stderr.String() != name+": another process is changing it; run the command again\n" {
		t.Errorf("exit %d, %s", code, &stderr)
	}
	wantFile(t, name, before)
	if got := runWith(t, "Third.", "post", name); got.code != exitDone {
		t.Errorf("a preview waits for nobody: %+v", got)
	}
}

// TestPostsOfManyWriters checks that no update of a process that exits with 0
// is lost.
func TestPostsOfManyWriters(t *testing.T) {
	name := file(t, "in.json", shortIncident)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 4 {
				body := fmt.Sprintf("Update %d of writer %d.", i, w)
				for deadline := time.Now().Add(time.Minute); ; {
					got := runWith(t, body, "post", "-w", name)
					if got.code == exitDone {
						break
					}
					if !strings.Contains(got.stderr, "changed meanwhile") || time.Now().After(deadline) {
						t.Errorf("%+v", got)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	data, err := os.ReadFile(name)
	if n := strings.Count(string(data), "of writer"); err != nil || n != 16 {
		t.Errorf("%d updates, want 16; %v", n, err)
	}
	wantNoTemp(t, filepath.Dir(name))
}

// TestReplaceWaitsForNobody checks that a file that another process is about to
// replace is not changed.
func TestReplaceWaitsForNobody(t *testing.T) {
	name := file(t, "in.json", shortIncident)
	hash := fnv.New64a()
	io.WriteString(hash, "in.json")
	env := environment{stderr: io.Discard, named: true}
	other, err := env.createAs(name, fmt.Sprintf("%016x", hash.Sum64()))
	if err != nil {
		t.Fatal(err)
	}
	if got := runWith(t, "x", "post", "-w", name); got.code != exitFailed || !strings.Contains(got.stderr, name+": the file changed meanwhile") {
		t.Errorf("%+v", got)
	}
	if err := other.finish([]byte("other"), os.Rename); err != nil {
		t.Error(err)
	}
	wantFile(t, name, "other")
	wantNoTemp(t, filepath.Dir(name))
}

func TestReplace(t *testing.T) {
	env := environment{stderr: io.Discard}
	for _, test := range []struct {
		name, now string // "-" means that there is no file
		old       string
		ok        bool
	}{
		{"as it was", "old", "old", true},
		{"not there", "-", "", true},
		{"blank", " \n", " \n", true},
		{"changed", "new", "old", false},
		{"longer", "old and more", "old", false},
		{"removed", "-", "old", false},
		{"created", "new", "", false},
	} {
		name := filepath.Join(t.TempDir(), "f")
		if test.now != "-" {
			os.WriteFile(name, []byte(test.now), 0o600)
		}
		err := env.replace(name, []byte(test.old), []byte("result"))
		if test.ok {
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			wantFile(t, name, "result")
		} else {
			if !errors.Is(err, errChanged) {
				t.Errorf("%s: got %v", test.name, err)
			}
			if data, _ := os.ReadFile(name); test.now != "-" && string(data) != test.now {
				t.Errorf("%s: the file became %q", test.name, data)
			}
		}
		wantNoTemp(t, filepath.Dir(name))
	}
}

// TestOutputFaults checks that messages name the file, the reason and the next
// step.
func TestOutputFaults(t *testing.T) {
	dir := t.TempDir()
	in := file(t, "in.json", shortIncident)
	os.Mkdir(filepath.Join(dir, "in.txt"), 0o777)
	os.WriteFile(filepath.Join(dir, "page"), []byte("page"), 0o666)
	for _, test := range []struct{ out, file, reason, way string }{
		{"no/page.html", "no/page.html", "no such file", "make its folder first"},
		{"page/page.html", "page/page.html", "not a directory", "name a folder in its path"},
		{"page/", "page/", "file exists", "leave out the slash"},
		{"page/in/", "page/in/", "not a directory", "name a folder in its path"},
		{".", "in.txt", "is a directory", "name a file in that folder"},
		{strings.Repeat("long", 100), strings.Repeat("long", 100), "file name too long", "choose a shorter name"},
	} {
		out := dir + "/" + test.out
		named := dir + "/" + test.file
		got := runWith(t, "", "convert", "-o", out, in)
		if want := named + ": " + test.reason; got.code != exitFailed || !strings.HasPrefix(got.stderr, want) || !strings.Contains(got.stderr, "; "+test.way) {
			t.Errorf("-o %.20s: exit %d, %q, want %q and %q", test.out, got.code, got.stderr, want, test.way)
		}
	}
	if got := runWith(t, "", "new", "-into", dir+"/no/PM.md"); got.code != exitFailed || got.stderr != dir+"/no/PM.md: no such file or directory; make its folder first\n" {
		t.Errorf("new: %+v", got)
	}
	wantFile(t, dir+"/page", "page")
	wantNoTemp(t, dir)
	for _, test := range []struct {
		err  error
		want string
	}{
		{syscall.ENOSPC, "make room"},
		{syscall.EDQUOT, "make room"},
		{syscall.EROFS, "another disk"},
		{syscall.EFBIG, "raise the limit"},
		{syscall.EACCES, "that you may change"},
	} {
		for _, err := range []error{test.err, &fs.PathError{Path: "temporary", Err: test.err}, &os.LinkError{Old: "temporary", New: "temporary", Err: test.err}} {
			got := writeError("page.html", err)
			if !errors.Is(got, test.err) || !strings.HasPrefix(got.Error(), "page.html: "+test.err.Error()+"; ") || !strings.Contains(got.Error(), test.want) {
				t.Errorf("%v: got %v", err, got)
			}
		}
	}
}

// TestOutputOfALongName writes to a file whose name is so long that a temporary
// name has to be short.
func TestOutputOfALongName(t *testing.T) {
	name := filepath.Join(t.TempDir(), strings.Repeat("n", 251)+".txt")
	if got := runWith(t, shortIncident, "convert", "-o", name); got.code != exitDone {
		t.Errorf("%+v", got)
	}
}

// TestFolderNames checks that files with the same name are numbered, and that
// each number is tried once.
func TestFolderNames(t *testing.T) {
	f := &folder{taken: make(map[string]int)}
	var got []string
	for _, base := range []string{"a", "a-3", "a", "a", "b", "a-2", "a", "a-2"} {
		got = append(got, f.free(base))
	}
	if got, want := strings.Join(got, " "), "a a-3 a-2 a-4 b a-2-2 a-5 a-2-3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	allocs := func(n int) float64 {
		return testing.AllocsPerRun(1, func() {
			f := &folder{taken: make(map[string]int)}
			for range n {
				f.free("a")
			}
		})
	}
	if few, many := allocs(500), allocs(2000); many > 6*few {
		t.Errorf("%v allocations for 500 names, %v for 2000", few, many)
	}
}
