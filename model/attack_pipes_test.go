//go:build !windows

package model

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// mustEnd fails where something waits for a pipe that nobody writes to.
func (b *bench) mustEnd(what string, do func() error) error {
	b.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		b.Fatalf("%s hangs", what)
		return nil
	}
}

// Attack: a pipe in the place of a file that is read at opening. Nothing waits for it.
func TestPipesInTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		name, pattern string
		opening       Code
	}{
		{"the key", "config/keys/*", CodeKeyFile},
		{"the anchor", "config/anchors/*", CodeFreshnessUnknown},
		{"the note", "config/places/*", ""},
		{"the journal", "data/qlingo.db-journal", CodeJournal},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.opening == CodeJournal {
				onlyFile(t, "the journal beside it")
			}
			b, dir := settled(t)
			b.want("", b.reopen())
			backup := b.saved()
			b.closeOffice()
			path := filepath.Join(dir, "data", "qlingo.db-journal")
			if found := must(filepath.Glob(filepath.Join(dir, c.pattern)))(t); len(found) == 1 {
				path = found[0]
				b.want("", os.Remove(path))
			}
			b.want("", syscall.Mkfifo(path, 0o600))
			b.want(c.opening, b.mustEnd("opening", b.reopen))
			b.closeOffice()
			for what, do := range map[string]func() error{
				"the kit":   func() error { return Recover(t.Context(), b.options, b.kitText(), true) },
				"a backup":  func() error { return errOf(BackUp(t.Context(), b.options, "")) },
				"a check":   func() error { return errOf(Check(t.Context(), b.options, "")) },
				"a preview": func() error { return errOf(PreviewRestore(t.Context(), b.options, backup)) },
				"a restore": func() error { return errOf(Restore(t.Context(), b.options, backup, b.kitText())) },
			} {
				if code := CodeOf(b.mustEnd(what, do)); code == CodeInternal {
					t.Errorf("%s: %s", what, code)
				}
			}
		})
	}
}

// Attack: the same under the running program.
func TestPipesUnderARunningProgram(t *testing.T) {
	onlyFile(t, "the journal beside it")
	b := newBench(t, KindMulti)
	admin := b.admin()
	journal, anchor := b.options.Database()+"-journal", b.anchor.path
	b.want("", syscall.Mkfifo(journal, 0o600))
	b.want(CodeJournal, b.mustEnd("a look", func() error { return errOf(admin.People(context.Background())) }))
	b.want(CodeJournal, b.mustEnd("a proof", func() error { return admin.Prove(context.Background(), adminPassword, "") }))
	b.want("", os.Remove(journal))
	b.want("", os.Rename(anchor, anchor+".away"))
	b.want("", syscall.Mkfifo(anchor, 0o600))
	var warned error
	b.Office.options.Warn = func(err error) { warned = err }
	b.want("", b.mustEnd("a proof", func() error { return admin.Prove(context.Background(), adminPassword, "") }))
	if warned == nil {
		t.Error("an anchor that does not move is told to nobody")
	}
	b.want("", os.Rename(anchor+".away", anchor))
}

// Attack: a link in the place of the file in which an anchor or a note is made ready leads
// to a file that would be written over.
func TestNothingIsWrittenThroughALink(t *testing.T) {
	b := newBench(t, KindMulti)
	note := b.Office.options.seenPath(b.ring.DB)
	anchor := b.anchor.path
	b.closeOffice()
	precious := filepath.Join(t.TempDir(), "precious")
	b.want("", os.WriteFile(precious, []byte("precious"), 0o600))
	b.want("", os.Remove(anchor))
	b.want("", os.Symlink(precious, anchor+".new"))
	if !onServer() { // else there is no folder to note
		b.want("", os.Remove(note))
		b.want("", os.Symlink(precious, note+".new"))
		b.want("", os.Symlink(precious, note))
	}
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
	if text := must(os.ReadFile(precious))(t); string(text) != "precious" {
		t.Errorf("it was written over: %q", text)
	}
}

// Attack: a file of holes, which costs its owner nothing, and whose copy would fill the disk.
func TestHolesAreNotCopied(t *testing.T) {
	b := newBench(t, KindMulti)
	backup := b.saved()
	sound := must(os.ReadFile(backup))(t)
	sparse := func(name string, head []byte) string {
		path := filepath.Join(t.TempDir(), name)
		b.want("", os.WriteFile(path, head, 0o600))
		b.want("", os.Truncate(path, 3<<30))
		return path
	}
	claims := append([]byte{}, sound...)
	copy(claims[28:], []byte{0, 0x0c, 0, 0}) // 3 GB in pages of 4,096 bytes
	for path, want := range map[string]Code{
		sparse("holes", nil):          CodeNotBackup,
		sparse("longer", sound):       CodeBackupDamaged,
		sparse("claiming it", claims): CodeBackupDamaged,
	} {
		before := b.files(b.options.Data)
		b.want(want, errOf(PreviewRestore(t.Context(), b.options, path)))
		b.want(want, errOf(Check(t.Context(), b.options, path)))
		if after := b.files(b.options.Data); after != before {
			t.Errorf("left: %s", after)
		}
	}
	// Cut short, or with something behind its end.
	for name, content := range map[string][]byte{
		"shorter": sound[:len(sound)-4096], "longer": append(append([]byte{}, sound...), 0),
	} {
		path := filepath.Join(t.TempDir(), name)
		b.want("", os.WriteFile(path, content, 0o600))
		b.want(CodeBackupDamaged, errOf(PreviewRestore(t.Context(), b.options, path)))
	}
	b.wantSound(backup)
}
