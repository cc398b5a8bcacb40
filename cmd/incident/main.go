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

// command is one subcommand. Its function start declares the flags and returns
// the function that runs the command over the files of the command line.
type command struct {
	name, args, short, long string
	start                   func(env environment, flags *flag.FlagSet) func(files []string) error
}

func commands() []*command {
	return []*command{beginCommand, postCommand, amendCommand, retractCommand, showCommand, checkCommand, newCommand, convertCommand, siteCommand, statsCommand, lintCommand, versionCommand}
}

func run(env environment, args []string) int {
	if len(args) == 0 {
		return env.failUsage("", errors.New("no command"))
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
			return c.run(env, rest)
		}
	}
	return env.failUsage("", fmt.Errorf("unknown command %q%s", name, commandMeant(name)))
}

// usageError is a mistake in the arguments of a command.
type usageError struct{ error }

// usageErrorf returns a usageError with a formatted message.
func usageErrorf(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Errors of a command that has printed everything itself.
var (
	errFound  = errors.New("check or lint found something, or -lax ignored faults")
	errFailed = errors.New("an input could not be read")
)

// run runs the command, prints its error and returns the exit code.
func (c *command) run(env environment, args []string) int {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	act := c.start(env, flags)
	files, err := parseFlags(flags, args)
	if errors.Is(err, flag.ErrHelp) {
		c.help(env.stdout, flags)
		return exitDone
	}
	if err == nil {
		err = act(files)
	}
	var mistake usageError
	switch {
	case err == nil:
		return exitDone
	case err == errFound:
		return exitFound
	case err == errFailed:
	case errors.As(err, &mistake):
		return env.failUsage(c.name, err)
	default:
		env.say(err)
	}
	return exitFailed
}

// commandMeant returns a hint for an unknown command, or "".
func commandMeant(name string) string {
	if status, err := incident.Parse[incident.Status](strings.TrimSuffix(name, "e") + "ed"); err == nil {
		return fmt.Sprintf("; \"incident post -status %s\" does that", status) // for "resolve", "cancel" and the like
	}
	if near := nearest(name, namesOf(commands(), func(c *command) string { return c.name })); near != "" {
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

// parseFlags parses the flags, which may come before and after the files. It
// returns the files.
func parseFlags(flags *flag.FlagSet, args []string) (files []string, err error) {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	for {
		switch err := flags.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			return nil, err
		case err != nil:
			return nil, usageError{err}
		case flags.NArg() == 0:
			return files, nil
		}
		if n := len(args) - flags.NArg(); n > 0 && args[n-1] == "--" {
			return append(files, flags.Args()...), nil
		}
		files, args = append(files, flags.Arg(0)), flags.Args()[1:]
	}
}

func (c *command) help(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "Usage: incident %s %s\n\n%s\n", c.name, c.args, c.long)
	first := true
	flags.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprint(w, "\nFlags:\n\n")
			first = false
		}
		name, text := flag.UnquoteUsage(f)
		if name != "" {
			name = " " + name
		}
		fmt.Fprintf(w, "  -%-24s %s\n", f.Name+name, text)
	})
}

// say prints an error on one line of standard error.
func (env environment) say(err error) { fmt.Fprintln(env.stderr, oneLine(err.Error())) }

// failUsage reports a mistake in the arguments of a command, or in its name if
// name is "".
func (env environment) failUsage(name string, err error) int {
	who := strings.TrimSpace("incident " + name)
	help := strings.TrimSpace("incident help " + name)
	env.say(fmt.Errorf("%s: %w; see %q", who, err, help))
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
