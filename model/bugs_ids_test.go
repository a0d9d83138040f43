package model

import (
	"slices"
	"strings"
	"testing"

	"qlingo/model/keys"
)

// cost is what an attempt costs: rows of the log, and slow hashes.
func (b *bench) cost(attempt func() error) (rows int64, hashes []keys.Params, err error) {
	b.Helper()
	before, failed := b.logged()
	b.want("", failed)
	b.hash = func(secret []byte, salt keys.Salt, p keys.Params) keys.Key {
		hashes = append(hashes, p)
		return keys.Hash(secret, salt, p)
	}
	err = attempt()
	b.hash = keys.Hash
	after, failed := b.logged()
	b.want("", failed)
	return after - before, hashes, err
}

// Bug: words, rows that are written or the work of hashing tell which IDs there are, and
// what they are.
func TestUnknownIDsLookLikeKnownOnes(t *testing.T) {
	for kind, known := range map[string]func(b *bench, id PersonID, s *Session) string{
		"user":            func(*bench, PersonID, *Session) string { return "takahashi.k" },
		"administrator":   func(*bench, PersonID, *Session) string { return "sato.h" },
		"with MFA":        func(b *bench, _ PersonID, s *Session) string { b.enrol(s); return "takahashi.k" },
		"another account": func(b *bench, _ PersonID, _ *Session) string { b.elsewhere(KindSingle, "hara.s"); return "hara.s" },
		"suspended": func(b *bench, id PersonID, _ *Session) string {
			b.want("", errOf(b.admin().Suspend(b.Context(), id)))
			return "takahashi.k"
		},
		"temporary password": func(b *bench, id PersonID, _ *Session) string {
			_, _, err := b.admin().ResetPassword(b.Context(), id)
			b.want("", err)
			return "takahashi.k"
		},
		"expired password": func(b *bench, id PersonID, _ *Session) string {
			_, _, err := b.admin().ResetPassword(b.Context(), id)
			b.want("", err)
			b.clock.add(2 * resetTemporary)
			return "takahashi.k"
		},
	} {
		t.Run(kind, func(t *testing.T) {
			b := newBench(t, KindMulti)
			id, s := b.user("takahashi.k")
			login := known(b, id, s)
			for attempt := range 8 {
				rows, hashes, err := b.cost(func() error {
					_, _, err := b.SignIn(t.Context(), login, "wrong wrong wrong wrong")
					return err
				})
				rowsOfNobody, hashesOfNobody, errOfNobody := b.cost(func() error {
					_, _, err := b.SignIn(t.Context(), "nobody.here", "wrong wrong wrong wrong")
					return err
				})
				if !slices.Equal(hashes, hashesOfNobody) {
					t.Errorf("attempt %d: hashes %v and %v", attempt, hashes, hashesOfNobody)
				}
				if err == nil || err.Error() != errOfNobody.Error() || rows != rowsOfNobody {
					t.Errorf("attempt %d: %v after %d rows, %v after %d", attempt, err, rows, errOfNobody, rowsOfNobody)
				}
			}
		})
	}
}

// Bug: what is no ID or no password at all is answered earlier, or otherwise.
func TestOddIDsLookLikeUnknownOnes(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	odd := func(login, password string) {
		t.Helper()
		b.clock.add(longestWait)
		rows, hashes, err := b.cost(func() error {
			_, _, err := b.SignIn(t.Context(), login, password)
			return err
		})
		b.want(CodeWrongCredentials, err)
		if rows != 2 || len(hashes) != 1 {
			t.Errorf("%.10q and %.10q: %d rows, %d hashes", login, password, rows, len(hashes))
		}
	}
	for _, login := range []string{"", strings.Repeat("x", 5000), "\xff", "' OR 1=1 --"} {
		odd(login, userPassword)
	}
	for _, password := range []string{"", strings.Repeat("x", 5000), "\xff", userPassword + "\x00"} {
		odd("takahashi.k", password)
	}
}

// Bug: the way back with the recovery kit tells whoever has no kit, or that of another
// account, which IDs there are.
func TestRecoveryTellsNoIDs(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	b.elsewhere(KindMulti, "mori.t")
	other := must(NewRecoveryKit())(t).Groups()
	for name, c := range map[string]struct {
		kit    string
		logins []string
	}{
		"no kit of this file": {strings.Join(other[:], " "), []string{"sato.h", "takahashi.k", "mori.t", "nobody.here"}},
		"own kit":             {b.kitText(), []string{"takahashi.k", "mori.t", "nobody.here"}},
	} {
		for _, login := range c.logins {
			rows, hashes, err := b.cost(func() error {
				_, _, err := b.RecoverPassword(t.Context(), login, c.kit, "another long password")
				return err
			})
			b.want(CodeKitWrong, err)
			if rows != 0 || len(hashes) != 0 || err.Error() != "model: kit_wrong (kit)" {
				t.Errorf("%s, %s: %v after %d rows and %d hashes", name, login, err, rows, len(hashes))
			}
		}
	}
}

// Bug: the status of a person is told to whoever does not have the password.
func TestStatusIsShownAfterThePasswordOnly(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	b.want("", errOf(b.admin().Suspend(t.Context(), id)))
	for password, code := range map[string]Code{"wrong wrong wrong": CodeWrongCredentials, userPassword: CodeSuspended} {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", password)
		b.want(code, err)
	}
}
