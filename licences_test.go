package main_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLicences: whoever gets the program gets the licence of every module in it. scripts/licences.sh collects them.
func TestLicences(t *testing.T) {
	there := map[string]bool{}
	files, err := filepath.Glob("assets/licences/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, text, _ := strings.Cut(string(raw), "\n\n")
		fields := strings.Split(head, "\t")
		if len(fields) != 3 || fields[0] == "" || fields[2] == "" || len(text) < 100 {
			t.Errorf("%s tells no licence: %q", file, head)
			continue
		}
		there[fields[0]+" "+fields[1]] = true
	}
	needed := map[string]bool{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		modules := linked(t, system)
		if len(modules) == 0 {
			t.Errorf("go list names no module for %s", system)
		}
		for _, module := range modules {
			if !needed[module] && !there[module] {
				t.Errorf("no licence of %s, which %s has: run scripts/licences.sh", module, system)
			}
			needed[module] = true
		}
	}
	for name := range there {
		if strings.Contains(name, "/") && !needed[name] {
			t.Errorf("a licence of %s, which is in no program", name)
		}
	}
	for _, name := range []string{"GLFW ", "SQLite ", "Wayland protocols ", "Go ", "Noto Sans JP "} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(there)), func(have string) bool { return strings.HasPrefix(have, name) }) {
			t.Errorf("no licence of %s", name)
		}
	}
}

// linked are the modules in the program for an OS, as "path version".
func linked(t *testing.T, system string) []string {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-tags", "no_emoji,migrated_fynedo",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", ".")
	list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
