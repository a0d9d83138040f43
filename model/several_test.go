package model

import (
	"slices"
	"strings"
	"testing"
)

// group adds people, and gives them as a question about them shows them.
func (b *bench) group(admin *Session, logins ...string) []Person {
	b.Helper()
	var ids []PersonID
	for _, login := range logins {
		id, _ := b.user(login)
		b.want("", errOf(admin.EditUser(b.Context(), id, Details{}, Details{Name: "名前 " + login})))
		ids = append(ids, id)
	}
	return must(admin.Members(b.Context(), ids))(b.T)
}

// see is how the same people are now.
func (b *bench) see(admin *Session, people []Person) []Person {
	b.Helper()
	ids := make([]PersonID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return must(admin.Members(b.Context(), ids))(b.T)
}

// rows counts what the log says of a kind.
func (b *bench) rows(admin *Session, kind ActivityKind) int {
	b.Helper()
	events, _, err := admin.Activity(b.Context(), ActivityQuery{Kinds: []ActivityKind{kind}, Limit: 1000})
	b.want("", err)
	return len(events)
}

func states(people []Person) (states []PersonState) {
	for _, p := range people {
		states = append(states, p.State)
	}
	return states
}

// Each action for several does to each what the one for one person does, with a row of the log each.
func TestSeveralAtOnce(t *testing.T) {
	b := newBench(t, KindMulti)
	people := b.group(b.admin(), "abe.m", "ito.t", "kato.y")
	for _, login := range []string{"abe.m", "ito.t"} {
		b.enrol(b.again(login, userPassword))
	}
	admin := b.admin()
	people = b.see(admin, people)

	invited := must(admin.InviteToMFA(t.Context(), people[2:]))(t)
	if len(invited) != 1 || invited[0].MFA || b.rows(admin, ActivityMFAInvited) != 1 {
		t.Errorf("invited: %+v", invited)
	}
	reset := must(admin.ResetMFAOfPeople(t.Context(), people[:2]))(t)
	if slices.ContainsFunc(reset, func(p Person) bool { return p.MFA || p.MFAReset.IsZero() }) || b.rows(admin, ActivityMFAReset) != 2 {
		t.Errorf("reset: %+v", reset)
	}
	after := must(admin.SuspendPeople(t.Context(), b.see(admin, people)))(t)
	want := []PersonState{StateSuspended, StateSuspended, StateSuspended}
	if !slices.Equal(states(after), want) || !slices.Equal(states(b.see(admin, people)), want) || b.rows(admin, ActivityUserSuspended) != 3 {
		t.Errorf("suspended: %v", states(after))
	}
	_, _, err := b.SignIn(t.Context(), "kato.y", userPassword)
	b.want(CodeSuspended, err)
	after = must(admin.ResumePeople(t.Context(), after))(t)
	if slices.Contains(states(after), StateSuspended) || b.rows(admin, ActivityUserResumed) != 3 {
		t.Errorf("resumed: %v", states(after))
	}
	after, issued, err := admin.ResetPasswords(t.Context(), after)
	b.want("", err)
	for i, one := range issued {
		if one.Login != people[i].Login || one.Name != people[i].Name || !after[i].Temporary || !one.Until.Equal(after[i].TemporaryUntil) {
			t.Errorf("%s: %+v", one.Login, after[i])
		}
		s := must2(b.SignIn(t.Context(), one.Login, one.Password))(t)
		if !s.MustChange() {
			t.Errorf("%s need not change it", one.Login)
		}
		_, _, err := b.SignIn(t.Context(), one.Login, userPassword)
		b.want(CodeWrongCredentials, err)
	}
	if len(issued) != 3 || b.rows(admin, ActivityPasswordReset) != 3 {
		t.Errorf("%d passwords", len(issued))
	}
}

// Whoever has changed since the question was shown stops all of it, by name.
func TestSeveralStopForWhoeverHasChanged(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	seen := b.group(admin, "abe.m", "ito.t", "kato.y", "mori.t")
	refused := func(action string, err error, names ...string) {
		t.Helper()
		b.want(CodePeopleChanged, err)
		if got := err.(*Error).People; got != strings.Join(names, "\n") {
			t.Errorf("%s: %q, want %q", action, got, names)
		}
	}
	for i, change := range []func() error{
		func() error {
			return errOf(admin.EditUser(t.Context(), seen[1].ID, Details{}, Details{Name: "伊藤", Department: "営業部"}))
		},
		func() error { return errOf(admin.SetRole(t.Context(), seen[2].ID, RoleAdministrator)) },
		func() error { return admin.DeleteUser(t.Context(), seen[3].ID, "mori.t") },
	} {
		b.want("", change())
		names := []string{seen[1].Name, seen[2].Name, seen[3].Name}[:i+1]
		refused("suspending", errOf(admin.SuspendPeople(t.Context(), seen)), names...)
		_, issued, err := admin.ResetPasswords(t.Context(), seen)
		refused("new passwords", err, names...)
		refused("inviting", errOf(admin.InviteToMFA(t.Context(), seen)), names...)
		if issued != nil {
			t.Error("there are passwords all the same")
		}
	}
	if got := states(b.see(admin, seen)); slices.Contains(got, StateSuspended) || b.rows(admin, ActivityMFAInvited) != 0 {
		t.Errorf("some were changed: %v", got)
	}
	_, _, err := admin.ResetPassword(t.Context(), seen[0].ID)
	b.want("", err)
	refused("a new password meanwhile", errOf(admin.SuspendPeople(t.Context(), seen[:1])), seen[0].Name)
}

// What the action for one person refuses, the one for several refuses for all of them.
func TestSeveralAreCheckedEach(t *testing.T) {
	b := newBench(t, KindMulti)
	people := b.group(b.admin(), "abe.m", "ito.t")
	b.enrol(b.again("abe.m", userPassword))
	admin := b.admin()
	people = b.see(admin, people)
	own := must(admin.Members(t.Context(), []PersonID{admin.Person().ID}))(t)
	b.want(CodeLastAdministrator, errOf(admin.SuspendPeople(t.Context(), append(own, people...))))
	second := b.secondAdministrator(admin)
	b.want(CodeOneself, errOf(admin.SuspendPeople(t.Context(), append(own, people...))))
	other := must(admin.Members(t.Context(), []PersonID{second}))(t)
	b.enrol(b.again("kimura.a", userPassword))

	for _, c := range []struct {
		name string
		code Code
		who  string
		do   func() error
	}{
		{"MFA is off", CodeMFAOff, people[1].Name, func() error { return errOf(admin.ResetMFAOfPeople(t.Context(), people)) }},
		{"MFA of an administrator", CodeAdministrator, "木村", func() error {
			return errOf(admin.ResetMFAOfPeople(t.Context(), append(b.see(admin, other), people[0])))
		}},
		{"MFA is on", CodeMFAOn, people[0].Name, func() error { return errOf(admin.InviteToMFA(t.Context(), people)) }},
		{"nobody is suspended", CodeNotSuspended, people[0].Name + "\n" + people[1].Name, func() error { return errOf(admin.ResumePeople(t.Context(), people)) }},
		{"suspended already", CodeIsSuspended, people[0].Name, func() error {
			b.want("", errOf(admin.Suspend(t.Context(), people[0].ID)))
			people = b.see(admin, people)
			return errOf(admin.SuspendPeople(t.Context(), people))
		}},
		{"one twice", CodeInternal, "", func() error { return errOf(admin.SuspendPeople(t.Context(), []Person{people[1], people[1]})) }},
		{"nobody", CodeInternal, "", func() error { return errOf(admin.SuspendPeople(t.Context(), nil)) }},
		{"too many", CodeTooManyPeople, "", func() error { return errOf(admin.SuspendPeople(t.Context(), make([]Person, MostAtOnce+1))) }},
		{"too many to be looked at", CodeTooManyPeople, "", func() error {
			return errOf(admin.Members(t.Context(), make([]PersonID, MostAtOnce+1)))
		}},
	} {
		err := c.do()
		b.want(c.code, err)
		if got := err.(*Error).People; got != c.who {
			t.Errorf("%s: about %q, want %q", c.name, got, c.who)
		}
	}
	if got := b.see(admin, people); got[1].State == StateSuspended || !got[0].MFA {
		t.Errorf("some were changed: %+v", got)
	}
	b.clock.add(ProofLife)
	b.want(CodeProofNeeded, errOf(admin.SuspendPeople(t.Context(), people[1:])))
	if got := must(admin.InviteToMFA(t.Context(), people[1:]))(t); len(got) != 1 {
		t.Error("an invitation asks for a proof")
	}
}

// Nothing is left of an action that fails at one of the people, wherever it stops.
func TestSeveralAllOrNothing(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	people := b.group(admin, "abe.m", "ito.t", "kato.y", "mori.t")
	rand := b.Office.options.Rand
	defer func() { b.Office.options.Rand = rand }()
	stopped := 0
	for size := 0; ; size += 16 {
		before := must(b.logged())(t)
		b.Office.options.Rand = &exhaustedRand{size}
		_, issued, err := admin.ResetPasswords(t.Context(), people)
		if err == nil {
			break
		}
		stopped++
		if after := must(b.logged())(t); after != before || issued != nil || slices.ContainsFunc(b.see(admin, people), func(p Person) bool { return p.Temporary }) {
			t.Fatalf("something is left of %d bytes of randomness: %v", size, err)
		}
	}
	b.Office.options.Rand = rand
	people = b.see(admin, people)
	if slices.ContainsFunc(people, func(p Person) bool { return !p.Temporary }) {
		t.Errorf("not all have a new password: %+v", people)
	}
	for length := 1; ; length++ {
		err := errOf(admin.SuspendPeople(newCountdown(t.Context(), length), people))
		if err == nil {
			break
		}
		stopped++
		if got := states(b.see(admin, people)); slices.Contains(got, StateSuspended) {
			t.Fatalf("stopped at step %d: %v", length, got)
		}
	}
	if stopped < 20 {
		t.Errorf("stopped at %d places only", stopped)
	}
	if got := states(b.see(admin, people)); slices.ContainsFunc(got, func(s PersonState) bool { return s != StateSuspended }) {
		t.Errorf("done: %v", got)
	}
}

// BenchmarkSeveral is an action on as many people as may be at once.
func BenchmarkSeveral(b *testing.B) {
	_, s := newBenchmark(b, MostAtOnce)
	people, err := s.People(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	people = slices.DeleteFunc(people, func(p Person) bool { return p.ID == s.Person().ID })
	for b.Loop() {
		if people, err = s.SuspendPeople(b.Context(), people); err != nil {
			b.Fatal(err)
		}
		if people, err = s.ResumePeople(b.Context(), people); err != nil {
			b.Fatal(err)
		}
		if people, _, err = s.ResetPasswords(b.Context(), people); err != nil {
			b.Fatal(err)
		}
	}
}
