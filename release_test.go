package incident_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRelease cuts a release in a scratch repository, with the commands of
// CONTRIBUTING.md. A bare clone is its origin, where "go install" finds the
// version. The test then removes a function from the API, which .ci/api has to
// refuse. It runs if INCIDENT_LISTINGS is set, like TestListings.
func TestRelease(t *testing.T) {
	if os.Getenv("INCIDENT_LISTINGS") == "" {
		t.Skip("INCIDENT_LISTINGS is not set: the commands of the documentation are not run")
	}
	list := listings(t, "CONTRIBUTING.md")
	i := slices.IndexFunc(list, func(l listing) bool { return strings.Contains(l.text, "git tag") })
	if i < 0 {
		t.Fatal("CONTRIBUTING.md has no commands that cut a release")
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	modules, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	origin, work, bin := filepath.Join(dir, "origin.git"), filepath.Join(dir, "work"), filepath.Join(dir, "bin")
	env := append(os.Environ(), "GOWORK=off", "GOBIN="+bin, "PATH="+bin+":"+os.Getenv("PATH"),
		// The version that the test invents must not get into the cache of
		// modules, but what is there is not downloaded again.
		"GOMODCACHE="+filepath.Join(dir, "modules"), "GOFLAGS=-modcacherw -trimpath",
		"GOPROXY=file://"+strings.TrimSpace(string(modules))+"/cache/download,https://proxy.golang.org", "GOPRIVATE="+module,
		"GIT_CONFIG_COUNT=3", "GIT_CONFIG_KEY_0=url.file://"+origin+".insteadOf", "GIT_CONFIG_VALUE_0=https://"+module,
		"GIT_CONFIG_KEY_1=user.name", "GIT_CONFIG_VALUE_1=Release", "GIT_CONFIG_KEY_2=user.email", "GIT_CONFIG_VALUE_2=release@example.com")
	shell := func(in, script string) (string, error) {
		cmd := exec.Command("bash", "-ec", script)
		cmd.Dir, cmd.Env = in, env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	must := func(in, script string) string {
		t.Helper()
		out, err := shell(in, script)
		if err != nil {
			t.Fatalf("%s\n%v\n%s", script, err, out)
		}
		return out
	}
	must(here, "mkdir '"+work+"' && tar -c --exclude=.git --exclude=node_modules . | tar -x -C '"+work+"'")
	must(work, "printf 'package incident\n\n// Extra is of no use.\nfunc Extra() {}\n' >extra.go")
	must(work, "git init -qb main && git add . && git commit -qm 'the tree as it is' && git clone -q --bare . ../origin.git && git remote add origin ../origin.git")

	out := must(work, list[i].text)
	version := strings.TrimSpace(must(work, "git describe --tags"))
	if !strings.Contains(out, "\nincident "+version+" go") {
		t.Errorf("the command is not of version %s:\n%s", version, out)
	}
	if first := must(work, "grep -m1 '^## ' CHANGELOG.md"); !strings.HasPrefix(first, "## "+version+", 20") {
		t.Errorf("the first heading of CHANGELOG.md is %q", first)
	}
	out, err = shell(work, "rm extra.go && .ci/api")
	if err == nil || !strings.Contains(out, "incompatible with "+version+":\n- Extra: removed\n") {
		t.Errorf("a function that is removed: %v\n%s", err, out)
	}
}
