package model

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
)

// What it takes to get a database open, the more the harder.
const (
	itself     = iota // it opens by itself
	anyKit            // the kit of any of its accounts brings the key
	asOldCopy         // the question, the first account's kit, and codes and sessions are void
	impossible        // this kit does not open it
)

// evidence is what of a database and of this PC's knowledge of it is left.
type evidence struct {
	anchor, key, note, file, kit string
}

// The states of each, the one with the most evidence first.
var (
	anchorStates = []string{"there", "one slot torn", "both slots torn", "gone"}
	keyStates    = []string{"there", "gone", "silent", "silent and gone", "another"}
	noteStates   = []string{"there", "gone"}
)

// keysHere are the states of the key. Where a server's is lost, the PC joins anew.
func keysHere() []string {
	if onServer() {
		return keyStates[:1]
	}
	return keyStates
}

// least is what it has to take at least: the anchor alone shows that a file is the newest,
// and where it does not the file is an old copy, whatever else is there or not.
func (e evidence) least() int {
	anchored := e.anchor == "there" || e.anchor == "one slot torn"
	switch {
	case anchored && e.file == "current" && e.key == "there":
		return itself
	case e.file == "current" && e.kit == "void", e.file == "old" && e.kit == "present":
		return impossible // the kit was replaced between the two
	case anchored && e.file == "current":
		return anyKit
	case e.kit == "another account's":
		return impossible
	}
	return asOldCopy
}

// scenario is an office of two accounts on a PC, an old copy of its file, and its kits.
type scenario struct {
	*bench
	old    snapshot
	newest map[string]time.Time
	kits   map[string]string
}

func newScenario(t *testing.T) *scenario {
	t.Helper()
	b := newBench(t, KindMulti)
	s := &scenario{bench: b, newest: map[string]time.Time{}, kits: map[string]string{"void": b.kitText()}}
	b.user("takahashi.k")
	b.allowAccounts()
	other, fresh := must(NewRecoveryKit())(t), must(NewRecoveryKit())(t)
	b.want("", b.CreateAccount(t.Context(), Setup{
		Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: other,
	}))
	s.newest["old"] = b.clock.Now()
	s.old = keep(t, b.options)
	b.clock.add(time.Hour)
	b.want("", b.admin().NewKit(t.Context(), fresh))
	s.newest["current"] = b.clock.Now()
	b.closeOffice()
	for name, kit := range map[string]*RecoveryKit{"another account's": other, "present": fresh} {
		groups := kit.Groups()
		s.kits[name] = strings.Join(groups[:], " ")
	}
	return s
}

// with leaves so much evidence of a copy of the office.
func (s *scenario) with(t *testing.T, e evidence) *bench {
	t.Helper()
	b := &bench{T: t, clock: s.clock, options: copyOffice(t, s.options)}
	if e.file == "old" {
		putBack(t, b.options, s.old)
	}
	anchors := must(filepath.Glob(filepath.Join(b.options.Config, "anchors", "*")))(t)
	raw := must(os.ReadFile(anchors[0]))(t)
	switch e.anchor {
	case "one slot torn": // the older one: without the newer, a file that lacks one row would pass
		clear(raw[s.olderSlot(raw)*slotSize:][:slotSize])
	case "both slots torn":
		clear(raw)
	case "gone":
		raw = nil
	}
	b.want("", os.WriteFile(anchors[0], raw, 0o600))
	if raw == nil {
		b.want("", os.RemoveAll(filepath.Dir(anchors[0])))
	}
	switch e.key {
	case "gone", "silent and gone":
		b.want("", os.RemoveAll(filepath.Join(b.options.Config, "keys")))
	case "another":
		putOtherKey(t, b.options)
	}
	if strings.HasPrefix(e.key, "silent") {
		b.options.Keys = &slowStore{Store: b.options.keyStore(keys.PlaceFile)}
	}
	if e.note == "gone" {
		b.want("", os.RemoveAll(filepath.Join(b.options.Config, "places")))
	}
	t.Cleanup(b.closeOffice)
	return b
}

func (*scenario) olderSlot(raw []byte) int {
	if string(raw[:8]) < string(raw[slotSize:][:8]) {
		return 0
	}
	return 1
}

// takes opens the database with a kit, and says what it took.
func (s *scenario) takes(b *bench, e evidence) int {
	b.Helper()
	if err := b.reopen(); err == nil {
		return itself
	}
	kit := s.kits[e.kit]
	err := Recover(b.Context(), b.options, kit, false)
	if err == nil {
		b.want("", b.reopen())
		return anyKit
	}
	if CodeOf(err) == CodeKitWrong {
		return impossible
	}
	var doubt *Error
	if !errors.As(err, &doubt) || !stale(err) {
		b.Fatalf("%+v: %v", e, err)
	}
	if !doubt.Newest.Equal(s.newest[e.file]) {
		b.Errorf("%+v: last used %v, want %v", e, doubt.Newest, s.newest[e.file])
	}
	if !onServer() && doubt.Path != b.options.Database() { // which is the file that a newer one replaces
		b.Errorf("%+v: it is about %s", e, doubt.Path)
	}
	if seen := e.anchor != "gone" || e.note == "there" || e.key == "there"; doubt.Seen != seen {
		b.Errorf("%+v: used here before: %v", e, doubt.Seen)
	}
	if err := b.reopen(); err == nil {
		b.Errorf("%+v: it opens by itself after the question", e)
	}
	if err := Recover(b.Context(), b.options, kit, true); CodeOf(err) == CodeKitWrong {
		return impossible
	} else if err != nil {
		b.Fatalf("%+v: %v", e, err)
	}
	b.want("", b.reopen())
	b.want("", b.read(b.Context(), func(v *view) error {
		u, err := v.userByLogin("takahashi.k")
		if err == nil && (u.CodeGeneration == 0 || u.LastStep == 0) {
			b.Errorf("%+v: codes and PINs are still good", e)
		}
		return err
	}))
	return asOldCopy
}

// Whoever takes away more of what shows that a file is old never gets it open more easily:
// without a valid anchor it is an old copy, with the key or without, on a PC that knows the
// database or not.
func TestTakingAwayEvidenceIsNeverMilder(t *testing.T) {
	s := newScenario(t)
	took := map[evidence]int{}
	for _, file := range []string{"current", "old"} {
		for _, kit := range []string{"present", "another account's", "void"} {
			for a, anchor := range anchorStates {
				for _, key := range keysHere() {
					for _, note := range noteStates {
						e := evidence{anchor, key, note, file, kit}
						t.Run(fmt.Sprintf("%+v", e), func(t *testing.T) {
							took[e] = s.takes(s.with(t, e), e)
							if took[e] < e.least() {
								t.Errorf("it took %d, want %d at least", took[e], e.least())
							}
						})
						for _, more := range []evidence{
							{anchorStates[max(0, a-1)], key, note, file, kit},
							{anchor, keyStates[0], note, file, kit},
							{anchor, key, noteStates[0], file, kit},
						} {
							if took[e] < took[more] {
								t.Errorf("%+v took %d, with more evidence (%+v) %d", e, took[e], more, took[more])
							}
						}
					}
				}
			}
		}
	}
}
