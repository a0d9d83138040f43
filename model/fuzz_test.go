package model

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"qlingo/model/keys"
)

// An ID that may be had is one ID however it is typed, and stays it when it is read again:
// otherwise another spelling would have attempts of its own.
func FuzzLogin(f *testing.F) {
	for _, seed := range []string{"sato.h", "ＳＡＴＯ．Ｈ", " Sato.H\n", "sato‐\u200bh", "\ufeffsatoーh\u3164", "\u212aelvin", "ıİ.x", "a@b.c\u3000", "ab", strings.Repeat("a", 65), "\xff\xfe\xfd", "ﬁﬂ.x"} {
		f.Add(seed)
	}
	wide := strings.NewReplacer("a", "ａ", "z", "ｚ", "0", "０", ".", "．", "@", "＠", "-", "－", "_", "＿")
	f.Fuzz(func(t *testing.T, login string) {
		folded := foldLogin(login)
		if CheckLogin(login) != nil {
			return
		}
		if len(folded) < 3 || len(folded) > 64 || strings.Trim(folded, "abcdefghijklmnopqrstuvwxyz0123456789._@-") != "" {
			t.Fatalf("%q may be had as %q", login, folded)
		}
		for _, typed := range []string{folded, strings.ToUpper(folded), "\t " + folded + "\u3000", wide.Replace(folded), norm.NFD.String(folded)} {
			if got := foldLogin(typed); got != folded {
				t.Errorf("%q is %q, typed as %q it is %q", login, folded, typed, got)
			}
		}
	})
}

// A password is one password from every keyboard, and what is allowed is within the
// limits in the form that is hashed.
func FuzzPassword(f *testing.F) {
	for _, seed := range [][2]string{
		{"correct horse battery", "sato.h"},
		{"がぎぐげござじずぜぞだぢづでど", "山田商店"},
		{"\uff76\uff9e\uff77\uff9e ab", "ﾔﾏﾀﾞ"},
		{strings.Repeat("\ufdfa", 9), "x"},
		{norm.NFD.String("áéíóúćńśźý"), "x"},
		{strings.Repeat("𠮷", 128), "𠮷"},
		{"\xff\xfe", ""},
		{"a long enough password\r\n", "x"},
		{"a long\u200benough password\ufeff", "x"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, password, word string) {
		folded := foldPassword(password)
		if again := foldPassword(folded); len(folded) <= maxTyped && again != folded {
			t.Errorf("%q is %q and then %q", password, folded, again)
		}
		decomposed := norm.NFD.String(password)
		if utf8.ValidString(password) && len(password) <= maxTyped && len(decomposed) <= maxTyped && foldPassword(decomposed) != folded {
			t.Errorf("%q is another password when its marks are typed apart", password)
		}
		if ascii := strings.ReplaceAll(password, " ", ""); !strings.ContainsFunc(ascii, func(r rune) bool { return r <= ' ' || r > '~' }) && ascii != "" && len(ascii) <= 256 {
			wide := strings.Map(func(r rune) rune { return r - '!' + '！' }, ascii)
			if got := foldPassword(wide); got != ascii {
				t.Errorf("%q is %q, not %q", wide, got, ascii)
			}
		}
		err := CheckPassword(password, MinPassword, word)
		if n := utf8.RuneCountInString(folded); err == nil && (n < MinPassword || n > MaxPassword || CheckPassword(folded, MinPassword, word) != nil) {
			t.Errorf("%q is allowed and has %d characters", password, n)
		}
		var coded *Error
		if err != nil && (!errors.As(err, &coded) || coded.Field != "password") {
			t.Errorf("%q: %v", password, err)
		}
		made := strings.Repeat(word, 1+MinPassword/max(1, utf8.RuneCountInString(word)))
		plain := norm.NFKC.IsNormalString(word+word) && squeeze(word) != ""
		if length := utf8.RuneCountInString(made); plain && length >= MinPassword && length <= MaxPassword && len(made) <= maxTyped && utf8.ValidString(made) {
			got := CodeOf(CheckPassword(made, MinPassword, word))
			if strings.ContainsFunc(word, untypable) && got != "" {
				got = CodePasswordContext // refused for its characters, before anybody looks at the word
			}
			if got != CodePasswordContext {
				t.Errorf("%q, made of %q, is %q", made, word, got)
			}
		}
	})
}

// What a support desk is shown of a request does not pretend to be something else, and
// what it signs is an answer to what it was shown.
func FuzzReadRequest(f *testing.F) {
	key, err := keys.NewSupportKey(bytes.NewReader(bytes.Repeat([]byte{7}, 64)))
	if err != nil {
		f.Fatal(err)
	}
	desk := &SupportKey{key}
	f.Add("山田商店", "sato.h", int64(1_800_000_000_000))
	f.Add("x\u202e", "a\nb", int64(0))
	f.Add("山田商店", "../../sato.h", int64(1_800_000_000_000))
	f.Add("山田商店", "sаto.h", int64(1_800_000_000_000)) // with a Cyrillic letter
	f.Add("山田商店", "ｓato.h", int64(1_800_000_000_000))
	f.Add("\xe5\xb1", strings.Repeat("a", 255), int64(-1))
	now := time.UnixMilli(1_800_000_000_000)
	f.Fuzz(func(t *testing.T, office, login string, created int64) {
		claim := keys.SupportClaim{Key: key.Public().ID(), Office: office, Login: login, Created: created}
		text, err := claim.Text()
		if err != nil {
			return // too long
		}
		shown, err := ReadRequest(text)
		switch {
		case err != nil && (CodeOf(err) != CodeClaimTyped || checkRunes("", office) == nil && loginShape.MatchString(login)):
			t.Fatal(err)
		case err == nil && (shown.Office != office || shown.Login != login || millis(shown.Created) != created):
			t.Errorf("shown as %+v", shown)
		case err == nil && (!utf8.ValidString(office+login) || strings.ContainsAny(office+login, "\n\r\x00\u202e\u2066") || strings.ContainsAny(login, "/\\ ")):
			t.Errorf("%q and %q may be shown", office, login)
		}
		answer, signed := desk.Sign(text, now)
		switch {
		case signed == nil && err != nil:
			t.Error("signed what cannot be shown")
		case signed == nil:
			if token, err := keys.ParseToken(answer); err != nil || !token.Answers(&claim, key.Public()) {
				t.Errorf("the answer is none: %v", err)
			}
		case err == nil && CodeOf(signed) != CodeRequestExpired:
			t.Error(signed)
		}
	})
}

// Whatever is in an anchor's file: it is one of the places the log once was at, or the
// database counts as an old copy. One spoilt slot is no loss.
func FuzzAnchor(f *testing.F) {
	machine := keys.Key{1}
	ring := keys.NewRing(&machine, keys.ID{2})
	heads := map[int64][]byte{7: bytes.Repeat([]byte{7}, 32), 8: bytes.Repeat([]byte{8}, 32)}
	genuine := anchorFile(f, ring, heads)
	f.Add(genuine, uint8(3), byte(1))
	f.Add([]byte(nil), uint8(0), byte(0))
	f.Add(genuine[:slotSize], uint8(80), byte(255))
	f.Add(append(bytes.Clone(genuine), 0), uint8(143), byte(1))
	f.Add(bytes.Repeat(binary.BigEndian.AppendUint64(nil, 1<<62), 18), uint8(71), byte(2))
	config := f.TempDir()
	f.Fuzz(func(t *testing.T, raw []byte, at uint8, change byte) {
		load := func(raw []byte) error {
			a := newAnchor(config, ring, false)
			if err := errors.Join(os.MkdirAll(filepath.Dir(a.path), 0o700), os.WriteFile(a.path, raw, 0o600)); err != nil {
				t.Fatal(err)
			}
			err := a.load()
			if err == nil && !bytes.Equal(a.head, heads[a.seq]) {
				t.Errorf("%x is row %d, %x", raw, a.seq, a.head)
			}
			return err
		}
		if err := load(raw); err != nil && CodeOf(err) != CodeFreshnessUnknown {
			t.Errorf("%x: %v", raw, err)
		}
		spoilt := bytes.Clone(genuine)
		spoilt[int(at)%len(spoilt)] ^= change
		if err := load(spoilt); err != nil {
			t.Errorf("with byte %d spoilt: %v", int(at)%len(spoilt), err)
		}
	})
}

// anchorFile is an anchor that was at these rows, in turn.
func anchorFile(f *testing.F, ring *keys.Ring, heads map[int64][]byte) []byte {
	a := newAnchor(f.TempDir(), ring, false)
	if err := errors.Join(a.create(7, heads[7]), a.move(8, heads[8])); err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(a.path)
	if err != nil {
		f.Fatal(err)
	}
	return raw
}
