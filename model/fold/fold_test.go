package fold

import (
	"regexp"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Bug: an ID copied out of a mail, a sheet or a chat carries characters that nobody sees,
// or another hyphen, and is another ID.
func TestLoginIsOneInEverySpelling(t *testing.T) {
	for _, typed := range []string{
		"yamada-t", "YAMADA-T", " Yamada-T\t", "ｙａｍａｄａ－ｔ", "yamada‐t", "yamada‑t", "yamada‒t", "yamada–t", "yamada—t",
		"yamada―t", "yamada−t", "yamadaーt", "yamadaｰt", "\ufeffyamada-t", "yamada-t\u200b", "yama\u00adda-t", "\u202ayamada-t\u202c",
		"\u2066yamada-t\u2069", "yamada\u2060-t", "yamada-t\u200e", "\u061cyamada-t", "yamada-t\ufe0f", "yamada-t\u3164", "yamada\u034f-t",
		"yamada-t\U000e0001", "　yamada-t　", "yamada-t\ufffe", "yamada-t\u2800", "\u200byamada-t ", " \u200b yamada-t",
	} {
		if got := Login(typed); got != "yamada-t" {
			t.Errorf("%+q is %+q", typed, got)
		}
	}
	for typed, want := range map[string]string{
		"yamada t": "yamada t", "yamada\tt": "yamada\tt", "山田": "山田", "yamada\x00": "yamada\x00", "yamada~t": "yamada~t", "": "",
	} {
		if got := Login(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

// IDs that are kept already must go on meaning themselves: no two of them are one.
func FuzzLogin(f *testing.F) {
	for _, seed := range []string{"yamada-t", "ＹＡＭＡＤＡ－Ｔ", "yamadaーt", "\u200bİ\u0307", "a@b.c", "ﬁ⁻ǅ", "\u0600a"} {
		f.Add(seed)
	}
	kept := regexp.MustCompile(`^[a-z0-9._@-]*$`)
	f.Fuzz(func(t *testing.T, typed string) {
		if kept.MatchString(typed) && Login(typed) != typed {
			t.Errorf("%q became %q", typed, Login(typed))
		}
		if login := Login(typed); kept.MatchString(login) && Login(login) != login {
			t.Errorf("%q is not stable", typed)
		}
	})
}

func TestNothingVisible(t *testing.T) {
	for _, text := range []string{
		"", " ", "　", "\t", "\u3164", "\u2800", "\u200b", "\u00ad", "\u200d", "\ufe0f", "\u034f", "\ufdd0", "\ufffe", "\U0001ffff", "\u115f", "\uffa0",
		"\u3164 \u2800\u200b", "\u202e\u202c", "\u2028", "\u180e", "\U000e0100", "\ufeff",
	} {
		if Visible(text) || Name(text) != "" || Text(text) != "" {
			t.Errorf("%+q is seen", text)
		}
	}
	for _, text := range []string{"あ", "A", "·", "\u0301", "\u3164あ", "👩‍💻", "葛\U000e0100", "\ue000"} {
		if !Visible(text) {
			t.Errorf("%+q is not seen", text)
		}
	}
}

// Bug: a name that a Mac exported decomposed is another name, or normalising it makes 神 of
// a person called 神.
func TestNameIsComposed(t *testing.T) {
	for text, want := range map[string]string{
		norm.NFD.String("加藤 がぶ"):           "加藤 がぶ",
		norm.NFD.String("José パンダ"):        "José パンダ",
		"\ufa19山 \ufa11 \U0002f800 \ufa10": "\ufa19山 \ufa11 \U0002f800 \ufa10",
		"か\u3099\ufa19か\u3099":             "が\ufa19が",
		"葛\U000e0100":                      "葛\U000e0100",
		"葛\U000e0100城":                     "葛\U000e0100城",
		" \u200b山田　太郎\ufeff ":              "山田　太郎",
		"ﾔﾏﾀﾞ Ａ":                           "ﾔﾏﾀﾞ Ａ", // width is the person's business
		"❤\ufe0f":                          "❤\ufe0f",
	} {
		if got := Name(text); got != want {
			t.Errorf("%+q is %+q, want %+q", text, got, want)
		}
	}
	if got := Text(" a\n\n"); got != " a\n\n" {
		t.Errorf("%q", got)
	}
}

func TestCodesAreReadAsTheyWereMeant(t *testing.T) {
	for typed, want := range map[string]string{
		"１２３ ４５６": "123456", "123\u200b-456\n": "123456", "12ー34―56": "123456", "ab c": "abc", "": "", "é?": "é?",
	} {
		if got := Compact(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"o1il-Ａb": "0111AB", "x y！": "XY!"} {
		if got := Base32(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
