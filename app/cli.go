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

	command string            // "" opens the window
	given   map[string]string // the command's own flags, by name
	args    []string          // what follows the command
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

// setLang takes one of our languages. Until then, and after a wrong one, messages stay in the language before.
func (o *options) setLang(value string) bool {
	ok := i18n.Speaks(value)
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
// cannot be translated and which takes one hyphen as well as two. The first word that is no flag is the command; flags
// may stand before and behind it, its own ones behind it.
func parse(args []string) (options, error) {
	o := options{given: map[string]string{}}
	for len(args) > 0 {
		if args[0] == "--" {
			o.args = append(o.args, args[1:]...)
			break
		}
		var err error
		if args, err = o.take(args); err != nil {
			return o, err
		}
	}
	err := o.check()
	if err == nil && !o.demo {
		o.fromEnvironment()
	}
	return o, err
}

// take reads a flag with its value, or another word, and gives what comes behind it.
func (o *options) take(args []string) (rest []string, err error) {
	word := args[0]
	name, value, joined := strings.Cut(word, "=")
	rest = args[1:]
	if set, ok := o.toggle(name); ok && !joined {
		set(o)
		return rest, nil
	}
	set, ok := o.flag(name)
	switch {
	case !ok && strings.HasPrefix(word, "-") && word != "-":
		return nil, &usageError{key: "cli.unknown_flag", flag: name}
	case !ok:
		return rest, o.word(word)
	case !joined && len(rest) == 0:
		return nil, &usageError{key: "cli.value_missing", flag: name}
	case !joined:
		value, rest = rest[0], rest[1:]
	}
	if !set(o, value) {
		return nil, &usageError{key: "cli.value_wrong", flag: name, value: value}
	}
	return rest, nil
}

// check refuses what does not go with a demo.
func (o *options) check() error {
	switch {
	case o.demo && o.command != "":
		return &usageError{key: "cli.demo_command", flag: "--demo"}
	case o.demo && (o.data != "" || o.config != ""):
		return &usageError{key: "cli.demo_folder", flag: "--demo"}
	}
	return nil
}

// toggle finds the setter of a flag that takes no value, one of all commands or one of the command's own.
func (o *options) toggle(name string) (set func(o *options), ok bool) {
	if set, ok := switches[name]; ok {
		return set, true
	}
	if !slices.Contains(commands[o.command].switches, name) {
		return nil, false
	}
	return func(o *options) { o.given[name] = "yes" }, true
}

// flag finds the setter of a flag that takes a value, one of all commands or one of the command's own.
func (o *options) flag(name string) (set func(o *options, value string) bool, ok bool) {
	if set, ok := flags[name]; ok {
		return set, true
	}
	if !slices.Contains(commands[o.command].flags, name) {
		return nil, false
	}
	return func(o *options, v string) bool { o.given[name] = v; return v != "" }, true
}

// word takes the command, or something behind it.
func (o *options) word(word string) error {
	if o.command != "" {
		o.args = append(o.args, word)
		return nil
	}
	if _, ok := commands[word]; !ok {
		return &usageError{key: "cli.unknown_command", value: word}
	}
	o.command = word
	return nil
}

func (o *options) fromEnvironment() {
	if o.data == "" {
		o.data = os.Getenv("QLINGO_DATA")
	}
	if o.config == "" {
		o.config = os.Getenv("QLINGO_CONFIG")
	}
}
