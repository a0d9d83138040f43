package app

import (
	"os"
	"slices"
	"strings"

	"qlingo/screens/i18n"
)

// options is what the command line asks for.
type options struct {
	data, config  string // "" is the default folder
	forceFileKeys bool
	lang          string // "" follows settings and OS
	demo          bool
	version, help bool
}

// usageError is a command line that makes no sense; key is the sentence that says why.
type usageError struct {
	key, flag, value string
}

func (e *usageError) Error() string { return e.key + ": " + e.flag + " " + e.value }

func (e *usageError) sentence() string {
	return i18n.T(e.key, "Flag", e.flag, "Value", e.value)
}

// flags are the flags that take a value, by name.
var flags = map[string]func(o *options, value string) bool{
	"--data":     func(o *options, v string) bool { o.data = v; return v != "" },
	"--config":   func(o *options, v string) bool { o.config = v; return v != "" },
	"--keystore": func(o *options, v string) bool { o.forceFileKeys = v == "file"; return o.forceFileKeys },
	"--lang":     (*options).setLang,
}

// setLang takes a language that there is; until then, and after a wrong one, failures are told in the one before.
func (o *options) setLang(value string) bool {
	ok := slices.Contains(i18n.Languages(), value)
	if ok {
		o.lang = value
	}
	return ok
}

// switches are the flags without a value.
var switches = map[string]func(o *options){
	"--demo":    func(o *options) { o.demo = true },
	"--version": func(o *options) { o.version = true },
	"--help":    func(o *options) { o.help = true },
	"-h":        func(o *options) { o.help = true },
}

// parse reads the command line; what it leaves out comes from the environment. It is not package flag, whose messages
// cannot be translated and which takes one hyphen as well as two.
func parse(args []string) (options, error) {
	var o options
	for len(args) > 0 {
		name, value, joined := strings.Cut(args[0], "=")
		args = args[1:]
		if set, ok := switches[name]; ok && !joined {
			set(&o)
			continue
		}
		set, ok := flags[name]
		switch {
		case !ok && strings.HasPrefix(name, "-"):
			return o, &usageError{key: "cli.unknown_flag", flag: name}
		case !ok:
			return o, &usageError{key: "cli.unknown_command", value: name}
		case !joined && len(args) == 0:
			return o, &usageError{key: "cli.value_missing", flag: name}
		case !joined:
			value, args = args[0], args[1:]
		}
		if !set(&o, value) {
			return o, &usageError{key: "cli.value_wrong", flag: name, value: value}
		}
	}
	if o.demo && (o.data != "" || o.config != "") {
		return o, &usageError{key: "cli.demo_folder", flag: "--demo"}
	}
	if !o.demo {
		o.fromEnvironment()
	}
	return o, nil
}

func (o *options) fromEnvironment() {
	if o.data == "" {
		o.data = os.Getenv("QLINGO_DATA")
	}
	if o.config == "" {
		o.config = os.Getenv("QLINGO_CONFIG")
	}
}
