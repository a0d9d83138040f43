package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"qlingo/model"
	"qlingo/screens/window"
)

const day = 24 * time.Hour

// event is one thing that happens in the office's past.
type event struct {
	at   time.Time
	what func(context.Context) error
}

// past is all that happened in the office, and what its people need for going on.
type past struct {
	office *model.Office
	clock  *clock
	today  time.Time
	events []event
	people map[string]*window.DemoPerson
	ids    map[string]model.PersonID
}

func newPast(office *model.Office, clock *clock, today time.Time) *past {
	p := &past{
		office: office, clock: clock, today: today,
		people: map[string]*window.DemoPerson{}, ids: map[string]model.PersonID{},
	}
	p.offer("sato.h", "demo.administrator")
	return p
}

func (p *past) offer(login, note string) {
	p.people[login] = &window.DemoPerson{Login: login, Password: Password, Note: note}
}

// ago has something happen so long before now.
func (p *past) ago(before time.Duration, what func(context.Context) error) {
	p.events = append(p.events, event{p.today.Add(-before), what})
}

// plan writes the whole past down.
func (p *past) plan() {
	p.ago(days*day-time.Hour, p.firstPeople)
	for i, u := range users {
		p.offer(u.login, note(u))
		p.history(u, i)
	}
	p.visits("sato.h", 26*time.Hour, 3)
	p.administratorWork()
	p.newShop()
}

// signedIn signs somebody in, with the PIN where it takes one, and out again.
func (p *past) signedIn(login string, do func(context.Context, *model.Session) error) func(context.Context) error {
	return func(ctx context.Context) error {
		who := p.people[login]
		session, pending, err := p.office.SignIn(ctx, login, who.Password)
		if err == nil && pending != nil {
			session, err = pending.Enter(ctx, who.PIN(p.clock.now()))
		}
		if err != nil {
			return fmt.Errorf("%s signs in: %w", login, err)
		}
		defer session.SignOut()
		if err := do(ctx, session); err != nil {
			return fmt.Errorf("%s: %w", login, err)
		}
		return nil
	}
}

// firstPeople adds the first people. Who has not signed in yet comes later: the temporary password has to be good still.
func (p *past) firstPeople(ctx context.Context) error {
	return p.signedIn("sato.h", func(ctx context.Context, admin *model.Session) error {
		for _, u := range users {
			if u.state == model.StateNever {
				continue
			}
			if err := p.add(ctx, admin, u); err != nil {
				return err
			}
		}
		return nil
	})(ctx)
}

func (p *past) add(ctx context.Context, admin *model.Session, u user) error {
	person, temporary, err := admin.AddUser(ctx, model.NewUser{Login: u.login, Details: detailsOf(u)})
	p.ids[u.login], p.people[u.login].Password = person.ID, temporary
	return err
}

func detailsOf(u user) model.Details {
	return model.Details{Name: u.name, Department: u.department, Email: u.login + "@yamada.example"}
}

// history is what happens to one person: the first day, coming back, and what the table shows at its end.
func (p *past) history(u user, turn int) {
	if u.state == model.StateNever {
		p.ago(28*time.Hour, p.signedIn("sato.h", func(ctx context.Context, admin *model.Session) error { return p.add(ctx, admin, u) }))
		return
	}
	p.ago(days*day-time.Duration(turn+2)*time.Hour, func(ctx context.Context) error { return p.firstDay(ctx, u.login, u.mfa) })
	p.visits(u.login, u.last, 1+turn%2)
	switch {
	case u.state == model.StateSuspended:
		p.ago(u.last-day, p.actOn(u.login, (*model.Session).Suspend))
	case u.state == model.StateLockedOut:
		p.wrongPasswords(u.login)
	case u.story == storyAdministrator:
		p.ago(days*day-20*time.Hour, p.signedIn("sato.h", func(ctx context.Context, admin *model.Session) error {
			_, err := admin.SetRole(ctx, p.ids[u.login], model.RoleAdministrator)
			return err
		}))
	case u.story == storyReset:
		p.ago(21*time.Hour, p.signedIn("noda.y", func(ctx context.Context, admin *model.Session) error {
			p.people[u.login].PIN = nil
			_, err := admin.ResetMFA(ctx, p.ids[u.login])
			return err
		}))
	case u.story == storyEdited:
		p.ago(3*time.Hour, p.signedIn("noda.y", func(ctx context.Context, admin *model.Session) error {
			seen := detailsOf(u)
			edited := seen
			edited.Department, edited.Phone = "総務部 総務課", "03-5555-0142"
			_, err := admin.EditUser(ctx, p.ids[u.login], seen, edited)
			return err
		}))
	case u.story == storyGuessed:
		p.wrongPINs(u.login)
	}
}

// actOn is something that the administrator does to somebody.
func (p *past) actOn(login string, do func(*model.Session, context.Context, model.PersonID) (model.Person, error)) func(context.Context) error {
	return p.signedIn("sato.h", func(ctx context.Context, admin *model.Session) error {
		_, err := do(admin, ctx, p.ids[login])
		return err
	})
}

// firstDay is somebody's first day: a new password, and MFA for those who like it.
func (p *past) firstDay(ctx context.Context, login string, mfa bool) error {
	who := p.people[login]
	return p.signedIn(login, func(ctx context.Context, session *model.Session) error {
		if err := session.ChangePassword(ctx, "", Password); err != nil {
			return err
		}
		who.Password = Password
		if err := acknowledge(ctx, session); err != nil || !mfa {
			return err
		}
		enrolment, err := session.BeginMFA(ctx)
		if err != nil {
			return err
		}
		if who.PIN, err = window.DemoPIN(enrolment.Key()); err != nil {
			return err
		}
		_, err = enrolment.Confirm(ctx, who.PIN(p.clock.now()))
		return err
	})(ctx)
}

// visits are sign-ins two days apart, the newest at last.
func (p *past) visits(login string, last time.Duration, times int) {
	for i := range times {
		p.ago(last+time.Duration(2*i)*day, p.signedIn(login, acknowledge))
	}
}

// acknowledge is what people do with what they are told after signing in.
func acknowledge(ctx context.Context, session *model.Session) error {
	changes, err := session.Changes(ctx)
	if err != nil || len(changes) == 0 {
		return err
	}
	return session.Acknowledge(ctx, changes[len(changes)-1].Seq)
}

// wrongPasswords are wrong passwords until the wait is the longest, the last one just now.
func (p *past) wrongPasswords(login string) {
	for i := range 12 {
		p.ago(time.Duration(i)*61*time.Minute, func(ctx context.Context) error {
			_, _, err := p.office.SignIn(ctx, login, "not-the-password-at-all")
			return expected(err, model.CodeWrongCredentials)
		})
	}
}

// wrongPINs are wrong PINs behind the right password.
func (p *past) wrongPINs(login string) {
	for i := range 5 {
		p.ago(time.Duration(30+10*i)*time.Minute, func(ctx context.Context) error {
			_, pending, err := p.office.SignIn(ctx, login, Password)
			if err != nil {
				return err
			}
			defer pending.Leave()
			guess := "000000"
			if p.people[login].PIN(p.clock.now()) == guess {
				guess = "000001"
			}
			_, err = pending.Enter(ctx, guess)
			return expected(err, model.CodeWrongPIN)
		})
	}
}

func expected(err error, code model.Code) error {
	if model.CodeOf(err) == code {
		return nil
	}
	return fmt.Errorf("not %s but: %w", code, err)
}

// administratorWork is an administrator's work in those weeks.
func (p *past) administratorWork() {
	p.ago(30*day, p.actOn("ito.t", (*model.Session).Suspend))
	p.ago(29*day, p.actOn("ito.t", (*model.Session).Resume))
	p.ago(20*day, p.actOn("kobayashi.s", (*model.Session).Unlock))
	p.ago(14*day, p.signedIn("sato.h", func(ctx context.Context, admin *model.Session) error {
		settings, err := admin.Settings(ctx)
		if err != nil {
			return err
		}
		settings.GraceDays, settings.IdleMinutes = 14, 15
		return admin.ChangeSettings(ctx, settings)
	}))
	p.ago(50*time.Hour, p.signedIn("sato.h", func(ctx context.Context, admin *model.Session) error {
		key := func(key string) string { return key } // nobody reads this file
		_, err := admin.ExportActivity(ctx, model.ActivityQuery{}, key, io.Discard)
		return errors.Join(err, admin.ExportPeople(ctx, []model.PersonID{p.ids["abe.m"], p.ids["ito.t"]}, key, io.Discard))
	}))
}

// newShop imports the people of another shop; some of them have started since.
func (p *past) newShop() {
	p.ago(9*day, p.signedIn("sato.h", p.importAll))
	for i, login := range newcomers()[:starters] {
		p.offer(login, "demo.user")
		p.ago(9*day-time.Duration(7*i+2)*time.Hour, func(ctx context.Context) error { return p.firstDay(ctx, login, i%3 == 0) })
	}
	p.ago(25*time.Hour, p.actOn("yanagi.z", func(admin *model.Session, ctx context.Context, id model.PersonID) (model.Person, error) {
		person, _, err := admin.ResetPassword(ctx, id)
		return person, err
	}))
}

func (p *past) importAll(ctx context.Context, admin *model.Session) error {
	if err := p.importFile(ctx, admin, newcomersFile); err != nil {
		return err
	}
	people, err := admin.People(ctx)
	if err != nil {
		return err
	}
	// Two more files bring everybody's telephone number, and the number at work.
	phones, memos := "ユーザID,名前,電話番号\n", "ユーザID,名前,メモ\n"
	for i, person := range people {
		p.ids[person.Login] = person.ID
		if person.Login != "sato.h" {
			phones += fmt.Sprintf("%s,%s,03-5555-%04d\n", person.Login, person.Name, 101+i)
			memos += fmt.Sprintf("%s,%s,社員番号 %04d\n", person.Login, person.Name, 2101+i)
		}
	}
	if err := p.importFile(ctx, admin, phones); err != nil {
		return err
	}
	return p.importFile(ctx, admin, memos)
}

func (p *past) importFile(ctx context.Context, admin *model.Session, data string) error {
	file, err := admin.PreviewImport(ctx, []byte(data), nil)
	if err != nil {
		return err
	}
	return admin.Import(ctx, file, func(_ context.Context, issued []model.IssuedPassword) error {
		for _, one := range issued {
			if who := p.people[one.Login]; who != nil {
				who.Password = one.Password
			}
		}
		return nil
	}, nil)
}
