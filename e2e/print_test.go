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
	d := newDesk(t)
	programs := filepath.Join(d.root, "programs")
	if err := os.Mkdir(programs, 0o700); err != nil {
		t.Fatal(err)
	}
	d.env = append(d.env, "PATH="+programs+":"+os.Getenv("PATH"))
	install := func(name, does string) {
		if err := os.WriteFile(filepath.Join(programs, name), []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	notes := filepath.Join(d.root, "notes")
	note := fmt.Sprintf(`for f; do :; done; (stat -c %%a "$f" "$(dirname "$f")"; head -c 4 "$f") | tr '\n' ' ' > %q; echo "$1" >> %q`, notes, notes)
	install("lpstat", "echo no system default destination")
	install("xdg-open", note)

	d.start("first_run_1")
	d.toFirstKit()
	d.tab(-3) // to the button that prints
	d.key("space")
	d.seesDialog("print")
	d.until("the printer", func() bool { return d.log.next("msg=printer", "there=false") })
	d.shot("viewer")
	d.moving(d.enter)
	if got := d.paper(notes); !strings.HasPrefix(got, "600 700 %PDF/") || len(d.printed()) != 1 {
		t.Errorf("the viewer got %q, files %v", got, d.printed())
	}
	d.shot("viewer-open")

	install("lpstat", "echo system default destination: Brother_HL")
	install("lp", "echo out of paper >&2; exit 1")
	d.key("space")
	d.seesDialog("print")
	d.until("the printer", func() bool { return d.log.next("msg=printer", "there=true") })
	d.shot("printer")
	d.enter()
	d.isRefused("print")
	d.shot("printer-failed")
	install("lp", note)
	d.moving(d.enter)
	if got := d.paper(notes); !strings.HasPrefix(got, "600 700 %PDF-d\n") || len(d.printed()) != 2 {
		t.Errorf("the printer got %q, files %v", got, d.printed())
	}
	d.shot("printer-done")

	d.crash()
	d.start("first_run_1")
	d.until("what the crash left to go", func() bool { return len(d.printed()) == 0 })
	d.toFirstKit()
	d.tab(-3)
	d.key("space")
	d.seesDialog("print")
	d.until("the printer", func() bool { return d.log.next("msg=printer", "there=true") })
	d.moving(d.enter)
	if len(d.printed()) != 1 {
		t.Errorf("files %v", d.printed())
	}
	d.quit()
	if left := d.printed(); len(left) != 0 {
		t.Errorf("left behind after the end: %v", left)
	}
	d.isPrivate()
}

const firstPassword = "lantern river cobalt 27"

// toFirstKit goes through the first run up to the recovery kit.
func (d *desk) toFirstKit() {
	d.t.Helper()
	d.fill("Yamada")
	d.fillNext("sato.h")
	d.fillNext("Sato")
	d.enter()
	d.sees("first_run_2")
	d.keepSecret("password", firstPassword)
	d.newPassword(firstPassword)
	d.sees("first_run_3")
	d.choosesDesk()
	d.sees("first_run_4")
	d.still()
}

// printed are the files that wait for the OS to print them.
func (d *desk) printed() []string {
	d.t.Helper()
	files, err := filepath.Glob(filepath.Join(d.root, "home", ".cache", "qlingo", "*", "print", "*"))
	if err != nil {
		d.t.Fatal(err)
	}
	return files
}
