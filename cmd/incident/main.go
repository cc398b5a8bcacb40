// Command incident manages incident reports from the shell. It begins an
// incident file and adds updates to it, writes and checks postmortems, and
// converts reports between formats. Run "incident help" for a list of commands.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // containers often have no zone data

	"github.com/incidentkit/incident"
)

func main() { os.Exit(run(system(), os.Args[1:])) }

// system returns the environment of the process.
func system() environment {
	return environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, typed: isTerminal(os.Stdin), now: time.Now,
		patience: 5 * time.Second, temp: watch(), interactive: isTerminal(os.Stderr),
	}
}

// environment is everything that the command uses from outside, except files.
type environment struct {
	stdin          io.Reader
	typed          bool // standard input is a terminal
	stdout, stderr io.Writer
	now            func() time.Time
	patience       time.Duration // how long to wait for another process that changes the same file
	temp           *temporary
	named          bool // temporary files have names even if the system does not require it
	interactive    bool // standard error is a terminal
}

// Exit codes.
const (
	exitDone   = 0
	exitFound  = 1 // check or lint found something, or -lax ignored faults
	exitFailed = 2 // an input could not be read, or bad usage
)

// command is one subcommand.
type command struct {
	name, args, short, long string
	run                     func(env environment, c *command, args []string) int
}

func commands() []*command {
	return []*command{beginCommand, postCommand, amendCommand, retractCommand, showCommand, checkCommand, newCommand, convertCommand, siteCommand, statsCommand, lintCommand, versionCommand}
}

func run(env environment, args []string) int {
	if len(args) == 0 {
		return failUsage(env, "incident", errors.New("no command"))
	}
	name, rest := args[0], args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		if len(rest) == 0 {
			usage(env.stdout)
			return exitDone
		}
		name, rest = rest[0], []string{"-h"}
	case "-version", "--version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(env, c, rest)
		}
	}
	return failUsage(env, "incident", fmt.Errorf("unknown command %q%s", name, commandMeant(name)))
}

// commandMeant returns a hint for an unknown command, or "".
func commandMeant(name string) string {
	if status, err := incident.Parse[incident.Status](strings.TrimSuffix(name, "e") + "ed"); err == nil {
		return fmt.Sprintf("; \"incident post -status %s\" does that", status) // for "resolve", "cancel" and the like
	}
	var known []string
	for _, c := range commands() {
		known = append(known, c.name)
	}
	if near := nearest(name, known); near != "" {
		return ";" + didYouMean(near)
	}
	return ""
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Incident reads and writes the reports of status pages.\n\nCommands:\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-8s  %s\n", c.name, c.short)
	}
	fmt.Fprint(w, "\nRun \"incident help COMMAND\" for its flags and an example.\n")
}

// parse parses the flags, which may come before and after the files. It returns
// the files. If the command should end here, ok is false and code is its exit
// code.
func (c *command) parse(env environment, fs *flag.FlagSet, args []string) (files []string, code int, ok bool) {
	fs.Init(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	for {
		err := fs.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			c.help(env.stdout, fs)
			return nil, exitDone, false
		}
		if err != nil {
			return nil, failUsage(env, "incident "+c.name, err), false
		}
		if fs.NArg() == 0 {
			return files, 0, true
		}
		if n := len(args) - fs.NArg(); n > 0 && args[n-1] == "--" {
			return append(files, fs.Args()...), 0, true
		}
		files, args = append(files, fs.Arg(0)), fs.Args()[1:]
	}
}

func (c *command) help(w io.Writer, fs *flag.FlagSet) {
	fmt.Fprintf(w, "Usage: incident %s %s\n\n%s\n", c.name, c.args, c.long)
	first := true
	fs.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprint(w, "\nFlags:\n\n")
			first = false
		}
		name, text := flag.UnquoteUsage(f)
		if name != "" {
			name = " " + name
		}
		fmt.Fprintf(w, "  -%-20s %s\n", f.Name+name, text)
	})
}

// exit prints an error, if there is one, and returns the exit code.
func (env environment) exit(err error) int {
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(env.stderr, oneLine(err.Error()))
	return exitFailed
}

// failUsage reports a usage error on one line.
func failUsage(env environment, who string, err error) int {
	help := "incident help"
	if name, ok := strings.CutPrefix(who, "incident "); ok {
		help += " " + name
	}
	fmt.Fprintf(env.stderr, "%s: %s; see %q\n", who, oneLine(err.Error()), help)
	return exitFailed
}

// oneLine keeps a message on one line, whatever input it quotes.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < ' ' || 0x7f <= r && r <= 0x9f || 0x2028 <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069:
			return '\ufffd'
		}
		return r
	}, s)
}
