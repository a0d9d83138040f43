package model

import (
	"strings"
	"testing"

	"qlingo/model/store"
)

func TestOnlyOtherUsersOfTheAccountAreReset(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	b.enrol(user)
	admin := b.admin()
	b.enrol(admin)
	b.want(CodeLastAdministrator, errOf(admin.ResetMFA(t.Context(), admin.Person().ID)))
	b.want(CodeDenied, errOf(admin.ResetMFA(t.Context(), PersonID{1})))
	b.want(CodeDenied, errOf(user.ResetMFA(t.Context(), id)))
	b.want(CodeDenied, errOf(user.People(t.Context())))
	b.want(CodeDenied, errOf(user.Suspend(t.Context(), id)))
	_, _, err := user.ResetPassword(t.Context(), user.Person().ID)
	b.want(CodeDenied, err)
	_, _, err = admin.ResetPassword(t.Context(), admin.Person().ID)
	b.want(CodeLastAdministrator, err)
	b.want(CodeDenied, errOf(user.Resume(t.Context(), id)))
	_, _, err = user.AddUser(t.Context(), NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
	b.want(CodeDenied, err)
	b.want(CodeLastAdministrator, errOf(admin.Suspend(t.Context(), admin.Person().ID)))
	second := b.secondAdministrator(admin)
	b.want(CodeDenied, errOf(admin.ResetMFA(t.Context(), second)))
	b.want(CodeOneself, errOf(admin.Suspend(t.Context(), admin.Person().ID)))
}

// secondAdministrator writes one as the first run does.
func (b *bench) secondAdministrator(admin *Session) PersonID {
	b.Helper()
	u := &store.User{ID: store.ID{7}, Account: admin.office, Login: "kimura.a", Name: "木村", Role: string(RoleAdministrator), Status: active, Epoch: 1}
	b.want("", b.write(b.Context(), func(w *writing) error {
		if err := b.newUser(u, &admin.adminsKey, userPassword, false); err != nil {
			return err
		}
		return w.insert(u, event{kind: ActivityUserCreated, target: u})
	}))
	must2(b.SignIn(b.Context(), "kimura.a", userPassword))(b.T)
	return PersonID(u.ID)
}

// A forgotten password: the administrator hands a new temporary one over, the second step
// stays as it is.
func TestResetPassword(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	secret, _ := b.enrol(user)
	admin := b.admin()
	for range passwordStop {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong wrong wrong wrong")
		b.want(CodeWrongCredentials, err)
		b.clock.add(longestWait)
	}
	_, _, err := admin.ResetPassword(t.Context(), id)
	b.want(CodeEnded, err) // a night has passed
	admin = b.admin()
	b.clock.add(ProofLife)
	_, _, err = admin.ResetPassword(t.Context(), id)
	b.want(CodeProofNeeded, err)
	b.want("", admin.Prove(t.Context(), adminPassword, ""))
	p, temporary, err := admin.ResetPassword(t.Context(), id)
	b.want("", err)
	if !p.Temporary || !p.MFA {
		t.Errorf("%+v", p)
	}
	_, _, err = b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodeWrongCredentials, err)
	s := must(b.pending("takahashi.k", temporary).Enter(t.Context(), b.pin(secret)))(t)
	if !s.MustChange() {
		t.Error("the temporary password need not be changed")
	}
	b.want("", s.ChangePassword(t.Context(), "", "another long password"))

	_, temporary, err = admin.ResetPassword(t.Context(), id)
	b.want("", err)
	b.want(CodeEnded, s.DisableMFA(t.Context()))
	b.clock.add(resetTemporary)
	_, _, err = b.SignIn(t.Context(), "takahashi.k", temporary)
	b.want(CodeTemporaryExpired, err)
}

func TestSuspendAndResume(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("tanaka.n")
	admin := b.admin()
	b.want("", errOf(admin.Suspend(t.Context(), id)))
	b.want("", errOf(admin.Suspend(t.Context(), id)))
	_, _, err := b.SignIn(t.Context(), "tanaka.n", "wrong")
	b.want(CodeWrongCredentials, err) // the status is told only to who has the password
	_, _, err = b.SignIn(t.Context(), "tanaka.n", userPassword)
	b.want(CodeSuspended, err)
	for _, p := range must(admin.People(t.Context()))(t) {
		if p.ID == id && p.State != StateSuspended {
			t.Errorf("the table shows %q", p.State)
		}
	}
	b.want("", errOf(admin.Resume(t.Context(), id)))
	must2(b.SignIn(t.Context(), "tanaka.n", userPassword))(t)
}

func TestPeople(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	admin := b.admin()
	_, _, err := admin.AddUser(t.Context(), NewUser{
		Login: "Abe.M", Details: Details{Name: " 阿部 𠮷𣘺 👩‍👩‍👧 \"'&%: ", Email: " abe@yamada.example ", Department: "総務部", Phone: "03-0000-0000", Memo: "a\nb"},
	})
	b.want("", err)
	_, _, err = admin.AddUser(t.Context(), NewUser{Login: "ａｂｅ.ｍ", Details: Details{Name: "x"}})
	b.want(CodeLoginTaken, err)
	people := must(admin.People(t.Context()))(t)
	if len(people) != 3 || people[0].Login != "abe.m" || people[1].Login != "sato.h" || people[2].Login != "takahashi.k" {
		t.Fatalf("%d people: %+v", len(people), people)
	}
	abe, sato, takahashi := people[0], people[1], people[2]
	if abe.Name != "阿部 𠮷𣘺 👩‍👩‍👧 \"'&%:" || abe.Email != "abe@yamada.example" || abe.State != StateNever || !abe.Temporary || !abe.LastSignIn.IsZero() {
		t.Errorf("%+v", abe)
	}
	if sato.Role != RoleAdministrator || sato.State != StateUsable || sato.MFA {
		t.Errorf("%+v", sato)
	}
	if !takahashi.MFA || takahashi.MFASince.IsZero() || takahashi.Role != RoleUser {
		t.Errorf("%+v", takahashi)
	}
}

func TestBadInputIsRefusedWithItsField(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	good := NewUser{Login: "abe.m", Details: Details{Name: "阿部"}}
	for _, c := range []struct {
		field string
		code  Code
		edit  func(*NewUser)
	}{
		{"login", CodeLoginInvalid, func(n *NewUser) { n.Login = "ab" }},
		{"login", CodeLoginInvalid, func(n *NewUser) { n.Login = strings.Repeat("a", 65) }},
		{"login", CodeLoginInvalid, func(n *NewUser) { n.Login = "阿部さん" }},
		{"login", CodeLoginInvalid, func(n *NewUser) { n.Login = strings.Repeat("a", 5000) }},
		{"name", CodeNameEmpty, func(n *NewUser) { n.Name = " \u3000" }},
		{"name", CodeNameLong, func(n *NewUser) { n.Name = strings.Repeat("𠮷", 201) }},
		{"name", CodeNameControl, func(n *NewUser) { n.Name = "a\x00b" }},
		{"name", CodeNameControl, func(n *NewUser) { n.Name = "a\u202eb" }},
		{"name", CodeNameControl, func(n *NewUser) { n.Name = "\xff" }},
		{"email", CodeEmailInvalid, func(n *NewUser) { n.Email = "not an address" }},
		{"email", CodeEmailInvalid, func(n *NewUser) { n.Email = "A <a@b.example>" }},
		{"department", CodeNameLong, func(n *NewUser) { n.Department = strings.Repeat("x", 201) }},
		{"phone", CodeNameControl, func(n *NewUser) { n.Phone = "1\n2" }},
		{"memo", CodeTextLong, func(n *NewUser) { n.Memo = strings.Repeat("x", MaxText+1) }},
		{"memo", CodeNameControl, func(n *NewUser) { n.Memo = "\x1b[31m" }},
	} {
		n := good
		c.edit(&n)
		_, _, err := admin.AddUser(t.Context(), n)
		if CodeOf(err) != c.code || err.(*Error).Field != c.field {
			t.Errorf("%s: %v, want %q at %q", c.field, err, c.code, c.field)
		}
	}
	if people := must(admin.People(t.Context()))(t); len(people) != 1 {
		t.Errorf("%d people after refusals", len(people))
	}
	n := good
	n.Name, n.Memo = strings.Repeat("𠮷", MaxName), "a\nb\tc"
	_, _, err := admin.AddUser(t.Context(), n)
	b.want("", err)
}

func TestPasswordRules(t *testing.T) {
	for password, want := range map[string]Code{
		strings.Repeat("あ", 15):             CodePasswordCommon,
		"朝顔の空に紙の舟が二つ浮かぶ夜":                   "",
		strings.Repeat("あ", 14):             CodePasswordShort,
		"1234567890 abcd":                   CodePasswordCommon,
		"1234567890 abce":                   "",
		"Password-Password 2026":            CodePasswordCommon,
		strings.Repeat("x", 128):            CodePasswordCommon,
		strings.Repeat("朝顔の空紙", 25) + "abc": "",
		strings.Repeat("x", 129):            CodePasswordLong,
		strings.Repeat("x", 5000):           CodePasswordLong,
		"":                                  CodePasswordShort,
		"Qlingo-QLINGO qlingo":              CodePasswordContext,
		"takahashi.ken-ichi":                CodePasswordContext,
		"TAKAHASHI.KEN-ICHI 2026":           CodePasswordContext,
		"山田商店株式会社東京本店営業部":                   CodePasswordContext,
		"takahashi.ken-ichi likes trains":   "",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff": CodePasswordShort,
	} {
		if got := CodeOf(CheckPassword(password, MinPassword, "takahashi.ken-ichi", "山田商店株式会社東京本店営業部")); got != want {
			t.Errorf("%.40q: %q, want %q", password, got, want)
		}
	}
}
