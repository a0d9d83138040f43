package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// testFile is a file as another program wrote it.
func testFile(t *testing.T, name string) []byte {
	t.Helper()
	return must(os.ReadFile(filepath.Join("testdata", "csv", name)))(t)
}

// Files as other programs write them are read, or refused with what is wrong with them.
func TestFilesOfOtherPrograms(t *testing.T) {
	yamada := NewUser{Login: "yamada.t", Details: Details{Name: "山田 太郎"}}
	suzuki := NewUser{Login: "suzuki.i", Details: Details{Name: "鈴木 一郎"}}
	taro := NewUser{Login: "yamada.t", Details: Details{Name: "Taro Yamada"}}
	mobile := func(u NewUser, address string) NewUser { u.Email = address; return u }
	for name, want := range map[string][]NewUser{
		"01-sub-at-end.csv":        {yamada},
		"02-cr-cr-lf-quoted.csv":   {yamada, suzuki},
		"02b-cr-cr-lf-plain.csv":   {yamada},
		"04-sep-comma.csv":         {yamada},
		"11-double-bom-quoted.csv": {yamada},
		"13-extra-empty-cells.csv": {yamada, suzuki},
		"15-heads-required.csv":    {taro},
		"15b-heads-mark.csv":       {yamada},
		"15c-heads-star.csv":       {yamada},
		"16-docomo.csv":            {mobile(yamada, "taro..yamada@docomo.ne.jp"), mobile(suzuki, "ichiro.@docomo.ne.jp")},
		"31-nfd-names.csv":         {{Login: "kato.g", Details: Details{Name: "加藤 がぶ"}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			file := must(b.admin().PreviewImport(t.Context(), testFile(t, name), nil))(t)
			var got []NewUser
			for _, row := range file.Rows {
				got = append(got, row.User)
			}
			if !slices.Equal(got, want) || file.Added != len(want) {
				t.Errorf("%+v, want %+v", file.Rows, want)
			}
		})
	}
	for name, want := range map[string]Error{
		"04b-sep-semicolon.csv":   {Code: CodeCSVSeparator, Text: ";"},
		"05-semicolons.csv":       {Code: CodeCSVSeparator, Text: ";"},
		"06-tabs.csv":             {Code: CodeCSVSeparator, Text: "\t"},
		"08b-euc-jp-silent.csv":   {Code: CodeCSVEncoding, Text: "EUC-JP"},
		"27-title-line-above.csv": {Code: CodeCSVTitle, Row: 3},
		"29-cp1252.csv":           {Code: CodeCSVEncoding, Text: "Windows-1252"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readTable(testFile(t, name))
			if got, ok := err.(*Error); !ok || *got != want {
				t.Errorf("%+v, want %+v", err, want)
			}
		})
	}
}

// Another encoding is named, and never offered as people; the two that are read are told
// from it whatever the people are called.
func TestEncodingsAreNamed(t *testing.T) {
	const japaneseFile = "ID,Name\nyamada.t,山田 太郎\nsuzuki.i,鈴木 一郎\n"
	euc := func(s string) string { return must(japanese.EUCJP.NewEncoder().String(s))(t) }
	cp1252 := func(s string) string { return must(charmap.Windows1252.NewEncoder().String(s))(t) }
	for text, want := range map[string]string{
		japaneseFile:                  encodingUTF8,
		string(sjis(t, japaneseFile)): encodingShiftJIS,
		euc(japaneseFile):             encodingEUC,
		euc("ユーザID,名前\nyamada.t,ヤマダ\n"):                                encodingEUC,
		must(japanese.ISO2022JP.NewEncoder().String(japaneseFile))(t):  encodingJIS,
		cp1252("ID,Name\nn.n,José Núñez\n"):                            encodingLatin,
		cp1252("ID,Name\ne.d,Élodie Ünal\n"):                           encodingLatin,
		"\xff\xfeI\x00D\x00,\x00N\x00":                                 encodingUTF16,
		"\xfe\xff\x00I\x00D":                                           encodingUTF16,
		"I\x00D\x00,\x00N\x00":                                         encodingUTF16,
		"ID,Name\nn.n,José\nx.y,Zoë\nbad,\xff\n":                       encodingUTF8,
		string(sjis(t, "ID,Name\nyamada.t,ﾔﾏﾀﾞ ﾀﾛｳ\nsuzuki.i,ｽｽﾞｷ\n")): encodingShiftJIS,
		string(sjis(t, "ユーザID,名前\na.b,B1F会議室 ABC商店\n")):                encodingShiftJIS,
		"ID,Name\n\xfd\xa0\xfe,\xa0\xff\n":                             "",
	} {
		_, got, err := decode([]byte(text))
		if err != nil {
			got = err.(*Error).Text
		}
		if got != want {
			t.Errorf("%.40q is %q, want %q", text, got, want)
		}
	}
}

// A line that ends early leaves what it does not say as it is, and a cell too many is
// nothing while it is empty.
func TestRaggedLines(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	b.want("", admin.Import(t.Context(), b.preview(admin, twoPeople), keepNothing, nil))
	file := b.preview(admin, "ID,Name,Mail,Department,Phone\nabe.m,阿部 美優\nito.k\nmori.a,森\nhara.s\nsato.x,佐藤,,,,,,\nkato.y,加藤,,,,x\n")
	if file.Changed != 1 || file.Same != 1 || file.Added != 2 || file.Refused != 2 {
		t.Fatalf("%+v", file.Rows)
	}
	if got := file.Rows[0]; !slices.Equal(got.Changed, []string{"name"}) || got.User.Email != "abe@yamada.example" || got.User.Phone != "03-0000-0000" {
		t.Errorf("a short line empties: %+v", got)
	}
	b.want(CodeNameEmpty, file.Rows[3].Err)
	b.want(CodeCSVColumns, file.Rows[5].Err)
	file = b.preview(admin, "ID,Name,Mail\nabe.m,阿部 美咲,\n") // an empty cell is said, and empties
	if file.Changed != 1 || file.Rows[0].User.Email != "" {
		t.Errorf("%+v", file.Rows)
	}
}

// The lines that are told are those of the file, whatever stands above and however they end.
func TestLinesAreThoseOfTheFile(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	for text, lines := range map[string][]int{
		"sep=,\r\nID,Name\r\nabe.m,阿部\r\n\r\nito.k,伊藤\r\n":              {3, 5},
		"\"sep=,\"\nID,Name\nabe.m,阿部\nito.k,伊藤":                        {3, 4},
		"\ufeff\ufeff\n,,\nID,Name\nabe.m,阿部\nito.k,伊藤":                 {4, 5},
		"ID,Name\r\r\nabe.m,阿部\r\r\nito.k,伊藤\r\r\n":                     {2, 3},
		"ID,Name,Memo\rabe.m,阿部,\"a\nb\nc\"\rito.k,伊藤,\"d\"\r":          {2, 5},
		"ID,\"Full\r\nName\"\r\nabe.m,\"阿\r\r\n部\"\r\nito.k,伊藤\x1a\x1a": {3, 5},
	} {
		var got []int
		for _, row := range b.preview(admin, text).Rows {
			got = append(got, row.Line)
		}
		if !slices.Equal(got, lines) {
			t.Errorf("%q: lines %v, want %v", text, got, lines)
		}
	}
	file := b.preview(admin, "ID,Name,Memo\rabe.m,阿部,\"a\nb\"\r")
	if file.Added != 1 || file.Rows[0].User.Memo != "a\nb" {
		t.Errorf("%+v", file.Rows)
	}
}

// Heads that say whether they must be filled in are the heads; what stands above them, or
// between them, is told.
func TestHeads(t *testing.T) {
	for _, text := range []string{
		"ID *,Name *", "※ユーザID,※名前", "【必須】ユーザID,名前【必須】", "ID (required),Name (Required)", "ユーザーID[必須項目],氏名(入力必須),メモ（任意）",
		"I\u200bD,Na\u00adme", "\"\ufeffID\",Name",
	} {
		if _, err := readTable([]byte(text + "\nabe.m,阿部,\n")); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	for text, want := range map[string]Error{
		"ID|Name\nabe.m|阿部\n":                             {Code: CodeCSVSeparator, Text: "|"},
		"\"ID\";\"Name\"\n\"abe.m\";\"阿部\"\n":             {Code: CodeCSVSeparator, Text: ";"},
		"社員一覧\n\nID;名前\nabe.m;阿部\n":                       {Code: CodeCSVSeparator, Text: ";"},
		"ID、名前\nabe.m、阿部\n":                               {Code: CodeCSVSeparator, Text: "、"},
		"社員一覧\n2026 年\nID,名前\nabe.m,阿部\n":                 {Code: CodeCSVTitle, Row: 3},
		"sep=;\nID;名前\n":                                  {Code: CodeCSVSeparator, Text: ";"},
		"sep=,\n社員一覧\nID,名前\nabe.m,阿部\n":                  {Code: CodeCSVTitle, Row: 3},
		"x,y\nabe.m,阿部\n":                                 {Code: CodeCSVUnknown, Text: "x"},
		"社員番号必須,名前\n1,阿部\n":                               {Code: CodeCSVUnknown, Text: "社員番号必須"},
		strings.Repeat("x\n", 30) + "ID,Name\nabe.m,阿部\n": {Code: CodeCSVUnknown, Text: "x"},
	} {
		_, err := readTable([]byte(text))
		if got, ok := err.(*Error); !ok || *got != want {
			t.Errorf("%q: %+v, want %+v", text, err, want)
		}
	}
}

// Bug: one person stands twice in a file, in two spellings of the ID.
func TestTwoSpellingsAreOneID(t *testing.T) {
	b := newBench(t, KindMulti)
	file := b.preview(b.admin(), "ID,Name\nyamada-t,山田\nＹamada‐t,山田\nyama\u200bdaーt,山田\n")
	if file.Added != 1 || file.Refused != 2 || file.Rows[0].User.Login != "yamada-t" {
		t.Fatalf("%+v", file.Rows)
	}
	for _, row := range file.Rows[1:] {
		if b.want(CodeLoginTwice, row.Err); row.Err.(*Error).Row != 2 {
			t.Errorf("%+v", row.Err)
		}
	}
}
