package model

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// plainWords writes keys instead of translations.
func plainWords(key string) string { return key }

// file is the database as it lies on the disk, or the rows of a server.
func (b *bench) file() []byte {
	b.Helper()
	return stands(b.T, b.options)
}

// unchanged fails unless the database is byte for byte what it was.
func (b *bench) unchanged(before []byte, what string) {
	b.Helper()
	if !bytes.Equal(before, b.file()) {
		b.Errorf("%s: the database was changed", what)
	}
}

func (b *bench) preview(admin *Session, text string) *Import {
	b.Helper()
	return must(admin.PreviewImport(b.Context(), []byte(text), nil))(b.T)
}

// byLogin is a person as the table shows them.
func (b *bench) byLogin(admin *Session, login string) Person {
	b.Helper()
	people := must(admin.People(b.Context()))(b.T)
	i := slices.IndexFunc(people, func(p Person) bool { return p.Login == login })
	if i < 0 {
		b.Fatalf("%s is not there", login)
	}
	return people[i]
}

func sjis(t *testing.T, text string) []byte {
	t.Helper()
	return must(japanese.ShiftJIS.NewEncoder().Bytes([]byte(text)))(t)
}

const twoPeople = "ユーザID,ユーザ名,メールアドレス,所属部署,電話番号,メモ\r\n" +
	"abe.m,阿部 美咲,abe@yamada.example,総務部,03-0000-0000,\"一行目\r\n二行目\"\r\n" +
	"ＩＴＯ.Ｋ,伊藤 健,,,,\r\n"

func TestImport(t *testing.T) {
	for encoding, encode := range map[string]func(string) []byte{
		"UTF-8":     func(s string) []byte { return []byte(s) },
		"UTF-8 ":    func(s string) []byte { return []byte("\ufeff" + s) },
		"Shift_JIS": func(s string) []byte { return sjis(t, s) },
	} {
		b := newBench(t, KindMulti)
		admin := b.admin()
		before := b.file()
		file := must(admin.PreviewImport(t.Context(), encode(twoPeople), nil))(t)
		b.unchanged(before, "preview")
		if file.Added != 2 || file.Changed+file.Same+file.Refused > 0 || file.Encoding != strings.TrimSpace(encoding) || file.Rows[1].Line != 4 {
			t.Fatalf("%+v", file)
		}
		var issued []IssuedPassword
		b.want("", admin.Import(t.Context(), file, func(_ context.Context, p []IssuedPassword) error { issued = p; return nil }, nil))
		abe := b.byLogin(admin, "abe.m")
		if abe.Name != "阿部 美咲" || abe.Email != "abe@yamada.example" || abe.Department != "総務部" || abe.Phone != "03-0000-0000" || abe.Memo != "一行目\n二行目" {
			t.Errorf("%+v", abe)
		}
		if abe.Role != RoleUser || abe.State != StateNever || !abe.Temporary {
			t.Errorf("%+v", abe)
		}
		if len(issued) != 2 || issued[1].Login != "ito.k" || !issued[0].Until.Equal(b.clock.Now().Add(firstTemporary)) {
			t.Fatalf("%+v", issued)
		}
		if !must2(b.SignIn(t.Context(), "abe.m", issued[0].Password))(t).MustChange() {
			t.Error("the temporary password need not be changed")
		}
		b.counted(map[ActivityKind]int{ActivityUserCreated: 3, ActivityPeopleImported: 1})
		again := must(admin.PreviewImport(t.Context(), encode(twoPeople), nil))(t)
		if again.Same != 2 || again.Added+again.Changed+again.Refused > 0 {
			t.Errorf("the same file again: %+v", again.Rows)
		}
	}
}

// keepNothing is for imports whose passwords do not matter.
func keepNothing(context.Context, []IssuedPassword) error { return nil }

// counted compares how many rows of some kinds the log has.
func (b *bench) counted(want map[ActivityKind]int) {
	b.Helper()
	got := map[ActivityKind]int{}
	b.want("", b.read(b.Context(), func(v *view) error {
		rows, err := v.tx.ActivityAfter(0, 1<<40)
		for _, row := range rows {
			kind, _ := kindOf(row.Kind)
			got[kind]++
		}
		return err
	}))
	for kind, n := range want {
		if got[kind] != n {
			b.Errorf("%d rows %s, want %d", got[kind], kind, n)
		}
	}
}

// A column that is not there leaves what is known; an empty cell empties it; what else
// our own export writes is left alone.
func TestImportChanges(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	must(admin.PreviewImport(t.Context(), []byte(twoPeople), nil))(t)
	b.want("", admin.Import(t.Context(), b.preview(admin, twoPeople), keepNothing, nil))
	file := b.preview(admin, "State,Department,Name,ID,Role,Last sign-in\r\nsuspended,,阿部 美咲,ABE.M,administrator,2020\r\nx,営業部,伊藤 健,ito.k,user,\r\n"+
		"active,本社,佐藤 花子,sato.h,administrator,\r\n")
	if file.Changed != 3 || !slices.Equal(file.Rows[0].Changed, []string{"department"}) {
		t.Fatalf("%+v", file.Rows)
	}
	issue := func(context.Context, []IssuedPassword) error {
		t.Error("nobody is new, but passwords were issued")
		return nil
	}
	b.want("", admin.Import(t.Context(), file, issue, nil))
	if admin.Person().Department != "本社" || admin.Person().Role != RoleAdministrator { // the session's own copy
		t.Errorf("%+v", admin.Person())
	}
	abe := b.byLogin(admin, "abe.m")
	if abe.Department != "" || abe.Email != "abe@yamada.example" || abe.Memo == "" || abe.Role != RoleUser || abe.State != StateNever {
		t.Errorf("%+v", abe)
	}
	b.counted(map[ActivityKind]int{ActivityUserEdited: 3, ActivityPeopleImported: 2})
	b.want("", errOf(admin.EditUser(t.Context(), abe.ID, Details{}, Details{Name: "阿部"})))
}

// What is wrong with a whole file.
func TestImportRefusesFiles(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	before := b.file()
	utf16 := must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(twoPeople))(t)
	bare16 := must(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("ID,Name\r\nabe.m,abe\r\n"))(t)
	for name, c := range map[string]struct {
		text string
		code Code
		says string
	}{
		"empty":              {"", CodeCSVEmpty, ""},
		"only a BOM":         {"\ufeff", CodeCSVEmpty, ""},
		"only blank lines":   {"\r\n\r\n", CodeCSVEmpty, ""},
		"only heads":         {"ID,Name\r\n", CodeCSVEmpty, ""},
		"heads and commas":   {"ID,Name\r\n,\r\n , \r\n", CodeCSVEmpty, ""},
		"UTF-16":             {utf16, CodeCSVEncoding, encodingUTF16},
		"UTF-16 without BOM": {bare16, CodeCSVEncoding, encodingUTF16},
		"a workbook":         {"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml", CodeCSVEncoding, ""},
		"control characters": {"ID,Name,\x1b[31m\n", CodeCSVUnknown, " [31m"},
		"no heads":           {"abe.m,阿部\r\n", CodeCSVUnknown, "abe.m"},
		"no ID":              {"Name,E-mail\r\nabe,\r\n", CodeCSVHeader, ""},
		"no name":            {"ユーザID\r\nabe.m\r\n", CodeCSVHeader, ""},
		"a foreign column":   {"ID,Name,パスワード\r\nabe.m,abe,x\r\n", CodeCSVUnknown, "パスワード"},
		"a long head":        {"ID,Name," + strings.Repeat("x", 50) + "\r\nabe.m,abe,x\r\n", CodeCSVUnknown, strings.Repeat("x", 30) + "…"},
		"a column twice":     {"ID,Name,氏名\r\nabe.m,abe,x\r\n", CodeCSVTwice, "氏名"},
		"bad quotes in head": {"ID,\"Name\r\nabe.m,abe\r\n", CodeCSVQuote, ""},
		"semicolons":         {"ID;Name\r\nabe.m;abe\r\n", CodeCSVSeparator, ";"},
		"too big":            {strings.Repeat("x", MaxImport+1), CodeCSVTooBig, ""},
		"too many":           {"ID,Name\r\n" + strings.Repeat("abe.m,abe\r\n", maxImportRows+1), CodeCSVRows, ""},
	} {
		file, err := admin.PreviewImport(t.Context(), []byte(c.text), nil)
		var coded *Error
		if !errors.As(err, &coded) || coded.Code != c.code || coded.Text != c.says || file != nil {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
		b.unchanged(before, name)
	}
}

// What is wrong with single lines is told with the line, the others are judged all the
// same, and nothing is written.
func TestImportRefusesLines(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	before := b.file()
	for name, c := range map[string]struct {
		line  string
		code  Code
		field string
	}{
		"too few columns":      {"x.y", CodeNameEmpty, "name"},
		"too many columns":     {"x.y,x,,1", CodeCSVColumns, ""},
		"NUL":                  {"x.y,a\x00b,", CodeCSVNUL, ""},
		"half a character":     {"x.y,\xe3\x81,", CodeCSVCharacter, ""},
		"lost character":       {"x.y,\ufffd,", CodeCSVCharacter, ""},
		"a bare quote":         {"x.y,a\"b,", CodeCSVQuote, ""},
		"text behind quotes":   {"x.y,\"a\"b,", CodeCSVQuote, ""},
		"10 MB":                {"x.y," + strings.Repeat("あ", 10<<20/3) + ",", CodeCSVLong, ""},
		"10 MB of commas":      {"x.y," + strings.Repeat(",", 10<<20), CodeCSVLong, ""},
		"10 MB of lines":       {"x.y,x," + strings.Repeat("\"\n\",", 10<<20/4), CodeCSVLong, ""},
		"10 MB in quotes":      {"x.y,x,\"" + strings.Repeat("\n", 10<<20) + "\"", CodeCSVLong, ""},
		"a bad ID":             {"阿部,阿部,", CodeLoginInvalid, "login"},
		"no ID":                {",阿部,", CodeLoginInvalid, "login"},
		"a formula as ID":      {"=1+1,阿部,", CodeLoginInvalid, "login"},
		"no name":              {"x.y, ,", CodeNameEmpty, "name"},
		"a long name":          {"x.y," + strings.Repeat("𠮷", 201) + ",", CodeNameLong, "name"},
		"a turned text":        {"x.y,a\u202eb,", CodeNameControl, "name"},
		"two lines as name":    {"x.y,\"a\nb\",", CodeNameControl, "name"},
		"a long memo":          {"x.y,x," + strings.Repeat("x", MaxText+1), CodeTextLong, "memo"},
		"the same ID":          {"good.one,x,", CodeLoginTwice, "login"},
		"the same in capitals": {"GOOD.One,x,", CodeLoginTwice, "login"},
		"the same, wide":       {"ｇｏｏｄ．ｏｎｅ,x,", CodeLoginTwice, "login"},
	} {
		file, err := admin.PreviewImport(t.Context(), []byte("ID,氏名,メモ\r\nGood.ｏｎｅ,良い,\r\n"+c.line+"\r\ngood.two,良い,\r\n"), nil)
		b.want("", err)
		if file.Added != 2 || file.Refused != 1 || len(file.Rows) != 3 {
			t.Errorf("%s: %d added, %d refused", name, file.Added, file.Refused)
			continue
		}
		var coded *Error
		row := file.Rows[1]
		if !errors.As(row.Err, &coded) || coded.Code != c.code || coded.Field != c.field || row.Line != 3 || row.Action != ImportRefuse {
			t.Errorf("%s: line %d, %v, want %q at %q", name, row.Line, row.Err, c.code, c.field)
		}
		if c.code == CodeLoginTwice && coded.Row != 2 {
			t.Errorf("%s: the first is said to be on line %d", name, coded.Row)
		}
		if strings.ContainsFunc(row.User.Name, func(r rune) bool { return r < ' ' }) || len([]rune(row.User.Name)) > MaxName+1 {
			t.Errorf("%s: the table shows %.50q", name, row.User.Name)
		}
		b.want(CodeImportRefused, admin.Import(t.Context(), file, keepNothing, nil))
		b.unchanged(before, name)
	}
}

// People whose passwords nobody would know are not imported.
func TestImportNeedsSomebodyWhoKeepsThePasswords(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	file := b.preview(admin, twoPeople)
	before := b.file()
	b.want(CodeInternal, admin.Import(t.Context(), file, nil, nil))
	b.unchanged(before, "nobody keeps the passwords")
}

// Who was changed from outside, and who belongs to another account, is refused.
func TestImportRefusesPeople(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	b.elsewhere(KindMulti, "mori.a")
	edit(t, b.options, "UPDATE user SET name = '別人'"+victim)
	before := b.file()
	file := b.preview(admin, "ID,Name\r\ntakahashi.k,高橋\r\nMori.A,森\r\n")
	if CodeOf(file.Rows[0].Err) != CodeImportTampered || CodeOf(file.Rows[1].Err) != CodeLoginTaken || file.Refused != 2 {
		t.Errorf("%+v", file.Rows)
	}
	b.unchanged(before, "a changed row")
}

// An import is all or nothing: whatever stops it leaves the file byte for byte as it was.
func TestImportIsAllOrNothing(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	var text strings.Builder
	text.WriteString("ID,Name,Memo\n")
	for i := range 3000 { // more than SQLite keeps in memory
		fmt.Fprintf(&text, "user.%d,人 %d,%s\n", i, i, strings.Repeat("x", 500))
	}
	total := 0
	file := must(admin.PreviewImport(t.Context(), []byte(text.String()), func(_, n int) { total = n }))(t)
	if file.Added != 3000 || total != 3000 {
		t.Fatalf("%d of %d", file.Added, total)
	}
	before := b.file()
	full := errors.New("no room for the passwords")
	err := admin.Import(t.Context(), file, func(_ context.Context, issued []IssuedPassword) error {
		if len(issued) != 3000 {
			t.Errorf("%d passwords", len(issued))
		}
		return full
	}, nil)
	if !errors.Is(err, full) {
		t.Error(err)
	}
	b.unchanged(before, "the passwords could not be kept")

	for _, when := range []int{0, 100, 1500, 3000} {
		ctx, cancel := context.WithCancel(t.Context())
		b.want(CodeCanceled, admin.Import(ctx, file, func(context.Context, []IssuedPassword) error { cancel(); return nil }, func(done, _ int) {
			if done == when {
				cancel()
			}
		}))
		b.unchanged(before, fmt.Sprint("cancelled at ", when))
		ctx, cancel = context.WithCancel(t.Context())
		_, err := admin.PreviewImport(ctx, []byte(text.String()), func(done, _ int) {
			if done == when {
				cancel()
			}
		})
		b.want(CodeCanceled, err)
		cancel()
	}
	b.clock.add(ProofLife)
	b.want(CodeProofNeeded, admin.Import(t.Context(), file, keepNothing, nil))
	b.want("", b.reopen())
	_, err = b.WaitForVerification(t.Context())
	b.want("", err)
}

// Between preview and import somebody changed: what was looked at does not count.
func TestStalePreview(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	b.want("", admin.Import(t.Context(), b.preview(admin, twoPeople), keepNothing, nil))
	abe := b.byLogin(admin, "abe.m")
	text := "ID,Name,Department\nabe.m,阿部,営業部\nnew.one,新しい人,\n"
	for name, change := range map[string]func(*Import){
		"edited": func(*Import) { must(admin.EditUser(t.Context(), abe.ID, Details{}, Details{Name: "安部"}))(t) },
		"already so": func(*Import) {
			must(admin.EditUser(t.Context(), abe.ID, Details{}, Details{Name: "阿部", Department: "営業部"}))(t)
		},
		"taken": func(*Import) {
			must2of3(admin.AddUser(t.Context(), NewUser{Login: "new.one", Details: Details{Name: "x"}}))(t)
		},
		"bent":        func(f *Import) { f.Rows[0].User.Name = "別人" },
		"row removed": func(f *Import) { f.Rows = f.Rows[:1] },
	} {
		must(admin.EditUser(t.Context(), abe.ID, Details{}, Details{Name: "x"}))(t)
		for _, p := range must(admin.People(t.Context()))(t) {
			if p.Login == "new.one" {
				b.want("", admin.DeleteUser(t.Context(), p.ID, p.Login))
			}
		}
		file := b.preview(admin, text)
		change(file)
		before := b.file()
		if err := admin.Import(t.Context(), file, keepNothing, nil); CodeOf(err) != CodeImportStale {
			t.Errorf("%s: %v", name, err)
		}
		b.unchanged(before, name)
	}
}

func must2of3[A, B any](a A, _ B, err error) func(*testing.T) A { return must(a, err) }
