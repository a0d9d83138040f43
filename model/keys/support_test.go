package keys

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func supportKey(t *testing.T) *SupportKey {
	t.Helper()
	k, err := NewSupportKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func sampleClaim(k *SupportKey) *SupportClaim {
	return &SupportClaim{
		Key: k.Public().ID(), DB: ID{1}, User: ID{2}, Nonce: ID{3}, Created: 1_795_000_000_000,
		Office: "山田商店", Login: "sato.h",
	}
}

func TestSupportKeyFile(t *testing.T) {
	k := supportKey(t)
	file, err := k.Seal("ｐａｓｓphrase of the desk")
	if err != nil {
		t.Fatal(err)
	}
	back, err := OpenSupportKey(file, "passphrase of the desk") // another width of the same characters
	if err != nil || back.Public() != k.Public() {
		t.Fatal("the key did not come back", err)
	}
	for name, c := range map[string]struct {
		file       []byte
		passphrase string
		want       error
	}{
		"passphrase": {file, "passphrase of the disk", ErrPassphrase},
		"empty":      {file, "", ErrPassphrase},
		"cut":        {file[:len(file)-1], "passphrase of the desk", ErrNoSupport},
		"other file": {[]byte("name,mail\n"), "passphrase of the desk", ErrNoSupport},
		"nothing":    {nil, "passphrase of the desk", ErrNoSupport},
		"flipped":    {flip(file, len(file)-1), "passphrase of the desk", ErrNoSupport},
	} {
		if _, err := OpenSupportKey(c.file, c.passphrase); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if text := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); strings.Contains(text, fmt.Sprint(k.private[0])+" ") || !strings.Contains(text, redacted) {
		t.Error("the key shows under fmt")
	}
}

func flip(raw []byte, i int) []byte {
	out := append([]byte{}, raw...)
	out[i] ^= 1
	return out
}

// A made-up file must not take the PC for hours.
func TestSupportKeyWorkIsBounded(t *testing.T) {
	file, err := supportKey(t).Seal("passphrase of the desk")
	if err != nil {
		t.Fatal(err)
	}
	dear := strings.Replace(string(file), " 18\n", " 19\n", 1)
	if dear == string(file) {
		t.Fatal("the work factor is not where it was")
	}
	if _, err := OpenSupportKey([]byte(dear), "passphrase of the desk"); !errors.Is(err, ErrNoSupport) {
		t.Errorf("%v, want %v", err, ErrNoSupport)
	}
}

func TestSupportTexts(t *testing.T) {
	k := supportKey(t)
	c := sampleClaim(k)
	text, err := c.Text()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParseClaim(strings.ToLower(strings.ReplaceAll(text, " ", "-")))
	if err != nil || *back != *c {
		t.Fatalf("%+v, %v", back, err)
	}
	token, err := k.Sign(c, c.Created+1)
	if err != nil {
		t.Fatal(err)
	}
	public, err := ParsePublic(k.Public().Text())
	if err != nil || public != k.Public() {
		t.Error("the public key did not come back", err)
	}
	// Each kind of text is nothing but its own kind.
	_, claim := ParseClaim(token)
	_, claimed := ParseClaim(k.Public().Text())
	_, answer := ParseToken(text)
	_, answered := ParseToken(k.Public().Text())
	_, desk := ParsePublic(token)
	for i, err := range []error{claim, claimed, answer, answered, desk} {
		if !errors.Is(err, ErrShape) {
			t.Errorf("%d: %v, want %v", i, err, ErrShape)
		}
	}
	for _, odd := range []string{"", " ", "AAAAA", strings.Repeat(text, 2), text[:len(text)-6], strings.Repeat("A", maxText+1)} {
		if _, err := ParseClaim(odd); err == nil {
			t.Errorf("%.20q… is a request", odd)
		}
	}
}

// A mistyped group is named: each character of an answer once another.
func TestMistypedAnswerNamesItsGroup(t *testing.T) {
	k := supportKey(t)
	token, err := k.Sign(sampleClaim(k), 1_795_000_000_000)
	if err != nil {
		t.Fatal(err)
	}
	groups := strings.Fields(token)
	for i, group := range groups {
		other := "A"
		if group[:1] == other {
			other = "B"
		}
		wrong := append([]string{}, groups...)
		wrong[i] = other + group[1:]
		var named *GroupError
		if _, err := ParseToken(strings.Join(wrong, " ")); !errors.As(err, &named) || named.Group != i+1 {
			t.Fatalf("group %d: %v", i+1, err)
		}
	}
}

// An answer is to one request of one person, at one time, by one desk.
func TestTokenAnswersOneRequest(t *testing.T) {
	k, other := supportKey(t), supportKey(t)
	c := sampleClaim(k)
	text, err := k.Sign(c, c.Created+1)
	if err != nil {
		t.Fatal(err)
	}
	token, err := ParseToken(text)
	if err != nil || !token.Answers(c, k.Public()) {
		t.Fatal("the answer is none", err)
	}
	if token.Answers(c, other.Public()) {
		t.Error("it is another desk's answer, too")
	}
	for name, change := range map[string]func(*SupportClaim){
		"database": func(c *SupportClaim) { c.DB[0]++ },
		"person":   func(c *SupportClaim) { c.User[0]++ },
		"nonce":    func(c *SupportClaim) { c.Nonce[0]++ },
		"time":     func(c *SupportClaim) { c.Created++ },
		"office":   func(c *SupportClaim) { c.Office = "森工務店" },
		"login":    func(c *SupportClaim) { c.Login = "kimura.a" },
		"desk":     func(c *SupportClaim) { c.Key[0]++ },
		"border":   func(c *SupportClaim) { c.Office, c.Login = c.Office+"s", c.Login[1:] },
	} {
		changed := *c
		change(&changed)
		if token.Answers(&changed, k.Public()) {
			t.Errorf("it answers a request with another %s, too", name)
		}
	}
	token.Issued++
	if token.Answers(c, k.Public()) {
		t.Error("its time can be changed")
	}
}

// Bug: a request, an answer or a key that came through a mail program, or was copied with
// what stood around it, is not read.
func TestTextsThroughMailPrograms(t *testing.T) {
	k := supportKey(t)
	claim := sampleClaim(k)
	request, err := claim.Text()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := k.Sign(claim, claim.Created)
	if err != nil {
		t.Fatal(err)
	}
	each := func(text, before, after string) string {
		return before + strings.ReplaceAll(text, "\n", after+"\n"+before) + after
	}
	soft := func(text string) string { // quoted-printable, in one paragraph
		text = strings.ReplaceAll(text, "\n", " ")
		var lines []string
		for ; len(text) > 47; text = text[47:] {
			lines = append(lines, text[:47]+"=")
		}
		return strings.Join(append(lines, text), "\r\n")
	}
	for name, through := range map[string]func(string) string{
		"as it is":    func(s string) string { return s },
		"quoted":      func(s string) string { return "On Monday she wrote:\n\n" + each(s, "> ", "") },
		"bars":        func(s string) string { return each(s, "| ", "") },
		"brackets":    func(s string) string { return "回答：「" + s + "」" },
		"a full stop": func(s string) string { return s + "。" },
		"bullets":     func(s string) string { return each(s, "・", "") },
		"bold":        func(s string) string { return each(s, "*", "*") },
		"flowed":      func(s string) string { return each(s, "> ", " ") },
		"soft":        soft,
		"a long thread": func(s string) string {
			return strings.Repeat("いつもお世話になっております。\n", 600) + "\n" + s
		},
		"full width": func(s string) string {
			return strings.Map(func(r rune) rune {
				if r > ' ' {
					return r - '!' + '！'
				}
				return r
			}, s)
		},
	} {
		if got, err := ParseClaim(through(request)); err != nil || *got != *claim {
			t.Errorf("%s: request %+v, %v", name, got, err)
		}
		if got, err := ParseToken(through(answer)); err != nil || !got.Answers(claim, k.Public()) {
			t.Errorf("%s: answer %v", name, err)
		}
		if got, err := ParsePublic(through(k.Public().Text())); err != nil || got != k.Public() {
			t.Errorf("%s: public key %v", name, err)
		}
	}
	wrong := "?" + request[1:]
	var group *GroupError
	if _, err := ParseClaim("| " + strings.ReplaceAll(wrong, "\n", "\n| ")); !errors.As(err, &group) || group.Group != 1 {
		t.Errorf("a mistyped group in a quoted text: %v", err)
	}
}
