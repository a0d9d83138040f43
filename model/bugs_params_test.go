package model

import (
	"testing"

	"qlingo/model/keys"
	"qlingo/model/keys/cheap"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// Bug: the cost of the hash is taken from the file as it stands there, and whoever writes
// there makes guessing cheap.
func TestCostFromTheFileHasAFloor(t *testing.T) {
	cheap.Real(t)
	b := newBench(t, KindMulti)
	b.user("takahashi.k") // hashed at the floor
	// Somebody with the machine key says that it was hashed for nothing: the floor is paid
	// all the same, and so the password still fits.
	b.rewrite("takahashi.k", func(u, _ *store.User) { u.HashTime, u.HashMemory, u.HashThreads = 0, 1, 0 })
	b.again("takahashi.k", userPassword)
	secret, salt := []byte("x"), keys.Salt{1}
	for _, weak := range []keys.Params{{}, {Time: 1, Memory: 8, Threads: 1}, {Memory: 8 * 1024, Threads: 1}} {
		if keys.Hash(secret, salt, weak) != keys.Hash(secret, salt, keys.Light) {
			t.Errorf("%v is hashed as it says", weak)
		}
	}
}

// Bug: a cost from the file takes all the memory there is, or never ends.
func TestCostFromTheFileHasACeiling(t *testing.T) {
	secret, salt := []byte("x"), keys.Salt{1}
	for greedy, most := range map[keys.Params]keys.Params{
		{Time: 1, Memory: 8 * 1024, Threads: 255}: {Time: 1, Memory: 8 * 1024, Threads: 16},
		{Time: 100, Memory: 8 * 1024, Threads: 1}: {Time: 16, Memory: 8 * 1024, Threads: 1},
	} {
		if keys.Hash(secret, salt, greedy) != keys.Hash(secret, salt, most) {
			t.Errorf("%v is hashed as it says", greedy)
		}
	}
	if most := (keys.Params{Time: 3, Memory: 1 << 31, Threads: 4}).Clamp().Memory; most > 1<<20 {
		t.Errorf("%d KiB are asked for", most)
	}
	// Numbers that do not fit where they go do not come round to cheap ones, either.
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	var asked keys.Params
	b.hash = func(secret []byte, salt keys.Salt, p keys.Params) keys.Key {
		asked = p.Clamp()
		return keys.Hash(secret, salt, keys.Light)
	}
	b.rewrite("takahashi.k", func(u, _ *store.User) { u.HashTime, u.HashMemory, u.HashThreads = 1<<32+1, 1<<32+8*1024, 257 })
	_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong wrong wrong wrong")
	b.want(CodeWrongCredentials, err)
	if asked.Time < keys.Light.Time || asked.Memory < keys.Light.Memory || asked.Threads < keys.Light.Threads {
		t.Errorf("hashed with %v", asked)
	}
}

// costToday is what new passwords cost in the tests that follow.
var costToday = keys.Params{Time: 2, Memory: 9 * 1024, Threads: 2}

// wantCost fails unless a person's password is stored at a cost.
func (b *bench) wantCost(login string, want keys.Params) {
	b.Helper()
	b.want("", b.read(b.Context(), func(v *view) error {
		u, err := v.userByLogin(login)
		if err == nil && paramsOf(u) != want {
			b.Errorf("hashed with %+v, want %+v", paramsOf(u), want)
		}
		return err
	}))
}

// Attack: guess the password of whoever never changes it at what guessing cost years ago.
func TestOldCostRisesWithTheNextRightPassword(t *testing.T) {
	for name, c := range map[string]struct {
		enrolled bool
		prove    func(b *bench, s *Session)
	}{
		"sign-in": {false, func(b *bench, _ *Session) { b.again("takahashi.k", userPassword) }},
		"first step of two": {true, func(b *bench, _ *Session) {
			b.pending("takahashi.k", userPassword).Leave()
		}},
		"unlock": {false, func(b *bench, s *Session) {
			s = must(s.Lock().Unlock(b.Context(), userPassword))(b.T)
			b.want("", errOf(s.RecentSignIns(b.Context(), 1)))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			_, s := b.user("takahashi.k")
			var secret []byte
			if c.enrolled {
				secret, _ = b.enrol(s)
				b.clock.add(otp.Period)
			}
			b.Office.options.Hash = costToday
			_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong wrong wrong wrong")
			b.want(CodeWrongCredentials, err)
			b.wantCost("takahashi.k", keys.Light)
			elsewhere := s
			if name == "unlock" {
				elsewhere = b.again("sato.h", adminPassword)
			}
			c.prove(b, s)
			b.wantCost("takahashi.k", costToday)
			b.want("", errOf(elsewhere.Profile(t.Context()))) // nobody is thrown out by it
			_, hashes, err := b.cost(func() error {
				_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
				return err
			})
			if err != nil || len(hashes) != 1 || hashes[0] != costToday {
				t.Errorf("the next time: %v, %v", hashes, err)
			}
			if c.enrolled {
				b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
			}
			b.want("", b.reopen())
			must(b.WaitForVerification(t.Context()))(t)
			_, _, err = b.SignIn(t.Context(), "takahashi.k", userPassword)
			b.want("", err)
		})
	}
}

// What costs more than today stays, and nothing crosses floor and ceiling.
func TestCostNeverFalls(t *testing.T) {
	b := newBench(t, KindMulti)
	b.Office.options.Hash = costToday
	b.user("takahashi.k")
	b.Office.options.Hash = keys.Params{Time: 1, Memory: 10 * 1024, Threads: 1}
	b.again("takahashi.k", userPassword)
	b.wantCost("takahashi.k", keys.Params{Time: 2, Memory: 10 * 1024, Threads: 2})
	b.Office.options.Hash = keys.Params{}
	b.again("takahashi.k", userPassword)
	b.wantCost("takahashi.k", keys.Params{Time: 2, Memory: 10 * 1024, Threads: 2})
	b.Office.options.Hash = keys.Params{Time: 1 << 30, Memory: 1, Threads: 255}
	b.again("takahashi.k", userPassword)
	b.wantCost("takahashi.k", keys.Params{Time: 16, Memory: 10 * 1024, Threads: 16})
	b.again("takahashi.k", userPassword)
}

// A temporary password is spent as it is: its hash protects nothing.
func TestTemporaryPasswordsAreNotRehashed(t *testing.T) {
	b := newBench(t, KindMulti)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "takahashi.k", Details: Details{Name: "高橋 健一"}})
	b.want("", err)
	b.Office.options.Hash = costToday
	b.again("takahashi.k", temporary)
	b.wantCost("takahashi.k", keys.Light)
	b.again("takahashi.k", temporary)
}

// Bug: passwords that were hashed more cheaply stay so, whatever new ones cost.
func TestNewPasswordsAreHashedAtTheCostOfToday(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.Office.options.Hash = costToday
	b.want("", s.ChangePassword(t.Context(), userPassword, "another long password"))
	b.wantCost("takahashi.k", costToday)
	b.again("takahashi.k", "another long password")
}
