package otp

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	lib "github.com/pquerna/otp"
)

// fullWidth is how ASCII comes out of a Japanese input method.
func fullWidth(text string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, text)
}

// A code is known however it is typed: in full width, in capitals, with something that
// means nothing between its characters.
func FuzzTypedCode(f *testing.F) {
	between := []string{"", " ", "-", "\u3000", "－", "‐", "\u2212", "\u200b", "\t", "\u00a0"}
	for i := range between {
		f.Add(uint64(555111), []byte("\x00\x01\x02\xfd\xfe\xff"), uint8(i<<2|i&3))
	}
	f.Fuzz(func(t *testing.T, number uint64, raw []byte, habits uint8) {
		pin := fmt.Sprintf("%06d", number%1_000_000)
		backup := hex.EncodeToString(append(raw, make([]byte, backupBytes)...)[:backupBytes])
		for kind, code := range map[Kind]string{PIN: pin, Backup: backup} {
			typed := code
			if habits&1 != 0 {
				typed = strings.ToUpper(typed)
			}
			if habits&2 != 0 {
				typed = fullWidth(typed)
			}
			typed = strings.Join(strings.Split(typed, ""), between[int(habits>>2)%len(between)])
			if got, clean := Parse(typed); got != kind || clean != code {
				t.Errorf("Parse(%q) = %v %q, want %q", typed, got, clean, code)
			}
			if got, _ := Parse(typed + "1"); got == PIN || got == Backup {
				t.Errorf("one digit more than a code is %v", got)
			}
		}
	})
}

// appReads reads the URI with another program's reader of such URIs.
func appReads(t *testing.T, uri, label string) {
	t.Helper()
	key, err := lib.NewKeyFromURL(uri)
	if err != nil {
		t.Fatalf("%q: %v", uri, err)
	}
	if key.Type() != "totp" || key.Issuer() != Issuer || key.AccountName() != label || key.Secret() != encoding.EncodeToString(rfcSecret) {
		t.Errorf("%q is read as %s %q %q", uri, key.Type(), key.Issuer(), key.AccountName())
	}
	if key.Period() != uint64(Period.Seconds()) || key.Digits() != lib.DigitsSix || key.Algorithm() != lib.AlgorithmSHA1 {
		t.Errorf("%q is read as %d s, %v digits, %v", uri, key.Period(), key.Digits(), key.Algorithm())
	}
}

// Whatever an office and a login are called, the app shows them and learns nothing else.
func FuzzLabel(f *testing.F) {
	for _, seed := range [][2]string{
		{"sato.h", "山田商店"},
		{"a:b", "x&secret=AAAA&algorithm=MD5"},
		{"?digits=8", "#\x00\r\n"},
		{"%2F%zz", strings.Repeat("𠮷", 30)},
		{"\xff", "\xe5\xb1"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, login, office string) {
		label := Label(login, office)
		if !strings.HasPrefix(label, login) || utf8.RuneCountInString(label[len(login):]) > len(" ()")+officeInLabel {
			t.Errorf("the label of %q, %q is %q", login, office, label)
		}
		checkURI(t, label)
	})
}
