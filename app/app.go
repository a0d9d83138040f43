// Package app puts the program together and decides nothing.
//
// Main reads the command line (cli.go). With a command it does that and ends (cli_backup.go, cli_support.go); without one
// it opens the window (gui.go): folders, log, settings, the first instance, then model and screens, which it hands to each
// other. What differs by OS is in package platform, the sample office in package demo.
package app

import (
	"errors"
	"fmt"
	"io"

	"qlingo/screens/i18n"
)

// Version is the version of this program; a test holds it equal to the one that FyneApp.toml gives to packages.
const Version = "0.1.0"

// Exit codes.
const (
	exitOK      = 0
	exitFailed  = 1
	exitUsage   = 2
	exitUnknown = 3 // a check that could not be made
)

// Main runs the program and returns its exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	i18n.Use(i18n.Detect(i18n.System()))
	options, err := parse(args)
	if options.lang != "" {
		i18n.Use(options.lang)
	}
	var wrong *usageError
	switch {
	case errors.As(err, &wrong):
		fmt.Fprintln(stderr, i18n.T("cli.error", "Text", wrong.sentence()))
		return exitUsage
	case options.help:
		fmt.Fprint(stdout, i18n.T("cli.help"))
		return exitOK
	case options.version:
		fmt.Fprintln(stdout, i18n.T("cli.version", "Version", Version))
		return exitOK
	}
	if options.command != "" {
		return command(options, stdin, stdout, stderr)
	}
	return runWindow(options, stderr)
}
