package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
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
	list := exec.Command("go", "list", "-deps", "-tags", "no_emoji,migrated_fynedo",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", ".")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := strings.Fields(strings.ReplaceAll(string(out), " ", "@"))
	for _, module := range modules {
		if name := strings.Replace(module, "@", " ", 1); !there[name] {
			t.Errorf("no licence of %s: run scripts/licences.sh", name)
			there[name] = true // once is enough
		}
	}
	if len(modules) == 0 {
		t.Error("go list names no module")
	}
}
