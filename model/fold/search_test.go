package fold

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// finds is how a search looks: every word somewhere in the text.
func finds(typed, text string) bool {
	folded := Search(text)
	return !slices.ContainsFunc(Words(typed), func(word string) bool { return !strings.Contains(folded, word) })
}

// Bug: people are not found by their real names.
func TestSearchFindsPeople(t *testing.T) {
	for _, c := range [][2]string{
		{"山田太郎", "山田 太郎"},
		{"山田太郎", "山田　太郎"},
		{"山田 太郎", "山田太郎"},
		{"太郎　山田", "山田 太郎"},
		{"葛城", "葛\U000e0100城"},
		{"葛\U000e0100城", "葛城"},
		{"辻", "辻\ufe00"},
		{"高橋", "髙橋"},
		{"髙槗", "高橋"},
		{"渡辺", "渡邉"},
		{"渡邊", "渡邉"},
		{"斎藤", "齊藤"},
		{"斉藤", "齋藤"},
		{"浜崎", "濵﨑"},
		{"吉田", "𠮷田"},
		{"柳沢", "栁澤"},
		{"嶋", "島"},
		{"嶌", "嶋"},
		{"塚本", "\ufa10本"},
		{"神", "\ufa19"},
		{"国広", "國廣"},
		{"恵 真", "惠眞"},
		{"徳増", "德增"},
		{"鴎", "鷗"},
		{"頬剥倶昇", "頰剝俱曻"},
		{"瀬竜", "瀨龍"},
		{"ヤマダ", "やまだ"},
		{"やまだ", "ﾔﾏﾀﾞ"},
		{"ﾔﾏﾀﾞ", "ヤマダ"},
		{norm.NFD.String("がぶ"), "ガブ"},
		{"サーバ", "サ−バ"},
		{"サーバ", "ｻｰﾊﾞｰ"},
		{"ユーザー", "ユーザ"},
		{"ヴァ", "ゔぁ"},
		{"市ケ谷", "市ヶ谷"},
		{"ＳＡＴＯ", "sato.h"},
		{"sato‐h", "sato-h"},
		{"straße", "STRASSE"},
		{"", "山田"},
		{" 　 ", "山田"},
		{"山\u200b田", "山田"},
	} {
		if !finds(c[0], c[1]) {
			t.Errorf("%+q does not find %+q: %q in %q", c[0], c[1], Words(c[0]), Search(c[1]))
		}
	}
	for _, c := range [][2]string{
		{"山田", "山本"}, {"太郎 次郎", "山田 太郎"}, {"田太", "山田\n太郎"}, {"埼", "崎"}, {"か", "が"},
	} {
		if finds(c[0], c[1]) {
			t.Errorf("%q finds %q", c[0], c[1])
		}
	}
}

// The table is in order, every kanji stands in it once, and in the form that is looked up.
func TestVariants(t *testing.T) {
	last, seen := ' ', map[rune]bool{}
	for group := range strings.FieldsSeq(variants) {
		forms := []rune(group)
		if len(forms) < 2 || forms[0] <= last {
			t.Errorf("%s is out of place", group)
		}
		last = forms[0]
		for _, form := range forms {
			if seen[form] || norm.NFKC.String(string(form)) != string(form) {
				t.Errorf("%c of %s is twice, or NFKC makes another of it", form, group)
			}
			seen[form] = true
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"山田 太郎", "髙槗", "ﾔﾏﾀﾞ", "葛\U000e0100城", "ヽヾヿヷ", "ẞİ", "\xff", "ᾳ\u0345"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cherokee, r) { // x/text folds small to capital and capital to small there
				return -1
			}
			return r
		}, text)
		folded := Search(text)
		if again := Search(folded); again != folded {
			t.Errorf("%+q is %+q and then %+q", text, folded, again)
		}
	})
}

// What one person of the table takes when it is filled.
func BenchmarkSearch(b *testing.B) {
	for b.Loop() {
		Search("takahashi.k\n髙橋 健一\nkenichi.takahashi@yamada.example\n営業部 ユーザーサポート課")
	}
}
