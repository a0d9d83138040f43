package keys

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
)

func newKey(t *testing.T) *Key {
	t.Helper()
	k, err := NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &k
}

// RFC 5869, A.1 has a 22-byte secret; a Key has 32, so the check goes over the RFC's
// own derivation written out with HMAC.
func TestDeriveIsHKDF(t *testing.T) {
	k := Key(bytes.Repeat([]byte{0x0b}, 32))
	salt := Key{0, 1, 2}
	extracted := hmacSHA256(salt[:], k[:])
	want := hmacSHA256(extracted, append([]byte("qlingo row"), 1))
	if got := k.Derive(salt[:], "row"); !bytes.Equal(got[:], want) {
		t.Error("Derive is not HKDF-SHA256")
	}
	if k.Derive(salt[:], "row") == k.Derive(salt[:], "audit") || k.Derive(salt[:], "row") == k.Derive(nil, "row") {
		t.Error("two purposes or salts give one key")
	}
}

func hmacSHA256(key, data []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(data)
	return mac.Sum(nil)
}

// Argon2id is the library's; what is checked is that parameters and order are ours.
func TestHash(t *testing.T) {
	salt := Salt{1, 2, 3}
	got := Hash([]byte("x"), salt, Params{2, 9000, 3})
	if want := argon2.IDKey([]byte("x"), salt[:], 2, 9000, 3, 32); !bytes.Equal(got[:], want) {
		t.Error("Hash is not Argon2id with its parameters")
	}
}

// What the program pays for a hash, whatever other tests lower it to.
func TestCosts(t *testing.T) {
	if want := (Params{Time: 1, Memory: 8 * 1024, Threads: 1}); Light != want {
		t.Errorf("the floor is %v, want %v", Light, want)
	}
	if SupportWork != 18 || maxSupportWork != 18 {
		t.Errorf("a support key's file costs 2^%d, at most 2^%d", SupportWork, maxSupportWork)
	}
}

func TestClamp(t *testing.T) {
	for p, want := range map[Params]Params{
		{}:                        Light,
		{1 << 31, 1 << 31, 255}:   maxParams,
		Recommended:               Recommended,
		{Time: 3, Memory: 100000}: {3, 100000, 1},
	} {
		if got := p.Clamp(); got != want {
			t.Errorf("%v became %v, want %v", p, got, want)
		}
	}
}

func TestEncodeIsUnambiguous(t *testing.T) {
	seen := map[string]string{}
	for _, fields := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"}, {}} {
		raw := make([][]byte, len(fields))
		for i, f := range fields {
			raw[i] = []byte(f)
		}
		text := string(Encode("l", raw...))
		if other, ok := seen[text]; ok {
			t.Errorf("%v and %v encode alike", fields, other)
		}
		seen[text] = fmt.Sprint(fields)
	}
}

func TestSealed(t *testing.T) {
	k, c := newKey(t), Context{"mfa", ID{1}, ID{2}}
	blob := k.Seal(c, []byte("secret"))
	if bytes.Contains(blob, []byte("secret")) || blob[0] != sealVersion || bytes.Equal(blob, k.Seal(c, []byte("secret"))) {
		t.Error("a sealed value shows what is in it")
	}
	if plain, err := k.Open(c, blob); err != nil || string(plain) != "secret" {
		t.Fatalf("%q, %v", plain, err)
	}
	for name, context := range map[string]Context{
		"purpose": {"escrow", ID{1}, ID{2}}, "database": {"mfa", ID{9}, ID{2}}, "owner": {"mfa", ID{1}, ID{9}},
	} {
		if _, err := k.Open(context, blob); !errors.Is(err, ErrSealed) {
			t.Errorf("opens at another %s: %v", name, err)
		}
	}
	if _, err := newKey(t).Open(c, blob); !errors.Is(err, ErrSealed) {
		t.Errorf("opens with another key: %v", err)
	}
	for i := range blob {
		changed := bytes.Clone(blob)
		changed[i] ^= 1
		if _, err := k.Open(c, changed); !errors.Is(err, ErrSealed) {
			t.Errorf("opens with byte %d changed: %v", i, err)
		}
		if _, err := k.Open(c, blob[:i]); !errors.Is(err, ErrSealed) {
			t.Errorf("opens when cut to %d bytes: %v", i, err)
		}
	}
	if _, err := k.Unwrap(c, blob); !errors.Is(err, ErrSealed) {
		t.Errorf("six bytes came out as a key: %v", err)
	}
	if _, err := k.Unwrap(c, nil); !errors.Is(err, ErrSealed) {
		t.Error("nothing came out as a key")
	}
	wrapped, err := k.Wrap(c, k)
	if inner, failed := k.Unwrap(c, wrapped); err != nil || failed != nil || inner != *k {
		t.Errorf("a wrapped key: %v, %v", err, failed)
	}
}

// What is sealed to the public half opens with the key that it belongs to, in its place.
func TestPair(t *testing.T) {
	k, inner, c := newKey(t), newKey(t), Context{"own", ID{1}, ID{2}}
	public := k.Public()
	if again := *k; again.Public() != public || public == newKey(t).Public() || public == Public(*k) {
		t.Error("the public half does not belong to one key")
	}
	sealed, err := public.Wrap(c, inner)
	if err != nil {
		t.Fatal(err)
	}
	if another, err := public.Wrap(c, inner); err != nil || bytes.Equal(another, sealed) {
		t.Errorf("it is sealed alike twice: %v", err)
	}
	if back, err := k.Unwrap(c, sealed); err != nil || back != *inner {
		t.Errorf("it does not open: %v", err)
	}
	for name, refused := range map[string]error{
		"another key":      errOf(newKey(t).Unwrap(c, sealed)),
		"the public half":  errOf((*Key)(&public).Unwrap(c, sealed)),
		"another purpose":  errOf(k.Unwrap(Context{"escrow", ID{1}, ID{2}}, sealed)),
		"another database": errOf(k.Unwrap(Context{"own", ID{9}, ID{2}}, sealed)),
		"another owner":    errOf(k.Unwrap(Context{"own", ID{1}, ID{9}}, sealed)),
		"as no key":        errOf(k.Open(c, sealed)),
	} {
		if !errors.Is(refused, ErrSealed) {
			t.Errorf("opens with or as %s: %v", name, refused)
		}
	}
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 0x80
		if _, err := k.Unwrap(c, changed); !errors.Is(err, ErrSealed) {
			t.Errorf("opens with byte %d changed: %v", i, err)
		}
	}
	if _, err := (Public{}).Wrap(c, inner); !errors.Is(err, ErrSealed) { // a point that everybody shares
		t.Errorf("sealed to nobody: %v", err)
	}
}

func TestPasswords(t *testing.T) {
	r := NewRing(newKey(t), ID{7})
	salt := Salt{1}
	proof := r.Password(ID{1}, Hash([]byte("password"), salt, Light), salt)
	check := bytes.Clone(proof.Check[:])
	if !r.Password(ID{1}, Hash([]byte("password"), salt, Light), salt).Matches(check) {
		t.Error("the same password does not match")
	}
	for name, other := range map[string]*Proof{
		"password": r.Password(ID{1}, Hash([]byte("passworD"), salt, Light), salt),
		"person":   r.Password(ID{2}, Hash([]byte("password"), salt, Light), salt),
		"salt":     r.Password(ID{1}, Hash([]byte("password"), Salt{2}, Light), Salt{2}),
		"machine":  NewRing(newKey(t), ID{7}).Password(ID{1}, Hash([]byte("password"), salt, Light), salt),
		"kind":     r.Temporary(ID{1}, "password", salt),
	} {
		if other.Matches(check) || other.KEK == proof.KEK {
			t.Errorf("another %s matches", name)
		}
	}
	if proof.KEK == proof.Check {
		t.Error("what is stored opens the key")
	}
	proof.Wipe()
	r.Wipe()
	if proof.KEK != (Key{}) || proof.Check != (Key{}) || r.Row != (Key{}) || r.Pepper != (Key{}) {
		t.Error("not wiped")
	}
}

func TestTemporary(t *testing.T) {
	temporary, err := NewTemporary(rand.Reader)
	if err != nil || len(temporary) != 20 || strings.Trim(temporary, alphabet) != "" {
		t.Fatalf("%d characters, %v", len(temporary), err)
	}
	r := NewRing(newKey(t), ID{7})
	check := r.Temporary(ID{1}, "0123456789ABCDEFGHJK", Salt{1}).Check
	for _, typed := range []string{"01234-56789-abcde-fghjk", "０１２３４ 56789 ABCDE FGHJK", "olz34-56789-abcde-fghjk"} {
		fits := r.Temporary(ID{1}, typed, Salt{1}).Matches(check[:])
		if want := !strings.Contains(typed, "z"); fits != want {
			t.Errorf("%q: %v", typed, fits)
		}
	}
	if r.Temporary(ID{1}, "0123456789ABCDEFGHJK!", Salt{1}).Matches(check[:]) {
		t.Error("a wrong character was dropped")
	}
}

func TestKit(t *testing.T) {
	kit, err := NewKit(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	machine, admins := newKey(t), newKey(t)
	sealed := kit.Seal(ID{1}, ID{2}, machine, admins)
	groups := kit.Groups()
	typed, err := ParseKit(strings.ToLower(strings.Join(groups[:], " - ")))
	if err != nil || *typed != *kit {
		t.Fatalf("typed back: %v", err)
	}
	m, a, err := typed.Open(ID{1}, ID{2}, sealed)
	if err != nil || m != *machine || a != *admins {
		t.Fatalf("opened: %v", err)
	}
	other, _ := NewKit(rand.Reader)
	for _, err := range []error{
		errOf2(other.Open(ID{1}, ID{2}, sealed)), errOf2(kit.Open(ID{3}, ID{2}, sealed)), errOf2(kit.Open(ID{1}, ID{3}, sealed)),
		errOf2(kit.Open(ID{1}, ID{2}, nil)),
	} {
		if !errors.Is(err, ErrSealed) {
			t.Errorf("opened with another kit or elsewhere: %v", err)
		}
	}
	kit.Wipe()
	if *kit != (Kit{}) {
		t.Error("not wiped")
	}
}

func errOf2(_, _ Key, err error) error { return err }

// Every single wrong character, every swap of neighbours and every swap of groups shows.
func TestMistypedGroups(t *testing.T) {
	raw := make([]byte, 20)
	_, _ = rand.Read(raw)
	groups, err := EncodeGroups(raw)
	if err != nil || len(groups) != KitGroups {
		t.Fatal(len(groups), err)
	}
	wrong := func(t *testing.T, group int, typed []string) {
		t.Helper()
		var bad *GroupError
		if _, err := DecodeGroups(strings.Join(typed, "-")); !errors.As(err, &bad) || bad.Group != group || bad.Error() == "" {
			t.Errorf("%v: %v, want group %d", typed, err, group)
		}
	}
	for g, group := range groups {
		for i := range group {
			for _, c := range alphabet {
				if byte(c) != group[i] {
					wrong(t, g+1, replaced(groups, g, group[:i]+string(c)+group[i+1:]))
				}
			}
			if i > 0 && group[i] != group[i-1] {
				wrong(t, g+1, replaced(groups, g, group[:i-1]+string([]byte{group[i], group[i-1]})+group[i+1:]))
			}
		}
		wrong(t, g+1, replaced(groups, g, group[:4]+"é"))
		if g > 0 {
			swapped := replaced(groups, g, groups[g-1])
			swapped[g-1] = group
			wrong(t, g, swapped)
		}
	}
	wrong(t, 0, groups[:7])
	wrong(t, 0, append(groups[:7:7], groups[7][:3]))
	if _, err := ParseKit(strings.Join(groups[:2], "")); err == nil {
		t.Error("two groups are a kit")
	}
	if _, err := ParseKit("x"); err == nil {
		t.Error("x is a kit")
	}
	if _, err := EncodeGroups(raw[:3]); err == nil {
		t.Error("three bytes make groups")
	}
}

func replaced(groups []string, at int, group string) []string {
	out := append([]string{}, groups...)
	out[at] = group
	return out
}

func FuzzGroups(f *testing.F) {
	f.Add("0000A")
	f.Add("ｏｏｏｏ ０ー")
	f.Fuzz(func(t *testing.T, typed string) {
		raw, err := DecodeGroups(typed)
		if err != nil {
			return
		}
		groups, err := EncodeGroups(raw)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := DecodeGroups(strings.Join(groups, " ")); err != nil || !bytes.Equal(again, raw) {
			t.Errorf("%q does not come back: %v", typed, err)
		}
	})
}

func TestNoRandomness(t *testing.T) {
	empty := bytes.NewReader(nil)
	_, err1 := NewKey(empty)
	_, err2 := NewID(empty)
	_, err3 := NewSalt(empty)
	_, err4 := NewKit(empty)
	_, err5 := NewTemporary(empty)
	for i, err := range []error{err1, err2, err3, err4, err5} {
		if !errors.Is(err, io.EOF) || !errors.Is(err, ErrRandom) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestNothingPrints(t *testing.T) {
	k, kit := newKey(t), new(Kit)
	_, _ = rand.Read(kit[:])
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", *k, "kit", kit)
	for _, text := range []string{fmt.Sprintf("%v %x %d %+v %#v", *k, *k, *k, k, kit), log.String()} {
		if strings.Contains(text, hex.EncodeToString(k[:])) || strings.Contains(text, fmt.Sprint(kit[:])) || !strings.Contains(text, redacted) {
			t.Errorf("printed %q", text)
		}
	}
}

func TestMACsAreThoseOfTheKey(t *testing.T) {
	key := Key{1, 2, 3}
	macs := key.MACs()
	for _, fields := range [][][]byte{nil, {{}}, {[]byte("one"), []byte("two")}, {[]byte("on"), []byte("etwo")}} {
		if got := macs.MAC("label", fields...); !bytes.Equal(got, key.MAC("label", fields...)) {
			t.Errorf("%q: %x", fields, got)
		}
	}
}
