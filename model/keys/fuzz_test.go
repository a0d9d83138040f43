package keys

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"qlingo/model/fold"
)

// mistype puts something else in the place of one character of a text of groups. It
// gives the number of the group and what is left of the character: "" for a separator.
func mistype(text string, at uint16, with rune) (typed string, group int, meant string) {
	groups := strings.Fields(text)
	group = int(at) / GroupSize % len(groups)
	place := int(at) % GroupSize
	groups[group] = groups[group][:place] + string(with) + groups[group][place+1:]
	return strings.Join(groups, " "), group + 1, CleanTemporary(string(with))
}

// mistypeMail is mistype for a text that is looked for in a mail: what is taken for a sign around it
// is none of its characters.
func mistypeMail(text string, at uint16, with rune) (typed string, group int, meant string) {
	typed, group, meant = mistype(text, at, with)
	if len(CleanTemporary(fold.Groups(typed))) < len(CleanTemporary(text)) {
		meant = ""
	}
	return typed, group, meant
}

// named expects that a mistyped text is refused, and by the name of its group where one
// character stands for another.
func named(t *testing.T, err error, group int, meant string) {
	t.Helper()
	var bad *GroupError
	switch {
	case err == nil:
		t.Errorf("group %d with %q is taken", group, meant)
	case len(meant) == 1 && (!errors.As(err, &bad) || bad.Group != group):
		t.Errorf("%q in group %d: %v", meant, group, err)
	}
}

// A kit is read as it was printed; one other character is told by the group it is in.
func FuzzMistypedKit(f *testing.F) {
	f.Add([]byte("recovery kit of ours"), uint16(0), '0')
	f.Add(bytes.Repeat([]byte{0xff}, kitSize), uint16(39), 'O')
	f.Add([]byte{}, uint16(17), '－')
	f.Add([]byte{1, 2, 3}, uint16(4), 'ﷺ') // becomes many characters
	for at := range uint16(KitGroups * GroupSize) {
		f.Add([]byte("recovery kit of ours"), at, '*')
	}
	f.Fuzz(func(t *testing.T, raw []byte, at uint16, with rune) {
		kit := Kit(append(bytes.Clone(raw), make([]byte, kitSize)...)[:kitSize])
		groups := kit.Groups()
		text := strings.Join(groups[:], " ")
		if back, err := ParseKit(text); err != nil || *back != kit {
			t.Fatalf("read back: %v", err)
		}
		typed, group, meant := mistype(text, at, with)
		back, err := ParseKit(typed)
		if CleanTemporary(typed) == CleanTemporary(text) {
			if err != nil || *back != kit {
				t.Errorf("%q for the character that is meant: %v", with, err)
			}
			return
		}
		named(t, err, group, meant)
	})
}

// A request is read as it was written, whatever the names in it; one other character is
// told by the group it is in.
func FuzzSupportClaim(f *testing.F) {
	f.Add([]byte("database"), int64(1_800_000_000_000), "山田商店", "sato.h", uint16(3), 'A')
	f.Add([]byte{}, int64(-1), "", "", uint16(0), '1')
	f.Add(bytes.Repeat([]byte{0xff}, 64), int64(1)<<62, strings.Repeat("長", 85), "\xff\x00", uint16(700), 'ー')
	f.Fuzz(func(t *testing.T, raw []byte, created int64, office, login string, at uint16, with rune) {
		c := SupportClaim{Created: created, Office: office, Login: login}
		rest := raw
		for _, field := range [][]byte{c.Key[:], c.DB[:], c.User[:], c.Nonce[:]} {
			rest = rest[copy(field, rest):]
		}
		text, err := c.Text()
		if len(office) > maxLabel || len(login) > maxLabel {
			if err == nil {
				t.Error("a label that is too long was written")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseClaim(text); err != nil || *back != c {
			t.Fatalf("read back: %+v, %v", back, err)
		}
		typed, group, meant := mistypeMail(text, at, with)
		back, err := ParseClaim(typed)
		if CleanTemporary(typed) == CleanTemporary(text) {
			if err != nil || *back != c {
				t.Errorf("%q for the character that is meant: %v", with, err)
			}
			return
		}
		named(t, err, group, meant)
	})
}

// An answer is good for its request and no other, and one other character is named.
func FuzzSupportAnswer(f *testing.F) {
	key, err := NewSupportKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("person"), int64(1_800_000_000_000), uint16(3), 'A')
	f.Add([]byte{}, int64(-1), uint16(0), '1')
	f.Fuzz(func(t *testing.T, person []byte, issued int64, at uint16, with rune) {
		c := SupportClaim{Key: key.Public().ID(), Login: "sato.h"}
		copy(c.User[:], person)
		text, err := key.Sign(&c, issued)
		if err != nil {
			t.Fatal(err)
		}
		token, err := ParseToken(text)
		if err != nil || token.Issued != issued || !token.Answers(&c, key.Public()) {
			t.Fatalf("read back: %v", err)
		}
		other := c
		other.Nonce[0]++
		if token.Answers(&other, key.Public()) {
			t.Error("it answers another request")
		}
		typed, group, meant := mistypeMail(text, at, with)
		if CleanTemporary(typed) != CleanTemporary(text) {
			_, err := ParseToken(typed)
			named(t, err, group, meant)
		}
	})
}

// Whatever somebody pastes where a text of the support desk belongs: it is refused, or it
// is read as what would be written again.
func FuzzSupportText(f *testing.F) {
	key, err := NewSupportKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	claim := SupportClaim{Office: "山田商店", Login: "sato.h"}
	request, _ := claim.Text()
	answer, _ := key.Sign(&claim, 1)
	public := key.Public()
	raw, _ := claim.Bytes()
	beyond, _ := EncodeGroups([]byte{0xff, 0xff, 1, 2, 3})
	filler, _ := EncodeGroups(append(append([]byte{0, byte(len(raw))}, raw...), 0, 0, 1))
	longer, _ := EncodeGroups(append(append([]byte{0, 33, supportVersion}, public[:]...), make([]byte, 5)...))
	for _, seed := range []string{
		"", "\xff", "ｏｏｏｏ ０ー", strings.Join(beyond, ""), strings.Join(filler, ""), strings.Join(longer, ""), request, answer, public.Text(),
		formatGroups(append([]byte{supportVersion + 1}, public[:]...)), formatGroups(append(raw, 0)), formatGroups(raw[:len(raw)-1]),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		public, err1 := ParsePublic(text)
		claim, err2 := ParseClaim(text)
		_, err3 := ParseToken(text)
		for _, err := range []error{err1, err2, err3} {
			var bad *GroupError
			if err != nil && !errors.As(err, &bad) && !errors.Is(err, ErrShape) {
				t.Errorf("%q: %v", text, err)
			}
		}
		written := ""
		switch {
		case err1 == nil:
			written = public.Text()
		case err2 == nil:
			written, _ = claim.Text()
		}
		if written != "" && CleanTemporary(written) != CleanTemporary(text) {
			t.Errorf("%q is read as %q", text, written)
		}
		if err1 == nil && err2 == nil || err2 == nil && err3 == nil || err1 == nil && err3 == nil {
			t.Errorf("%q is two things at once", text)
		}
	})
}

// Whatever stands where something sealed belongs does not open, and does not panic.
func FuzzSealed(f *testing.F) {
	k, kit := Key{1}, Kit{2}
	here := Context{"mfa", ID{3}, ID{4}}
	wrapped, err := k.Wrap(here, &k)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{pairVersion}, uint16(13), byte(0))
	f.Add([]byte(nil), uint16(0), byte(1))
	f.Add([]byte{sealVersion}, uint16(13), byte(0))
	f.Add(k.Seal(here, []byte("secret")), uint16(1), byte(128))
	f.Fuzz(func(t *testing.T, blob []byte, at uint16, change byte) {
		_, err1 := k.Unwrap(here, blob) // a secret is no key
		_, _, err2 := kit.Open(ID{3}, ID{4}, blob)
		if !errors.Is(err1, ErrSealed) || !errors.Is(err2, ErrSealed) {
			t.Errorf("%x opens: %v, %v", blob, err1, err2)
		}
		// Only a seed opens, which k has sealed.
		if plain, err := k.Open(here, blob); err == nil && string(plain) != "secret" || err != nil && !errors.Is(err, ErrSealed) {
			t.Errorf("%x opens as %q, %v", blob, plain, err)
		}
		changed := bytes.Clone(wrapped)
		changed[int(at)%len(changed)] ^= change
		if inner, err := k.Unwrap(here, changed); change == 0 && (err != nil || inner != k) || change != 0 && !errors.Is(err, ErrSealed) {
			t.Errorf("with byte %d changed by %d: %v", int(at)%len(changed), change, err)
		}
	})
}

// Whatever a key store gives back is a key as it is kept, or none.
func FuzzKeptKey(f *testing.F) {
	for _, seed := range []string{"", "damaged", strings.Repeat("0a", Size), strings.Repeat("0A", Size), strings.Repeat("0", 2*Size+1), strings.Repeat("０", 2*Size)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k, err := parseKey(text)
		switch {
		case err != nil && (!errors.Is(err, ErrNoKey) || k != Key{}):
			t.Errorf("%q: %v", text, err)
		case err == nil && strings.ToLower(text) != hex.EncodeToString(k[:]):
			t.Errorf("%q is read as another key", text)
		}
	})
}
