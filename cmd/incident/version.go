package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

var versionCommand = &command{
	name:  "version",
	short: "print the version",
	long: `Version prints the version of the module and of the Go that built it.

Example:

  incident version`,
	run: runVersion,
}

func runVersion(env environment, c *command, args []string) int {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	files, code, ok := c.parse(env, fs, args)
	if !ok {
		return code
	}
	if len(files) > 0 {
		return failUsage(env, "incident version", fmt.Errorf("unexpected argument %q", files[0]))
	}
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	fmt.Fprintf(env.stdout, "incident %s %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return exitDone
}
