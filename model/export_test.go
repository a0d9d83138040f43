package model

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// A round trip changes nothing, whatever the cells begin with and hold.
func TestRoundTrip(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	for i, text := range []string{
		"=1+1", "+81 3", "-5", "@sum", "'quoted", "''twice", "'=both", "＝全角", "＋", "－", "＠", "'", "=", "a,b", "a\"b", "\"", "'\"'", "a;b", "\\.", "𠮷𣘺 👩‍👩‍👧", "x",
	} {
		_, _, err := admin.AddUser(t.Context(), NewUser{
			Login:   fmt.Sprintf("person.%d", i),
			Details: Details{Name: text, Department: text, Phone: text, Memo: text + "\nline\r\n\tthird\r=fourth\n"},
		})
		b.want("", err)
	}
	for _, memo := range []string{"\n=1", "\t=1", " =1", "'\n", "\r\n"} {
		_, _, err := admin.AddUser(t.Context(), NewUser{Login: fmt.Sprintf("memo.%x", memo), Details: Details{Name: "x", Memo: memo}})
		b.want("", err)
	}
	people := must(admin.People(t.Context()))(t)
	var ids []PersonID
	for _, p := range slices.Backward(people) {
		ids = append(ids, p.ID)
	}
	var out bytes.Buffer
	b.want("", admin.ExportPeople(t.Context(), ids, plainWords, &out))
	for _, cell := range slices.Concat(must(csv.NewReader(strings.NewReader(out.String()[len("\ufeff"):])).ReadAll())(t)...) {
		if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@＝＋－＠\t\n", first) {
			t.Errorf("a spreadsheet would calculate %q", cell)
		}
	}
	for _, text := range []string{out.String(), strings.ReplaceAll(out.String(), "\r\n", "\n")} {
		before := b.file()
		file := b.preview(admin, text)
		if file.Same != len(people) || len(file.Rows) != len(people) {
			for _, row := range file.Rows {
				if row.Action != ImportSame {
					t.Errorf("%q: %s %v %v", row.User.Login, row.Action, row.Changed, row.Err)
				}
			}
		}
		b.unchanged(before, "preview of one's own export")
	}
	after := must(admin.People(t.Context()))(t)
	b.want("", admin.Import(t.Context(), b.preview(admin, out.String()), keepNothing, nil))
	if !slices.Equal(after, must(admin.People(t.Context()))(t)) {
		t.Error("importing one's own export changed somebody")
	}
	b.counted(map[ActivityKind]int{ActivityPeopleExported: 1, ActivityUserEdited: 0})
}

func TestExportPeople(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	admin := b.admin()
	var out bytes.Buffer
	b.want(CodeDenied, user.ExportPeople(t.Context(), []PersonID{id}, plainWords, &out))
	if out.Len() > 0 {
		t.Errorf("written all the same: %q", out.String())
	}
	b.want("", admin.ExportPeople(t.Context(), []PersonID{id, {9}, admin.Person().ID}, plainWords, &out))
	now := formatTime(b.clock.Now(), minuteFormat)
	want := "\ufeff" + quoted("login,name,email,department,phone,memo,role,state,mfa,last_sign_in,created\r\n"+
		"takahashi.k,高橋 健一,,,,,role_user,state_active,off,"+now+","+now+"\r\n"+
		"sato.h,佐藤 花子,,,,,role_administrator,state_active,off,"+now+","+now+"\r\n")
	if out.String() != want {
		t.Errorf("%q", out.String())
	}
	out.Reset()
	b.want(CodeDenied, b.elsewhere(KindMulti, "mori.a").ExportPeople(t.Context(), []PersonID{id}, plainWords, &out))
	if out.Len() > 0 {
		t.Errorf("written all the same: %q", out.String())
	}
	edit(t, b.options, "UPDATE user SET name = '別人'"+victim)
	b.want("", admin.ExportPeople(t.Context(), []PersonID{id}, plainWords, &out))
	if !strings.Contains(out.String(), "state_tampered") {
		t.Errorf("%q", out.String())
	}
	broken := errors.New("broken pipe")
	if err := admin.ExportPeople(t.Context(), nil, plainWords, failing{broken}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// quoted puts every cell of simple lines into quotes.
func quoted(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
	for i, line := range lines {
		lines[i] = `"` + strings.ReplaceAll(line, ",", `","`) + "\"\r\n"
	}
	return strings.Join(lines, "")
}

// Nothing but commas and line ends stands outside quotes: no ; and no tab of somebody's,
// which separate cells for some spreadsheets.
func TestEveryCellIsInQuotes(t *testing.T) {
	b := newBench(t, KindMulti)
	cell := "x;=1+1\t=2+2,=3+3 \"4\"\n=5+5"
	var out bytes.Buffer
	b.want("", WritePasswords(&out, []IssuedPassword{{"abe.m", cell, "AAAAA", b.clock.Now()}}, plainWords))
	outside := 0
	for i, part := range strings.Split(strings.TrimPrefix(out.String(), "\ufeff"), `"`) {
		if i%2 == 0 {
			outside += len(part)
			if strings.Trim(part, ",\r\n") != "" {
				t.Errorf("%q stands outside quotes", part)
			}
		}
	}
	if outside != 2*len(",,,\r\n") {
		t.Errorf("%d bytes outside quotes: %q", outside, out.String())
	}
}

// People are read without keeping anybody from writing: another program's write under
// way is waited for by the note alone.
func TestExportReadsBesideWrites(t *testing.T) {
	onlyFile(t, "on a server a PC has one transaction at a time")
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	other := b.elsewhere(KindMulti, "mori.a")
	b.writes <- struct{}{}
	defer func() { <-b.writes }()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	b.want(CodeDenied, other.ExportPeople(ctx, []PersonID{id}, plainWords, io.Discard))
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWritePasswords(t *testing.T) {
	b := newBench(t, KindMulti)
	var out bytes.Buffer
	b.want("", WritePasswords(&out, []IssuedPassword{{"abe.m", "=阿部", "AAAAA-BBBBB-CCCCC-DDDDD", b.clock.Now()}}, plainWords))
	if want := "\ufeff" + quoted("login,name,password,until\r\nabe.m,'=阿部,AAAAA-BBBBB-CCCCC-DDDDD,"+formatTime(b.clock.Now(), minuteFormat)+"\r\n"); out.String() != want {
		t.Errorf("%q", out.String())
	}
	if err := WritePasswords(failing{os.ErrClosed}, nil, plainWords); err == nil {
		t.Error("written to nowhere")
	}
}
