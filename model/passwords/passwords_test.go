package passwords

import (
	"strings"
	"testing"
)

// judged are passwords and whether everybody tries them.
var judged = map[string]bool{
	"password":             true,
	"Password":             true,
	"ＰＡＳＳＷＯＲＤ":             true, // full width
	"p@ssw0rd":             true,
	"P@$$w0rd!!":           true,
	"password1":            true,
	"password123456789":    true,
	"!!!password2026":      true,
	"passwordpassword":     true,
	"password-password":    true,
	"pass word pass word":  true,
	"love12345678":         true,
	"dragon12345678901234": true,
	"sunshine1987!":        true,
	"Welcome-2026":         true,
	"trustno1trustno1":     true,
	"aaaaaaaaaaaaaaa":      true,
	"ababababababab":       true,
	"abcabcabcabcabcab":    true,
	"ああああああああああああああああ": true,
	"12345678":            true,
	"123456789012345":     true,
	"987654321987654321":  true,
	"1234567890 abcd":     true,
	"abcdefghijklmnop":    true,
	"qwertyuiopasdfghjkl": true,
	"1qaz2wsx3edc4rfv":    true,
	"zxcvbnm,./12345":     true,
	"QwErTyUiOp12345":     true,
	"sakura2026":          true,
	"Takahashi1234567":    true,
	"aishiteru":           true,
	"パスワード1234":           true,
	"ﾊﾟｽﾜｰﾄﾞﾊﾟｽﾜｰﾄﾞ":         true,
	"いろはにほへと2026":            true,
	"p.a.s.s.w.o.r.d":        true,
	"t.r.u.s.t.n.o.1":        true,
	"1nternet":               true,
	"aababbaabbbaabab":       true,
	"秘密1234567890123":        true,
	"sunshine-1987-2026":     true,
	"yoroshikuonegaishimasu": true,

	"":                                false,
	"correct horse battery":           false,
	"tall cactus on the sill":         false,
	"another long password":           false,
	"asagao-no-sora-2026":             false,
	"paper boats at dawn 1987":        false,
	"lantern river cobalt 27":         false,
	"gXk2-vbQ9-mT4z":                  false,
	"4821903765 2278":                 false,
	"朝顔の空に紙の舟":                        false,
	"takahashi.ken-ichi likes trains": false,
	"7K3M9-QX2VB-T4N8R-PW6ZD":         false,
}

func TestCommon(t *testing.T) {
	for password, want := range judged {
		if got := Common(password); got != want {
			t.Errorf("%q: %t", password, got)
		}
	}
}

func TestStrength(t *testing.T) {
	for _, c := range []struct {
		password string
		low, top int
		words    []string
	}{
		{"", 0, 0, nil},
		{"password123456", 0, 0, nil},
		{"P@$$w0rd-P@$$w0rd", 0, 0, nil},
		{"yoroshikuonegaishimasu", 0, 0, nil},
		{"kx7", 0, 1, nil},
		{"ぬるめ", 0, 1, nil},
		{"yamada taro 1987", 0, 3, []string{"Yamada Taro"}},
		{"correct horse battery", 4, 4, nil},
		{"asagao-no-sora-2026", 4, 4, nil},
		{"7K3M9-QX2VB-T4N8R-PW6ZD", 4, 4, nil},
		{"朝顔の空に紙の舟が二つ", 4, 4, nil},
		{strings.Repeat("correct horse ", 9), 2, 4, nil},
		{"1985/12/31", 1, 1, nil}, // a day, however it is written, takes 40,000 guesses
		{"31-12-85", 1, 1, nil},
		{"851231", 1, 1, nil},
		{"1985/13/31", 2, 4, nil},  // no day
		{"monkeyhorse", 1, 1, nil}, // common words by their place in the list
		{"kx7mqujm8ik,9", 2, 2, nil},
		{"kx7mq1987", 2, 2, nil},
		{"kx7mq2pz", 3, 3, nil}, // nothing known: ten guesses a sign
		{"kx7mq2pzkx7mq2pz", 3, 3, nil},
		{"kx7mq2pz1987", 4, 4, nil},
		{"kx7mq-yamada", 4, 4, nil},
		{"kx7mq-yamada", 2, 2, []string{"山田 (Yamada)"}},
		{"kx7mq-y4mada", 2, 2, []string{"山田 (Yamada)"}},
	} {
		if got := Strength(c.password, c.words...); got < c.low || got > c.top {
			t.Errorf("%q: %d, want %d–%d", c.password, got, c.low, c.top)
		}
	}
	// Who knows the person's words guesses sooner.
	if blind, knowing := Strength("yamadashoten-hokkai"), Strength("yamadashoten-hokkai", "yamadashoten", "hokkai"); knowing >= blind {
		t.Errorf("%d without the words, %d with them", blind, knowing)
	}
}

// The meter is asked after every key: nothing that is typed or pasted may take exponential
// work, which shows in how often memory is asked for. (The benchmark has the times.)
func TestStrengthIsLittleWork(t *testing.T) {
	const most = 25_000
	for _, password := range []string{
		strings.Repeat("x", 128), "4@8({[<369#1!|0$5+7%2&zx", strings.Repeat("aB3$", 32), strings.Repeat("1!|4@$5073+", 12), strings.Repeat("朝顔", 64),
		strings.Repeat("4821903765", 13), strings.Repeat("passw0rd!", 14), strings.Repeat("\xff", 1000), strings.Repeat("1985/12/31", 12),
	} {
		work := testing.AllocsPerRun(1, func() { Strength(password, "sato.h", "佐藤 花子", "山田商店") })
		if work > most {
			t.Errorf("%.30q: %v allocations, at most %d are well", password, work, most)
		}
	}
}

func BenchmarkStrength(b *testing.B) {
	for name, password := range map[string]string{
		"15 signs": "correct horse b", "128 signs": strings.Repeat("aB3$ 1985/12/31 ", 8), "128 digits": strings.Repeat("4821903765", 13)[:128],
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Strength(password, "sato.h", "佐藤 花子", "山田商店")
			}
		})
	}
}

// Whatever is typed: an answer between 0 and 4, and no panic.
func FuzzStrength(f *testing.F) {
	for _, seed := range []string{"", "password", "\xff\xfe", "あああ1985", "1!|4@$", "İstanbul", "ﬁﬂ"} {
		f.Add(seed, "sato")
	}
	f.Fuzz(func(t *testing.T, password, word string) {
		if got := Strength(password, word); got < 0 || got > 4 {
			t.Errorf("%d", got)
		}
	})
}
