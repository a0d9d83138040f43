package model

import (
	"bytes"
	"crypto/rand"
	"os"
	"testing"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// sealed are the columns of a person that are sealed, and the purpose of each; and the
// public key, which belongs to one of them.
var sealed = map[string]func(u *store.User) *[]byte{
	"password": func(u *store.User) *[]byte { return &u.KeyPassword },
	"public":   func(u *store.User) *[]byte { return &u.KeyPublic },
	"own":      func(u *store.User) *[]byte { return &u.KeyOwn },
	"escrow":   func(u *store.User) *[]byte { return &u.KeyEscrow },
	"admin":    func(u *store.User) *[]byte { return &u.KeyAdmin },
	"mfa":      func(u *store.User) *[]byte { return &u.MFARecord },
}

// stolenOffice is an office whose second administrator, kimura.a, has MFA on; whoever has the
// machine key and kimura's password tries to get past it. tags fit all rows.
func stolenOffice(t *testing.T) (b *bench, secret []byte) {
	t.Helper()
	b = newBench(t, KindMulti)
	b.secondAdministrator(b.admin())
	secret, _ = b.enrol(b.again("kimura.a", userPassword))
	b.clock.add(otp.Period)
	return b, secret
}

// refusesRow fails unless kimura's row is refused wherever a sign-in comes to it.
func (b *bench) refusesRow(secret []byte) {
	b.Helper()
	s, p, err := b.SignIn(b.Context(), "kimura.a", userPassword)
	if p != nil {
		s, err = p.Enter(b.Context(), b.pin(secret))
	}
	if s != nil {
		b.Error("the row is taken")
	}
	if code := CodeOf(err); code != CodeTamperedPerson && code != CodeWrongCredentials {
		b.Errorf("%v", err)
	}
}

// Bug: a sealed value opens in another row, and one's own second step or role becomes
// another's.
func TestSealedValuesStayInTheirRow(t *testing.T) {
	for purpose, column := range sealed {
		if purpose == "escrow" { // sign-in does not come to it
			continue
		}
		t.Run(purpose, func(t *testing.T) {
			b, secret := stolenOffice(t)
			b.rewrite("kimura.a", func(u, donor *store.User) { *column(u) = *column(donor) })
			b.refusesRow(secret)
		})
	}
	b, _ := stolenOffice(t)
	b.rewrite("kimura.a", func(u, donor *store.User) { u.KeyEscrow = donor.KeyEscrow })
	_, _, err := b.admin().ResetPassword(t.Context(), PersonID{7})
	b.want(CodeTamperedPerson, err)
}

// Bug: a sealed value opens in another column of its row.
func TestSealedValuesStayInTheirColumn(t *testing.T) {
	for from, of := range sealed {
		for to, column := range sealed {
			if from == to || to == "escrow" {
				continue
			}
			t.Run(from+" as "+to, func(t *testing.T) {
				b, secret := stolenOffice(t)
				b.rewrite("kimura.a", func(u, _ *store.User) { *column(u) = *of(u) })
				b.refusesRow(secret)
			})
		}
	}
}

// Bug: a sealed value opens in another database, or whatever it was sealed for: a switched
// off second step of a sample office opens in the real one. The thief even has the key.
func TestSealedValuesStayInTheirDatabase(t *testing.T) {
	here := func(b *bench, u *store.User) keys.Context { return b.sealContext("mfa", u.ID) }
	for name, where := range map[string]func(b *bench, u *store.User) keys.Context{
		"another database": func(b *bench, u *store.User) keys.Context { c := here(b, u); c.DB[0]++; return c },
		"another person":   func(b *bench, u *store.User) keys.Context { c := here(b, u); c.Owner[0]++; return c },
		"another purpose":  func(b *bench, u *store.User) keys.Context { c := here(b, u); c.Purpose = "admin"; return c },
		"here":             here,
	} {
		t.Run(name, func(t *testing.T) {
			b, secret := stolenOffice(t)
			p := b.pending("kimura.a", userPassword)
			plain := []byte(`{"on":false}`)
			b.rewrite("kimura.a", func(u, _ *store.User) {
				key := p.userKey.Derive(u.ID[:], "auth")
				u.MFA, u.MFARecord = false, key.Seal(where(b, u), plain)
			})
			if name == "here" { // what is tried above would work
				b.again("kimura.a", userPassword)
				return
			}
			b.refusesRow(secret)
		})
	}
}

// Bug: two databases whose machine key is the same, as on a PC that was cloned, take each
// other's rows, log, counters and passwords for their own.
func TestTagsStayInTheirDatabase(t *testing.T) {
	machine := must(keys.NewKey(rand.Reader))(t)
	one, other := keys.NewRing(&machine, keys.ID{1}), keys.NewRing(&machine, keys.ID{2})
	u := &store.User{ID: store.ID{7}, Login: "takahashi.k"}
	if bytes.Equal(tagOf(one, u), tagOf(other, u)) {
		t.Error("a row of one is genuine in the other")
	}
	a := &store.Activity{Seq: 1, Kind: string(ActivitySignedInByPassword)}
	if bytes.Equal(macOf(one, a, nil), macOf(other, a, nil)) {
		t.Error("a row of the log of one is genuine in the other")
	}
	if bytes.Equal(one.Throttle.MAC("password", nil), other.Throttle.MAC("password", nil)) {
		t.Error("the counters of one are those of the other")
	}
	hash := keys.Key{1}
	if one.Password(u.ID, hash, keys.Salt{}).Check == other.Password(u.ID, hash, keys.Salt{}).Check {
		t.Error("a password check of one fits in the other")
	}
}

// Bug: the database of another office, put in the place of this one, opens with this PC's
// anchor and key.
func TestFileOfAnotherOfficeDoesNotOpen(t *testing.T) {
	onlyFile(t, "another file in its place")
	b, other := newBench(t, KindMulti), newBench(t, KindMulti)
	b.closeOffice()
	other.closeOffice()
	raw := must(os.ReadFile(other.options.Database()))(t)
	if err := os.WriteFile(b.options.Database(), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	b.want(CodeKeyMissing, b.reopen())
}
