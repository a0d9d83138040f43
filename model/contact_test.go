package model

import (
	"strings"
	"testing"
)

// What is shown to somebody in need is checked where it is registered, and named by its field.
func TestContactOfADeskIsChecked(t *testing.T) {
	b, d := newBench(t, KindMulti), desk(t)
	long := strings.Repeat("山", MaxName+1)
	for name, c := range map[string]struct {
		contact Contact
		code    Code
		field   string
	}{
		"nothing":             {Contact{}, CodeNameEmpty, "support_name"},
		"no name":             {Contact{Email: "a@example.jp"}, CodeNameEmpty, "support_name"},
		"no way to reach it":  {Contact{Name: "森", Hours: "平日"}, CodeContactMissing, "support_email"},
		"no e-mail address":   {Contact{Name: "森", Email: "mori at example"}, CodeEmailInvalid, "support_email"},
		"a long name":         {Contact{Name: long, Phone: "1"}, CodeNameLong, "support_name"},
		"a long phone number": {Contact{Name: "森", Phone: long}, CodeNameLong, "support_phone"},
		"long hours":          {Contact{Name: "森", Phone: "1", Hours: long}, CodeNameLong, "support_hours"},
		"turned text":         {Contact{Name: "森\u202e", Phone: "1"}, CodeNameControl, "support_name"},
		"two lines":           {Contact{Name: "森", Phone: "1", Hours: "平日\n03-1111-1111"}, CodeNameControl, "support_hours"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, err := range []error{
				c.contact.Check(),
				b.admin().RegisterDesks(t.Context(), b.kitText(), []string{d.Desk().Key}, c.contact),
				b.admin().ChangeContact(t.Context(), c.contact),
			} {
				if CodeOf(err) != c.code || err.(*Error).Field != c.field {
					t.Errorf("%v", err)
				}
			}
		})
	}
	if asked := must(b.admin().SupportDesk(t.Context()))(t); asked != (SupportDesk{}) {
		t.Errorf("registered: %+v", asked)
	}
}

// Everybody who may need it sees the same: signed in, before the PIN, and before signing in.
func TestContactOfTheDeskThatIsAsked(t *testing.T) {
	b, d := newBench(t, KindMulti), desk(t)
	asked, kind, err := b.SupportDesk(t.Context())
	if err != nil || kind != KindMulti || asked.Key != "" {
		t.Errorf("before: %+v, %q, %v", asked, kind, err)
	}
	b.want(CodeNoDesk, b.admin().ChangeContact(t.Context(), deskContact))
	spaced := deskContact
	spaced.Name = "　" + spaced.Name + " "
	b.want("", b.admin().RegisterDesks(t.Context(), b.kitText(), []string{d.Desk().Key, desk(t).Desk().Key}, spaced))
	want := d.Desk()
	want.Contact = deskContact
	_, user := b.user("abe.m")
	secret, _ := b.enrol(b.admin())
	see := func(want SupportDesk) {
		t.Helper()
		before, kind, err := b.SupportDesk(t.Context())
		b.want("", err)
		pending := b.pending("sato.h", adminPassword)
		for place, got := range map[string]SupportDesk{
			"before the sign-in": before, "before the PIN": pending.SupportDesk(),
			"a user": must(user.SupportDesk(t.Context()))(t),
		} {
			if got != want || kind != KindMulti {
				t.Errorf("%s: %+v", place, got)
			}
		}
		if pending.Single() {
			t.Error("a multi-user account counts as single")
		}
	}
	see(want)

	want.Contact = Contact{Name: "森", Phone: "03-1111-1111"}
	b.clock.add(ProofLife)
	boss := must(b.pending("sato.h", adminPassword).Enter(t.Context(), b.pin(secret)))(t)
	b.want("", boss.ChangeContact(t.Context(), want.Contact))
	see(want)
	b.want("", boss.RegisterDesks(t.Context(), b.kitText(), nil, want.Contact))
	see(SupportDesk{}) // nobody is named where there is no desk
}

// Who has not signed in belongs to no account: nobody is sent to a desk of another one.
func TestContactOfSeveralAccounts(t *testing.T) {
	b, d := newBench(t, KindMulti), desk(t)
	b.want("", b.admin().RegisterDesks(t.Context(), b.kitText(), []string{d.Desk().Key}, deskContact))
	theirs := b.elsewhere(KindSingle, "mori.t")
	if asked, kind, err := b.SupportDesk(t.Context()); kind != "" || asked != (SupportDesk{}) || err != nil {
		t.Errorf("%+v, %q, %v", asked, kind, err)
	}
	if asked := must(theirs.SupportDesk(t.Context()))(t); asked != (SupportDesk{}) {
		t.Errorf("another account's desk: %+v", asked)
	}
	b.enrol(theirs)
	pending := b.pending("mori.t", adminPassword+" too")
	if !pending.Single() || pending.SupportDesk() != (SupportDesk{}) {
		t.Errorf("%+v", pending.SupportDesk())
	}
}
