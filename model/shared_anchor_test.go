package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whoever takes a backup of what the server has, and then the way to the server out of this PC, does not go on in a file
// without the kit: what the office does from then on, such as shutting the PC out, would count for nothing there.
func TestBackupIsNoWayOut(t *testing.T) {
	for name, leave := range map[string]func(b *bench){
		"the program forgets the server": func(b *bench) { must(LeaveServer(b.options))(b.T) },
		"somebody deletes the way to it": func(b *bench) { b.want("", os.Remove(b.options.serverPath())) },
		"and takes its anchor for that of a file": func(b *bench) {
			must(LeaveServer(b.options))(b.T)
			b.want("", os.Rename(b.anchorPath(), strings.TrimSuffix(b.anchorPath(), ".server")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newShared(t, KindMulti)
			other := b.joins("PC B")
			backup := other.saved()
			other.closeOffice()
			leave(other)
			b.want("", os.Rename(backup, other.options.Database()))
			b.want(CodeFreshnessUnknown, other.reopen())
			b.want(CodeFreshnessUnknown, Recover(t.Context(), other.options, b.kitText(), false))
			b.want("", Recover(t.Context(), other.options, b.kitText(), true))
			b.want("", other.reopen())
			other.admin()
		})
	}
}

// A move is the one way to a file, and hands the anchor over; there and back, with and without an interruption.
func TestMoveHandsTheAnchorOver(t *testing.T) {
	b := mover(t)
	anchors := func() (names []string) {
		for _, path := range must(filepath.Glob(filepath.Join(b.options.Config, "anchors", "*")))(t) {
			names = append(names, filepath.Ext(path))
		}
		return names
	}
	for _, shared := range []bool{true, false} {
		s := b.admin()
		if shared {
			b.want("", s.MoveToServer(t.Context(), b.server, b.password))
		} else {
			b.want("", s.MoveToFile(t.Context()))
		}
		b.want("", b.reopen())
		want := []string{""}
		if shared {
			want = []string{".server"}
		}
		if got := anchors(); b.Shared() != shared || !slices.Equal(got, want) {
			t.Fatalf("shared %v, anchors %q, want %q", b.Shared(), got, want)
		}
	}
}
