package model

import (
	"testing"
	"time"

	"qlingo/model/otp"
)

func TestNewBackupCodes(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.want(CodeMFAOff, errOf(s.NewBackupCodes(t.Context())))
	secret, old := b.enrol(s)
	b.clock.add(4 * time.Minute)
	codes := must(s.NewBackupCodes(t.Context()))(t)
	if p := s.Person(); !p.CodesMade.Equal(b.clock.Now()) || p.MFASince.Equal(p.CodesMade) {
		t.Errorf("codes made %v, on since %v", p.CodesMade, p.MFASince)
	}
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), old[0])))
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t) // the phone is as it was
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[4]))(t)
}

func TestCheckBackupCode(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	_, codes := b.enrol(s)
	for range 2 { // it is not used up
		b.want("", s.CheckBackupCode(t.Context(), " "+codes[3][:12]+" "+codes[3][12:]))
	}
	for typed, code := range map[string]Code{
		"": CodeBackupFormat, "123456": CodeBackupFormat, codes[3][:23] + "o": CodeBackupFormat,
		codes[3][:23]: CodeBackupLength, codes[3] + "0": CodeBackupLength,
	} {
		b.want(code, s.CheckBackupCode(t.Context(), typed))
	}
	wrong := "000000000000000000000000"
	for range freeFailures {
		b.want(CodeNotBackupCode, s.CheckBackupCode(t.Context(), wrong))
	}
	err := s.CheckBackupCode(t.Context(), wrong)
	if b.want(CodeNotBackupCode, err); err.(*Error).Wait != firstWait {
		t.Errorf("wait %v", err.(*Error).Wait)
	}
	b.want(CodeThrottled, s.CheckBackupCode(t.Context(), codes[0]))
	// It is the counter of sign-in: guessing here is no way round that one.
	b.want(CodeThrottled, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
	b.clock.add(firstWait)
	b.want("", s.CheckBackupCode(t.Context(), codes[0]))
	b.want(CodeNotBackupCode, s.CheckBackupCode(t.Context(), wrong)) // free again
	b.want("", s.CheckBackupCode(t.Context(), codes[0]))
	s = must(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0]))(t)
	if a := s.News(); a.PINFailures != 0 {
		t.Errorf("the own slips are told as %d wrong PINs", a.PINFailures)
	}
}

// Charged before it is looked at: stopping in between has paid.
func TestCheckedCodeIsCountedFirst(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	for n := 1; ; n++ {
		err := s.CheckBackupCode(newCountdown(t.Context(), n), "000000000000000000000000")
		if CodeOf(err) == CodeThrottled {
			break
		}
		if n > 2000 {
			t.Fatal("checks that are stopped half-way are free")
		}
	}
}

func TestMoveToANewPhone(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.want(CodeMFAOff, errOf(s.BeginMove(t.Context())))
	old, codes := b.enrol(s)
	since := s.Person().MFASince
	b.clock.add(otp.Period)

	left := must(s.BeginMove(t.Context()))(t)
	left.Cancel()
	move := must(s.BeginMove(t.Context()))(t)
	if !move.Moves() {
		t.Error("a move is not told as one")
	}
	b.want(CodeWrongPIN, errOf(move.Confirm(t.Context(), b.pin(old)))) // the old phone is no proof of the new one
	s2 := must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(old)))(t)
	fresh := append([]byte{}, move.secret...)
	if got := must(move.Confirm(t.Context(), b.pin(fresh)))(t); got != nil {
		t.Error("a move gave new codes")
	}
	b.want(CodeEnded, errOf(s2.Profile(t.Context())))
	b.clock.add(otp.Period)
	b.want(CodeWrongPIN, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(old))))
	s = must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(fresh)))(t)
	if !s.Person().MFASince.Equal(since) {
		t.Error("a move changes since when it is on")
	}
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[1]))(t)
}

// Changes cannot be flooded away: the oldest are told first, and only what was told is
// acknowledged.
func TestFloodedChanges(t *testing.T) {
	b := newBench(t, KindMulti)
	id, s := b.user("takahashi.k")
	b.enrol(s)
	admin := b.admin()
	b.want("", errOf(admin.ResetMFA(t.Context(), id)))
	for range maxChanges + 5 {
		b.want("", errOf(admin.Unlock(t.Context(), id)))
	}
	s = b.again("takahashi.k", userPassword)
	reported := must(s.Changes(t.Context()))(t)
	if len(reported) != maxChanges || reported[0].Kind != ActivityMFAReset {
		t.Fatalf("%d changes, the first %+v", len(reported), reported[0])
	}
	b.want("", s.Acknowledge(t.Context(), reported[len(reported)-1].Seq))
	if rest := must(s.Changes(t.Context()))(t); len(rest) != 6 {
		t.Errorf("%d are left to tell", len(rest))
	}
}

func TestChangesByOthersAreShownUntilAcknowledged(t *testing.T) {
	b := newBench(t, KindMulti)
	id, s := b.user("takahashi.k")
	b.enrol(s) // what one does oneself is not told
	admin := b.admin()
	b.want("", errOf(admin.ResetMFA(t.Context(), id)))
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Name: "高橋 健二"})))
	kinds := func() (kinds []ActivityKind, last int64) {
		for _, c := range must(b.again("takahashi.k", userPassword).Changes(t.Context()))(t) {
			if c.Actor != admin.Person().Name || !c.Time.Equal(b.clock.Now()) {
				t.Errorf("%+v", c)
			}
			kinds, last = append(kinds, c.Kind), c.Seq
		}
		return kinds, last
	}
	reported, last := kinds()
	if len(reported) != 2 || reported[0] != ActivityMFAReset || reported[1] != ActivityUserEdited {
		t.Fatalf("told %v", reported)
	}
	if again, _ := kinds(); len(again) != 2 {
		t.Errorf("signing in acknowledges: %v", again)
	}
	b.want("", b.again("takahashi.k", userPassword).Acknowledge(t.Context(), last))
	if reported, _ := kinds(); len(reported) != 0 {
		t.Errorf("still told: %v", reported)
	}
	b.want("", errOf(admin.EditUser(t.Context(), admin.Person().ID, Details{}, Details{Name: "佐藤 はな"})))
	if own := must(admin.Changes(t.Context()))(t); len(own) != 0 {
		t.Errorf("told of the own change: %+v", own)
	}
	// Nobody can acknowledge what has not happened yet.
	b.want("", b.again("takahashi.k", userPassword).Acknowledge(t.Context(), last+1000))
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Name: "高橋 健一"})))
	if reported, _ := kinds(); len(reported) != 1 {
		t.Errorf("told %v", reported)
	}
}

// Who has been deleted is told of by the login, which the log has kept.
func TestChangesByADeletedPersonShowTheLogin(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	other, _ := b.user("abe.m")
	b.want("", errOf(b.admin().SetRole(t.Context(), other, RoleAdministrator)))
	b.want("", errOf(b.again("abe.m", userPassword).EditUser(t.Context(), id, Details{}, Details{Name: "高橋 健二"})))
	b.want("", b.admin().DeleteUser(t.Context(), other, "abe.m"))
	reported := must(b.again("takahashi.k", userPassword).Changes(t.Context()))(t)
	if len(reported) != 1 || reported[0].Actor != "abe.m" {
		t.Errorf("told %+v", reported)
	}
}
