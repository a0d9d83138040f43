//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The recovery kit goes to the OS's viewer or printer as a PDF that only its owner can read. It goes with the program, and
// after a crash with the next start.
func TestPrinting(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	programs := filepath.Join(c.root, "programs")
	if err := os.Mkdir(programs, 0o700); err != nil {
		t.Fatal(err)
	}
	c.env = append(c.env, "PATH="+programs+":"+os.Getenv("PATH"))
	install := func(name, does string) {
		if err := os.WriteFile(filepath.Join(programs, name), []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	notes := filepath.Join(c.root, "notes")
	note := fmt.Sprintf(`for f; do :; done; (stat -c %%a "$f" "$(dirname "$f")"; head -c 4 "$f") | tr '\n' ' ' > %q; echo "$1" >> %q`, notes, notes)
	install("lpstat", "echo no system default destination")
	install("xdg-open", note)

	c.start("first_run_1")
	c.toFirstKit()
	c.tab(-3) // to the button that prints
	c.key("space")
	c.seesDialog("print")
	c.until("the printer", func() bool { return c.log.next("msg=printer", "there=false") })
	c.shot("viewer")
	c.moving(c.enter)
	if got := c.paper(notes); !strings.HasPrefix(got, "600 700 %PDF/") || len(c.printed()) != 1 {
		t.Errorf("the viewer got %q, files %v", got, c.printed())
	}
	c.shot("viewer-open")

	install("lpstat", "echo system default destination: Brother_HL")
	install("lp", "echo out of paper >&2; exit 1")
	c.key("space")
	c.seesDialog("print")
	c.until("the printer", func() bool { return c.log.next("msg=printer", "there=true") })
	c.shot("printer")
	c.enter()
	c.isRefused("print")
	c.shot("printer-failed")
	install("lp", note)
	c.moving(c.enter)
	if got := c.paper(notes); !strings.HasPrefix(got, "600 700 %PDF-d\n") || len(c.printed()) != 2 {
		t.Errorf("the printer got %q, files %v", got, c.printed())
	}
	c.shot("printer-done")

	c.crash()
	c.start("first_run_1")
	c.until("what the crash left to go", func() bool { return len(c.printed()) == 0 })
	c.toFirstKit()
	c.tab(-3)
	c.key("space")
	c.seesDialog("print")
	c.until("the printer", func() bool { return c.log.next("msg=printer", "there=true") })
	c.moving(c.enter)
	if len(c.printed()) != 1 {
		t.Errorf("files %v", c.printed())
	}
	c.quit()
	if left := c.printed(); len(left) != 0 {
		t.Errorf("left behind after the end: %v", left)
	}
	c.isPrivate()
}

const firstPassword = "lantern river cobalt 27"

// toFirstKit goes through the first run up to the recovery kit.
func (c *pc) toFirstKit() {
	c.t.Helper()
	c.fill("Yamada")
	c.fillNext("sato.h")
	c.fillNext("Sato")
	c.enter()
	c.sees("first_run_2")
	c.keepSecret("password", firstPassword)
	c.newPassword(firstPassword)
	c.sees("first_run_3")
	c.still()
}

// printed are the files that wait for the OS to print them.
func (c *pc) printed() []string {
	c.t.Helper()
	files, err := filepath.Glob(filepath.Join(c.root, "home", ".cache", "qlingo", "*", "print", "*"))
	if err != nil {
		c.t.Fatal(err)
	}
	return files
}
