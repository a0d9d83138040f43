package model

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

const partlyRefused = "ユーザID,ユーザ名,所属部署,権限,メモ\r\n" +
	"abe.m,阿部 美咲,総務部,ユーザ,\r\n" +
	"ABE.M,阿部 美里,営業部,ユーザ,\r\n" +
	"x,短い,=1+1,ユーザ,\"一行目\r\n二行目\"\r\n" +
	"takahashi.k,髙橋 健一,営業部,ユーザ,\r\n" +
	"bad\"quote,だれか,,,\r\n" +
	"ito.k,伊藤 健,,,\r\n"

// Refused lines are left out only when that is asked for, and the others are still all or nothing.
func TestImportWithoutRefused(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	file := b.preview(admin, partlyRefused)
	if file.Added != 2 || file.Changed != 1 || file.Refused != 3 {
		t.Fatalf("%+v", file)
	}
	before := b.file()
	b.want(CodeImportRefused, admin.Import(t.Context(), file, keepNothing, nil))
	b.unchanged(before, "refused lines")

	rest := file.WithoutRefused()
	if rest.Added != 2 || rest.Changed != 1 || rest.Refused != 0 || rest.LeftOut != 3 || len(rest.Rows) != 3 || file.Refused != 3 {
		t.Fatalf("%+v of %+v", rest, file)
	}
	var issued []IssuedPassword
	b.want("", admin.Import(t.Context(), rest, func(_ context.Context, p []IssuedPassword) error { issued = p; return nil }, nil))
	if len(issued) != 2 || issued[0].Login != "abe.m" || issued[1].Login != "ito.k" {
		t.Errorf("%d passwords", len(issued))
	}
	if got := b.byLogin(admin, "takahashi.k"); got.Department != "営業部" {
		t.Errorf("%+v", got)
	}
	if got := b.byLogin(admin, "abe.m"); got.Department != "総務部" {
		t.Errorf("%+v", got)
	}
	b.counted(map[ActivityKind]int{ActivityUserCreated: 4, ActivityUserEdited: 1, ActivityPeopleImported: 1})

	onlyRefused := b.preview(admin, "ID,name\r\nx,short\r\n").WithoutRefused()
	b.want(CodeCSVEmpty, admin.Import(t.Context(), onlyRefused, keepNothing, nil))
}

// A line that has become refused since the preview stops the whole, also where others were left out.
func TestImportWithoutRefusedIsStillAllOrNothing(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	rest := b.preview(admin, "ID,name\r\nx,short\r\nmori.t,森\r\nabe.m,阿部\r\n").WithoutRefused()
	b.elsewhere(KindMulti, "mori.t") // now somebody of another account has the ID
	before := b.file()
	b.want(CodeImportStale, admin.Import(t.Context(), rest, keepNothing, nil))
	b.unchanged(before, "a line refused meanwhile")
}

func TestWriteRefused(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	var out bytes.Buffer
	reason := func(row ImportRow) string { return string(CodeOf(row.Err)) }
	b.want("", b.preview(admin, partlyRefused).WriteRefused(&out, plainWords, reason))
	want := "\ufeff" + quoted("original_line,why_refused,login,name,department,memo\r\n") +
		quoted("3,login_twice,ABE.M,阿部 美里,営業部,\r\n") +
		`"4","login_invalid","x","短い","'=1+1","一行目` + "\r\n" + `二行目"` + "\r\n" +
		quoted("7,csv_quote,,,,\r\n")
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	// What was corrected is read as it stands.
	mended := strings.NewReplacer("ABE.M", "abe.mi", `"x"`, `"suzuki.x"`).Replace(out.String())
	file := b.preview(admin, mended)
	if file.Added != 2 || file.Refused != 1 || file.Rows[1].User.Department != "=1+1" || file.Rows[1].User.Memo != "一行目\n二行目" {
		t.Errorf("%+v", file)
	}
}

// The sample is a file of people as it stands, and has every column.
func TestSample(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	var out bytes.Buffer
	people := []NewUser{
		{Login: "abe.m", Details: Details{Name: "阿部 美咲", Email: "abe@yamada.example", Department: "総務部", Phone: "03-0000-0000", Memo: "一行目\n二行目"}},
		{Login: "ito.k", Details: Details{Name: "伊藤 健"}},
	}
	b.want("", WriteSample(&out, plainWords, people...))
	file := b.preview(admin, out.String())
	if file.Added != 2 || len(file.Rows) != 2 || file.Rows[0].User != people[0] || file.Rows[1].User != people[1] {
		t.Errorf("%+v", file)
	}
	for _, column := range ImportColumns() {
		_, _, without := strings.Cut(out.String(), `"`+column.Name+`"`)
		if !without {
			t.Errorf("no column %s", column.Name)
		}
	}
}

// A column is required if a file without it is refused.
func TestRequiredColumns(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	for _, left := range ImportColumns() {
		var heads, cells []string
		for _, column := range ImportColumns() {
			if column != left {
				heads, cells = append(heads, column.Name), append(cells, "abcd")
			}
		}
		_, err := admin.PreviewImport(t.Context(), []byte(strings.Join(heads, ",")+"\r\n"+strings.Join(cells, ",")+"\r\n"), nil)
		if refused := CodeOf(err) == CodeCSVHeader; refused != left.Required {
			t.Errorf("without %s: %v", left.Name, err)
		}
	}
}
