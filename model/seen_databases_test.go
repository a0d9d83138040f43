package model

import (
	"os"
	"testing"
)

// A file that is lost is no first run, until somebody wants to start anew.
func TestFileGone(t *testing.T) {
	onlyFile(t, "it can be gone")
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.closeOffice()
	here := b.options
	b.want("", os.Remove(b.options.Database()))
	b.want(CodeFileGone, b.reopen())
	b.want(CodeFileGone, Recover(t.Context(), b.options, b.kitText(), true))
	_, err := BackUp(t.Context(), b.options, "")
	b.want(CodeFileGone, err)
	_, err = Check(t.Context(), b.options, "")
	b.want(CodeFileGone, err)
	if IsDamaged(err) {
		t.Error("a missing file counts as damaged")
	}
	if p := must(PreviewRestore(t.Context(), b.options, backup))(t); !p.Same || p.Other || !p.KeyHere {
		t.Errorf("%+v", p)
	}

	b.options.Data = t.TempDir() // another folder of the same PC had none
	b.want(CodeNoDatabase, b.reopen())
	b.options = here
	b.Office = must(Create(t.Context(), b.options, Setup{Kind: KindSingle, Login: "hara.s", Name: "原", Password: adminPassword, Kit: b.kit}))(t)
	if p := must(PreviewRestore(t.Context(), b.options, backup))(t); p.Same || !p.Other {
		t.Errorf("%+v", p)
	}
	b.closeOffice()
	must(Restore(t.Context(), b.options, backup, b.kitText()))(t)
	b.want("", b.reopen())
	b.admin()
}

// Where this PC remembers nothing, backups tell as well.
func TestFileGoneByItsBackups(t *testing.T) {
	onlyFile(t, "it can be gone")
	b := newBench(t, KindMulti)
	b.want("", b.BackUpDaily(t.Context()))
	b.closeOffice()
	b.want("", os.Remove(b.options.Database()))
	b.options.Config = t.TempDir()
	b.want(CodeFileGone, b.reopen())
	found := must(FindBackups(t.Context(), b.options, ""))(t)
	if len(found) != 1 {
		t.Fatalf("%+v", found)
	}
	b.restore(found[0].Path)
	b.admin()
}
