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
	start: func(env environment, _ *flag.FlagSet) func([]string) error {
		return func(args []string) error {
			if len(args) > 0 {
				return usageErrorf("unexpected argument %q", args[0])
			}
			return env.write("", fmt.Appendf(nil, "incident %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH))
		}
	},
}

// version returns the version of the module.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
