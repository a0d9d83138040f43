package model

import (
	"testing"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// Bug: the cost of the hash is taken from the file as it stands there, and whoever writes
// there makes guessing cheap.
func TestCostFromTheFileHasAFloor(t *testing.T) {
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
	b.slow = func(secret []byte, salt keys.Salt, p keys.Params) keys.Key {
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

// Bug: passwords that were hashed more cheaply stay so, whatever new ones cost.
func TestNewPasswordsAreHashedAtTheCostOfToday(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.with.Hash = keys.Params{Time: 2, Memory: 9 * 1024, Threads: 2}
	b.want("", s.ChangePassword(t.Context(), userPassword, "another long password"))
	b.want("", b.read(t.Context(), func(v *view) error {
		u, err := v.userByLogin("takahashi.k")
		if err == nil && (u.HashTime != 2 || u.HashMemory != 9*1024 || u.HashThreads != 2) {
			t.Errorf("hashed with %d, %d, %d", u.HashTime, u.HashMemory, u.HashThreads)
		}
		return err
	}))
	b.again("takahashi.k", "another long password")
}
