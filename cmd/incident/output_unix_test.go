//go:build unix && !aix && !solaris

package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
)

// TestMain runs the command itself in the processes that the tests start.
func TestMain(m *testing.M) {
	if kind := os.Getenv("INCIDENT_COMMAND"); kind != "" {
		env := system()
		env.named = kind == "named"
		os.Exit(run(env, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// process returns the command in a process of its own.
func process(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "INCIDENT_COMMAND=1")
	return c
}

func fifo(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Skip("the file system of temporary files has no FIFOs: ", err)
	}
	return name
}

func lstat(t *testing.T, name string) (fs.FileInfo, *syscall.Stat_t) {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info, info.Sys().(*syscall.Stat_t)
}

// TestOutputNotRegular writes to something other than a regular file, which must
// stay.
func TestOutputNotRegular(t *testing.T) {
	in := file(t, "in.json", shortIncident)
	want := runWith(t, "", "convert", in).stdout

	pipe := fifo(t)
	read := make(chan string)
	go func() {
		data, _ := os.ReadFile(pipe)
		read <- string(data)
	}()
	if got := runWith(t, "", "convert", "-o", pipe, in); got.code != exitDone || got.stderr != "" {
		t.Errorf("a FIFO: %+v", got)
	}
	if info, _ := lstat(t, pipe); info.Mode().Type() != fs.ModeNamedPipe {
		t.Fatalf("a FIFO became %v", info.Mode())
	}
	if got := <-read; got != want {
		t.Errorf("a FIFO: got %q", got)
	}
	wantFiles(t, filepath.Dir(pipe), "fifo")
}

// TestOutputIsOpen writes to files that the process has open, at their present
// offset.
func TestOutputIsOpen(t *testing.T) {
	if _, err := os.Stat("/dev/fd/1"); err != nil {
		t.Skip("this system has no names for open files: ", err)
	}
	in := file(t, "in.json", shortIncident)
	want := runWith(t, "", "convert", in).stdout
	if got := runWith(t, "", "convert", "-o", "/dev/stderr", in); got.stderr != want {
		t.Errorf("standard error stays open: %+v", got)
	}
	for _, test := range []struct{ out, redirect string }{
		{"/dev/stdout", ">>"},
		{"/dev/stdout", ">"},
		{"/dev/fd/1", ">>"},
		{"/dev/stderr", "2>>"},
		{"/dev/fd/3", "3>>"},
	} {
		log := file(t, "log", "old\n")
		link := filepath.Join(t.TempDir(), "link")
		os.Symlink(test.out, link)
		for _, out := range []string{test.out, link} {
			os.WriteFile(log, []byte("old\n"), 0o600)
			script := `{ echo before; "$0" convert -o "$1" "$2"; echo after; } ` + test.redirect + `"$3"`
			begin, end := "before\n", "after\n"
			if strings.Contains(test.redirect, ">>") {
				begin = "old\n" + begin
			}
			if test.redirect[0] != '>' {
				begin, end = "old\n", "" // echo writes to standard output
			}
			c := process()
			c.Args, c.Path = []string{"sh", "-c", script, os.Args[0], out, in, log}, "/bin/sh"
			var stderr bytes.Buffer
			c.Stderr = &stderr
			if err := c.Run(); err != nil {
				t.Errorf("-o %s %s: %v, %s", out, test.redirect, err, &stderr)
			}
			wantFile(t, log, begin+want+end)
			wantFiles(t, filepath.Dir(log), "log")
		}
	}
}

// TestOutputIsALink checks that a symbolic link stays and that the file it
// points to is replaced.
func TestOutputIsALink(t *testing.T) {
	in := file(t, "in.json", shortIncident)
	want := runWith(t, "", "convert", in).stdout
	dir := t.TempDir()
	os.MkdirAll(dir+"/real/deep", 0o777)
	os.WriteFile(dir+"/real/page", []byte("old"), 0o640)
	os.WriteFile(dir+"/page", []byte("another"), 0o640)
	os.Symlink("real/deep", dir+"/deep")
	for _, l := range []struct{ link, to string }{
		{"relative", "real/page"},
		{"absolute", dir + "/real/page"},
		{"twice", "relative"},
		{"up", "deep/../page"}, // of the folder that deep points to
		{"dangling", "real/deep/new"},
	} {
		link, to := l.link, l.to
		os.WriteFile(dir+"/real/page", []byte("old"), 0o640)
		if err := os.Symlink(to, dir+"/"+link); err != nil {
			t.Fatal(err)
		}
		if got := runWith(t, "", "convert", "-o", dir+"/"+link, in); got.code != exitDone {
			t.Errorf("%s: %+v", link, got)
		}
		if now, err := os.Readlink(dir + "/" + link); err != nil || now != to {
			t.Errorf("%s: the link leads to %q, %v", link, now, err)
		}
		wantFile(t, dir+"/"+link, want)
	}
	wantFile(t, dir+"/page", "another")
	wantFiles(t, dir+"/real", "deep", "page")
	wantFiles(t, dir+"/real/deep", "new")
	os.Symlink("round", dir+"/round")
	if got := runWith(t, "", "convert", "-o", dir+"/round", in); got.code != exitFailed || !strings.HasPrefix(got.stderr, dir+"/round: too many levels of symbolic links") {
		t.Errorf("a ring: %+v", got)
	}
}

// TestOutputHasHardLinks checks that the other names keep the old file, with a
// message.
func TestOutputHasHardLinks(t *testing.T) {
	name := file(t, "page", "old")
	other := filepath.Join(filepath.Dir(name), "other")
	if err := os.Link(name, other); err != nil {
		t.Skip("the file system of temporary files has no hard links: ", err)
	}
	got := runWith(t, shortIncident, "convert", "-o", name)
	if got.code != exitDone || !strings.HasPrefix(got.stderr, name+": ") || !strings.Contains(got.stderr, "hard links") {
		t.Errorf("%+v", got)
	}
	wantFile(t, other, "old")
	if got := runWith(t, shortIncident, "convert", "-o", name); got.stderr != "" {
		t.Errorf("with one name left: %+v", got)
	}
}

// TestOutputModes checks that the mode of a file is kept, and that a new one
// follows the umask.
func TestOutputModes(t *testing.T) {
	in := file(t, "in.json", shortIncident)
	defer syscall.Umask(syscall.Umask(0))
	for _, umask := range []int{0o022, 0o027, 0o077, 0o002} {
		syscall.Umask(umask)
		dir := t.TempDir()
		for _, args := range [][]string{
			{"convert", "-to", "json", "-o", dir + "/file", in},
			{"convert", "-o", dir + "/folder/", in},
			{"new", "-into", dir + "/PM.md"},
		} {
			if got := runWith(t, "", args...); got.code != exitDone {
				t.Fatalf("%+v", got)
			}
		}
		for _, name := range []string{"file", "folder/in.txt", "PM.md"} {
			if info, _ := lstat(t, dir+"/"+name); info.Mode() != 0o666&^fs.FileMode(umask) {
				t.Errorf("umask %03o: %s has mode %v", umask, name, info.Mode())
			}
		}
	}
	syscall.Umask(0o022)
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o664, 0o666, 0o755} {
		name := file(t, "in.json", shortIncident)
		os.Chmod(name, mode)
		for _, args := range [][]string{
			{"convert", "-to", "json", "-o", name, in},
			{"post", "-w", name},
		} {
			if got := runWith(t, "x", args...); got.code != exitDone {
				t.Fatalf("%+v", got)
			}
			if info, _ := lstat(t, name); info.Mode() != mode {
				t.Errorf("%s: mode %v became %v", args[0], mode, info.Mode())
			}
		}
	}
}

// TestOutputOwner checks that the owner and group of a file are kept as far as
// the user of the process may set them.
func TestOutputOwner(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root may give files away")
	}
	const owner, group, user = 12345, 23456, 34567
	for _, test := range []struct {
		uid, gid uint32   // of the process
		groups   []uint32 // that it is in, too
		mode     fs.FileMode
		wantUID  uint32
		wantGID  uint32
		wantMode fs.FileMode
	}{
		{0, 0, nil, 0o640, owner, group, 0o640},
		{user, group, nil, 0o660, user, group, 0o660},
		{user, user, nil, 0o666, user, user, 0o666},
		{user, user, []uint32{group}, 0o660, user, group, 0o660},
		{owner, user, nil, 0o660, owner, user, 0o600}, // another group may not read it
		{owner, user, nil, 0o664, owner, user, 0o644},
	} {
		dir := openFolder(t)
		name := filepath.Join(dir, "page")
		os.WriteFile(name, []byte("old"), 0o600)
		os.Chown(name, owner, group)
		os.Chmod(name, test.mode)
		c := processAs(t, dir, &syscall.Credential{Uid: test.uid, Gid: test.gid, Groups: test.groups}, "convert", "-o", name)
		c.Stdin = strings.NewReader(shortIncident)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v: %v, %s", test, err, out)
		}
		info, stat := lstat(t, name)
		if stat.Uid != test.wantUID || stat.Gid != test.wantGID || info.Mode() != test.wantMode {
			t.Errorf("%v: got %d:%d %v", test, stat.Uid, stat.Gid, info.Mode())
		}
	}
}

// openFolder returns a new folder that every user may write to, unlike the one
// of [testing.T.TempDir].
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// processAs is process as another user, who runs the command from dir.
func processAs(t *testing.T, dir string, user *syscall.Credential, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	c := process(args...)
	c.Path = filepath.Join(dir, "incident")
	if err := os.WriteFile(c.Path, self, 0o755); err != nil {
		t.Fatal(err)
	}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: user}
	return c
}

// TestOutputOfOthers checks that a file that the user may not write to is not
// replaced.
func TestOutputOfOthers(t *testing.T) {
	dir := openFolder(t)
	name := filepath.Join(dir, "page")
	os.WriteFile(name, []byte("old"), 0o444)
	c := process("convert", "-o", name)
	if os.Getuid() == 0 { // root may write to every file
		c = processAs(t, dir, &syscall.Credential{Uid: 34567, Gid: 34567}, "convert", "-o", name)
	}
	c.Stdin = strings.NewReader(shortIncident)
	out, _ := c.CombinedOutput()
	if c.ProcessState.ExitCode() != exitFailed || !strings.HasPrefix(string(out), name+": permission denied; ") {
		t.Errorf("%v, %s", c.ProcessState, out)
	}
	wantFile(t, name, "old")
}

// halfway starts a conversion to a file. It returns when the conversion has a
// named temporary file and waits for its input.
func halfway(t *testing.T, out string) (c *exec.Cmd, input *os.File) {
	t.Helper()
	return halfwayAs(t, "named", out)
}

func halfwayAs(t *testing.T, kind, out string) (c *exec.Cmd, input *os.File) {
	t.Helper()
	in := fifo(t)
	c = process("convert", "-o", out, in)
	c.Env = append(c.Env, "INCIDENT_COMMAND="+kind)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	input, err := os.OpenFile(in, os.O_WRONLY, 0) // waits until it is read
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { input.Close() })
	return c, input
}

// TestKilledWithoutAName checks that a killed run leaves only the old file,
// where temporary files need no name.
func TestKilledWithoutAName(t *testing.T) {
	name := file(t, "page", "old")
	dir := filepath.Dir(name)
	f, err := createUnnamed(dir+"/", 0o600)
	if err != nil {
		t.Skip("the file system of temporary files has none without a name: ", err)
	}
	f.Close()
	killed, _ := halfwayAs(t, "unnamed", name)
	killed.Process.Kill()
	killed.Wait()
	wantFile(t, name, "old")
	wantFiles(t, dir, "page")
}

// TestKilled checks that a killed run leaves the old file, and nothing else
// after the next run.
func TestKilled(t *testing.T) {
	name := file(t, "page", "old")
	dir := filepath.Dir(name)
	killed, _ := halfway(t, name)
	left := temps(dir)
	if len(left) != 1 {
		t.Fatalf("temporary files: %v", left)
	}
	if info, _ := lstat(t, left[0]); info.Mode() != 0o600 {
		t.Errorf("the temporary file of a private one has mode %v", info.Mode())
	}
	killed.Process.Kill()
	killed.Wait()
	wantFile(t, name, "old")

	// Files in use, and files of other programs, stay.
	alive, input := halfway(t, name)
	if now := temps(dir); len(now) != 1 || now[0] == left[0] {
		t.Fatalf("%v became %v", left, now)
	}
	strange := []string{".incident-notes.tmp", ".incident-0123456789abcdef", ".page.123", ".incident-0123456789abcdef.tmp"}
	for _, s := range strange[:3] {
		os.WriteFile(filepath.Join(dir, s), nil, 0o600)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, strange[3]), 0o600); err != nil {
		t.Fatal(err)
	}
	incident := filepath.Join(dir, "in.json")
	os.WriteFile(incident, []byte(shortIncident), 0o600)
	for _, args := range [][]string{
		{"convert", "-o", dir + "/other"},
		{"convert", "-o", dir},
		{"post", "-w", incident},
		{"new", "-into", dir + "/PM.md"},
	} {
		if got := runWith(t, shortIncident, args...); got.code != exitDone {
			t.Errorf("%+v", got)
		}
		if n := len(temps(dir)); n != 1+len(strange) {
			t.Errorf("%s: %q are left", args, temps(dir))
		}
	}
	input.WriteString(shortIncident)
	input.Close()
	if err := alive.Wait(); err != nil {
		t.Error(err)
	}
	wantFile(t, name, runWith(t, shortIncident, "convert").stdout)
	if n := len(temps(dir)); n != len(strange) {
		t.Errorf("%q are left", temps(dir))
	}
}

// TestLeftovers checks that any command removes the leftovers of killed runs.
func TestLeftovers(t *testing.T) {
	for _, args := range [][]string{
		{"convert", "-o", "other"},
		{"convert", "-o", "."},
		{"convert", "-o", "link"},
		{"post", "-w", "in.json"},
		{"new", "-into", "PM.md"},
	} {
		dir := t.TempDir()
		os.WriteFile(dir+"/in.json", []byte(shortIncident), 0o600)
		os.Mkdir(dir+"/elsewhere", 0o700)
		os.Symlink("../other", dir+"/elsewhere/link")
		c := process(args...)
		c.Dir = dir
		if args[2] == "link" {
			c.Dir += "/elsewhere"
		}
		os.WriteFile(dir+"/"+tempPrefix+"0123456789abcdef"+tempSuffix, []byte("half"), 0o600)
		c.Stdin = strings.NewReader(shortIncident)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s: %v, %s", args, err, out)
		}
		wantNoTemp(t, dir)
	}
}

// TestInterrupted checks that a signal removes the temporary file and ends the
// process.
func TestInterrupted(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(s) {
			t.Logf("%v is ignored here, as nohup asks", s)
			continue
		}
		name := file(t, "page", "old")
		c, _ := halfway(t, name)
		c.Process.Signal(s)
		var exit *exec.ExitError
		if err := c.Wait(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != s {
			t.Errorf("%v: %v", s, err)
		}
		wantFile(t, name, "old")
		wantNoTemp(t, filepath.Dir(name))
	}
}

// TestOutputIsFull checks that a full disk is reported with the name of the
// file, and that the old file stays.
func TestOutputIsFull(t *testing.T) {
	long := strings.Replace(shortIncident, "Slow.", strings.Repeat("Slow. ", 2000), 1)
	in := file(t, "in.json", long)
	name := file(t, "page", "old")
	c := process()
	c.Path = "/bin/sh"
	c.Args = []string{"sh", "-c", `ulimit -f 1; "$0" convert -o "$1" "$2"; code=$?; "$0" post -w "$2" <"$1"; exit $((code * 10 + $?))`, os.Args[0], name, in}
	var stderr bytes.Buffer
	c.Stderr = &stderr
	err := c.Run()
	const reason = ": file too large; raise the limit (ulimit -f), or write less into one file\n"
	// Where coverage is measured, its files are too large as well, and the
	// process says so.
	if c.ProcessState.ExitCode() != exitFailed*11 || !strings.Contains(stderr.String(), name+reason) || !strings.Contains(stderr.String(), in+reason) {
		t.Errorf("%v, %s", err, &stderr)
	}
	wantFile(t, name, "old")
	wantFile(t, in, long)
	wantNoTemp(t, filepath.Dir(name))

	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no device that is always full: ", err)
	}
	defer full.Close()
	for _, args := range [][]string{{"convert", in}, {"convert", "-o", "/dev/stdout", in}, {"stats", in}, {"new"}, {"new", "-list"}, {"post", "-message", "list"}} {
		c := process(args...)
		stderr.Reset()
		c.Stdout, c.Stderr = full, &stderr
		c.Run()
		if c.ProcessState.ExitCode() != exitFailed || !strings.Contains(stderr.String(), "stdout") || !strings.HasSuffix(stderr.String(), ": no space left on device; make room, or write to another disk\n") {
			t.Errorf("%s: %v, %q", args, c.ProcessState, stderr.String())
		}
	}
}

// TestNewKeepsConcurrentChange changes the document while new reads the
// template.
func TestNewKeepsConcurrentChange(t *testing.T) {
	for _, old := range []string{"", "# Slow\n\n## Summary\n\nTODO\n"} {
		dir := t.TempDir()
		into, template := dir+"/PM.md", dir+"/t.json"
		if old != "" {
			os.WriteFile(into, []byte(old), 0o600)
		}
		if err := syscall.Mkfifo(template, 0o600); err != nil {
			t.Skip("the file system of temporary files has no FIFOs: ", err)
		}
		go func() {
			f, err := os.OpenFile(template, os.O_WRONLY, 0) // waits until it is read
			if err != nil {
				t.Error(err)
				return
			}
			os.WriteFile(into, []byte("# Mine\n"), 0o600)
			f.WriteString(`{"name":"own","title":"Own","sections":[{"heading":"Cause","required":true}]}`)
			f.Close()
		}()
		got := runWith(t, "", "new", "-template", template, "-into", into)
		if got.code != exitFailed || !strings.Contains(got.stderr, into+": the file changed meanwhile") {
			t.Errorf("%+v", got)
		}
		wantFile(t, into, "# Mine\n")
		wantNoTemp(t, dir)
	}
}

// TestOutputIsPrivateFromTheStart checks the modes of the temporary files of a
// private file while they are written.
func TestOutputIsPrivateFromTheStart(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	name := file(t, "page", "old")
	stop, done := make(chan bool), make(chan fs.FileMode)
	go func() {
		var seen fs.FileMode
		for {
			select {
			case <-stop:
				done <- seen
				return
			default:
			}
			for _, temp := range temps(filepath.Dir(name)) {
				if info, err := os.Lstat(temp); err == nil {
					seen |= info.Mode()
				}
			}
		}
	}()
	env := environment{stderr: io.Discard, named: true}
	for range fixture.Rounds(500) {
		o, err := env.create(name)
		if err != nil {
			t.Fatal(err)
		}
		o.discard()
	}
	close(stop)
	if seen := <-done; seen&0o077 != 0 {
		t.Errorf("a temporary file had mode %v", seen)
	}
}
