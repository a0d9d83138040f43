//go:build !windows

package platform

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// office is a PC with programs of the test's own, which write down what they were called with.
func office(t *testing.T, programs map[string]string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, does := range programs {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder+":/usr/bin:/bin")
	t.Setenv("OFFICE", folder)
	return folder
}

// viewer is the program that shows files to people.
func viewer() string {
	if runtime.GOOS == "darwin" {
		return "open"
	}
	return "xdg-open"
}

// notes are the lines that a program of the office wrote down.
func notes(t *testing.T, folder string) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, "notes"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

func letter(w io.Writer) error {
	_, err := io.WriteString(w, "%PDF: a secret")
	return err
}

const (
	// noteFile writes down the last argument's mode, that of its folder, and what is in it.
	noteFile = `for f; do :; done; echo "$0 $*" >> $OFFICE/notes
stat -c %a "$f" "$(dirname "$f")" >> $OFFICE/notes; cat "$f" >> $OFFICE/notes`
	lpstat = `echo "system default destination: Brother HL"`
)

func TestASheetIsHandedToThePrinter(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("stat of other systems takes other flags")
	}
	for printer, program := range map[string]string{"Brother HL": "lp -d Brother HL -t Qlingo ", "": "xdg-open "} {
		folder := office(t, map[string]string{"lp": noteFile, "lpstat": lpstat, "xdg-open": noteFile})
		s := sheets{filepath.Join(t.TempDir(), "local", "print")}
		remove, err := s.print(t.Context(), printer, letter)
		if err != nil {
			t.Fatal(err)
		}
		said := notes(t, folder)
		if !strings.HasPrefix(said[0], filepath.Join(folder, program)) || !strings.HasSuffix(said[0], ".pdf") {
			t.Errorf("%q: called %q", printer, said[0])
		}
		if got := strings.Join(said[1:], " "); got != "600 700 %PDF: a secret" {
			t.Errorf("%q: mode of file, of folder, and content are %q", printer, got)
		}
		remove()
		if left, err := os.ReadDir(s.folder); err != nil || len(left) != 0 {
			t.Errorf("%q: left behind %v %v", printer, left, err)
		}
	}
}

func TestTheUsualPrinter(t *testing.T) {
	for says, want := range map[string]string{
		lpstat:                                 "Brother HL",
		`echo "no system default destination"`: "",
		`exit 1`:                               "",
	} {
		office(t, map[string]string{"lpstat": says})
		if got := defaultPrinter(t.Context()); got != want {
			t.Errorf("%s: %q, want %q", says, got, want)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if got := defaultPrinter(t.Context()); got != "" {
		t.Errorf("without CUPS: %q", got)
	}
}

// Whatever fails: it is told, and no file stays.
func TestPrintingThatFailsLeavesNothing(t *testing.T) {
	broken := errors.New("no letter")
	for name, c := range map[string]struct {
		printer string
		write   func(io.Writer) error
	}{
		"printer": {"Brother HL", letter}, "viewer": {"", letter}, "letter": {"", func(io.Writer) error { return broken }},
	} {
		office(t, map[string]string{"lp": "echo jammed >&2; exit 1", viewer(): "exit 3"})
		s := sheets{filepath.Join(t.TempDir(), "print")}
		remove, err := s.print(t.Context(), c.printer, c.write)
		if err == nil || remove != nil {
			t.Errorf("%s: no error", name)
		}
		if left, err := os.ReadDir(s.folder); err != nil || len(left) != 0 {
			t.Errorf("%s: left behind %v %v", name, left, err)
		}
	}
	t.Setenv("PATH", t.TempDir())
	s := sheets{filepath.Join(t.TempDir(), "print")}
	for _, printer := range []string{"", "Brother HL"} {
		if _, err := s.print(t.Context(), printer, letter); err == nil {
			t.Errorf("%q: printed without any program", printer)
		}
	}
	if _, err := (sheets{"print"}).print(t.Context(), "", letter); err == nil {
		t.Error("printed in the folder of whoever started it")
	}
}

// A viewer that stays until it is closed has opened the file; a printer that nobody waits for is given up.
func TestPrintingDoesNotWaitForTheViewer(t *testing.T) {
	office(t, map[string]string{"lp": "exec sleep 5", viewer(): "exec sleep 5"})
	defer func(before time.Duration) { viewerPatience = before }(viewerPatience)
	viewerPatience = 0
	s := sheets{filepath.Join(t.TempDir(), "print")}
	if _, err := s.print(t.Context(), "", letter); err != nil {
		t.Errorf("a viewer that is open: %v", err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.print(gone, "Brother HL", letter); err == nil {
		t.Error("a printer that was given up has printed")
	}
}

// What a crash left goes; what is not ours stays, and nothing outside is touched.
func TestLeftSheetsAreCleanedUp(t *testing.T) {
	outside := t.TempDir()
	papers := sheets{filepath.Join(t.TempDir(), "print")}
	if err := os.Mkdir(papers.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	keep := []string{filepath.Join(outside, "qlingo-1.pdf"), filepath.Join(papers.folder, "letter.pdf")}
	for _, path := range append(keep, filepath.Join(papers.folder, "qlingo-2.pdf"), filepath.Join(papers.folder, "qlingo-3.pdf")) {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link, folder := filepath.Join(papers.folder, "qlingo-4.pdf"), filepath.Join(papers.folder, "qlingo-5.pdf")
	if err := errors.Join(os.Symlink(keep[0], link), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	papers.clean()
	papers.clean()
	for _, path := range append(keep, link, folder) {
		if _, err := os.Lstat(path); err != nil {
			t.Error(err)
		}
	}
	if gone, err := filepath.Glob(filepath.Join(papers.folder, "qlingo-[23].pdf")); err != nil || len(gone) != 0 {
		t.Errorf("left behind %v %v", gone, err)
	}

	way := sheets{filepath.Join(t.TempDir(), "link")}
	if err := os.Symlink(outside, way.folder); err != nil {
		t.Fatal(err)
	}
	way.clean()
	if _, err := os.Stat(keep[0]); err != nil {
		t.Errorf("cleaned by a link: %v", err)
	}
	if _, err := way.print(t.Context(), "", letter); err == nil {
		t.Error("printed by a link")
	}
}
