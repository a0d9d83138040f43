package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/activity"
	"qlingo/screens/backup"
	"qlingo/screens/firstrun"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/mypage"
	"qlingo/screens/people"
	"qlingo/screens/settings"
	"qlingo/screens/shared"
	"qlingo/screens/signin"
	"qlingo/screens/window"
)

// flow implements window.Flow with the real pages.
type flow struct {
	*window.Window
	route    window.Route // of the page inside the shell
	reviewed model.Person // whose activity that page shows, if it is the one of the activity; without an ID: everybody's

	joined *model.Server // what this PC used when the database last did not open; nil where that is a file

	suspicionClosed     bool // the banner about this sign-in was closed
	backupFailureClosed bool // the banner about the daily backup was closed
}

// New makes a window with all pages. It stays empty until Start.
func New(cfg *window.Config) *window.Window {
	w := window.New(cfg)
	w.Flow = &flow{Window: w}
	return w
}

// Begin implements window.Flow.
func (f *flow) Begin() {
	f.listen()
	f.ToOpening()
}

// ToFirstRun shows the steps that make the first account.
func (f *flow) ToFirstRun() { firstrun.Start(f.Window) }

// ToNewAccount shows the steps that make one more account.
func (f *flow) ToNewAccount() { firstrun.StartAnother(f.Window) }

// ToMustEnrol shows the page for MFA that is due now. It reports false when that page is in front already.
func (f *flow) ToMustEnrol() bool {
	if _, there := f.Current().(*signin.MustEnrolPage); there {
		return false
	}
	f.Show(func() window.Screen { return signin.NewMustEnrolPage(f.Window, true) })
	return true
}

// PutOffEnrolment goes inside although MFA will be due later.
func (f *flow) PutOffEnrolment() { f.Show(func() window.Screen { return newShell(f) }) }

// LockPage builds the page that asks for the password of the person who locked the window.
func (f *flow) LockPage(locked *model.Locked) window.LockScreen {
	return signin.NewLockPage(f.Window, locked)
}

// OfferMFA says that a backup code has turned MFA off, and offers to turn it on again.
func (f *flow) OfferMFA() { mypage.OfferMFA(f.Window) }

// ShowHelp opens the answers to everyday questions.
func (f *flow) ShowHelp() { forms.ShowHelp(f.Window) }

// ReloadNews reloads the banners above the page.
func (f *flow) ReloadNews() {
	if s, ok := f.Current().(*shell); ok {
		s.news.load()
	}
}

// ReloadPage reloads the page, unless that would discard what was typed there.
func (f *flow) ReloadPage() {
	if s, ok := f.Current().(*shell); ok {
		s.reload()
	}
}

// BackedUp reloads the news, and the page of the backups if it is in front.
func (f *flow) BackedUp() {
	if f.Session() == nil || f.Locked() {
		return
	}
	f.ReloadNews()
	if f.route == window.RouteBackup || f.route == window.RouteMyPage {
		f.ReloadPage()
	}
}

// ToBackup comes back to the page of the backups from one without the shell. A failed restore has ended the session.
func (f *flow) ToBackup() {
	if f.Session() == nil {
		f.ToLogin("")
		return
	}
	f.route = window.RouteBackup
	f.ToFirstPage()
}

// ToLogin ends the session, if there is one, and shows the login page with a notice ("" for none).
func (f *flow) ToLogin(notice string) {
	f.EndSession()
	f.Show(func() window.Screen { return signin.NewLoginPage(f.Window, notice) })
}

// ToLoginAs is ToLogin for somebody whose account was just made; it fills in their ID.
func (f *flow) ToLoginAs(id, notice string) {
	f.ToLogin(notice)
	if page, ok := f.Current().(*signin.LoginPage); ok {
		page.ID.SetText(id)
		f.Focus(page.Focus())
	}
}

// signedIn begins a session and shows its first page.
func (f *flow) signedIn(s *model.Session, at window.Route) {
	f.BeginSession(s)
	f.route, f.suspicionClosed, f.backupFailureClosed = at, false, false
	f.ToFirstPage()
	f.BackUpDaily()
}

// EnterNew begins the first session of a new account on My page, which says what is left to do.
func (f *flow) EnterNew(s *model.Session, notice string) {
	f.signedIn(s, window.RouteMyPage)
	if s, ok := f.Current().(*shell); ok {
		if page, ok := s.page.(interface{ Tell(string) }); ok {
			page.Tell(notice)
		}
	}
}

// ToFirstPage shows what the session may do. With a temporary password that is only changing it; without MFA that the
// account requires, only setting it up.
func (f *flow) ToFirstPage() {
	switch {
	case f.Session().MustChange():
		f.Show(func() window.Screen { return signin.NewMustChangePage(f.Window) })
	case !f.Session().MFADue().IsZero():
		over := f.Session().MustEnrol()
		f.Show(func() window.Screen { return signin.NewMustEnrolPage(f.Window, over) })
	default:
		f.Show(func() window.Screen { return newShell(f) })
	}
}

func (f *flow) SignOut() { f.ToLogin("") }

// ToFailure shows the page that says why the database did not open, and prints the same to a terminal.
func (f *flow) ToFailure(err error) {
	f.Report(err)
	f.Complain(messages.Sentence(err), messages.Remedy(err))
	f.Show(func() window.Screen { return backup.NewFailurePage(f.Window, err, f.joined) })
}

// Enter goes on after the password: to the PIN, or inside.
func (f *flow) Enter(session *model.Session, pending *model.Pending) {
	if pending != nil {
		f.Show(func() window.Screen { return signin.NewPINPage(f.Window, pending) })
		return
	}
	f.signedIn(session, window.FirstRoute(session))
}

// ToOpening opens the database and goes on to the login page, the first run, or the page that says why not.
func (f *flow) ToOpening() { f.open("") }

// Reopen implements window.Flow.
func (f *flow) Reopen(notice string) { f.closing(func() { f.open(notice) }) }

// closing closes the database, then goes on.
func (f *flow) closing(then func()) {
	session, office := f.TakeOffice()
	f.Show(func() window.Screen { return newOpeningPage(f.Window, i18n.T("opening.closing")) })
	var joined *model.Server
	f.Run(func(context.Context) error {
		f.CloseOffice(session, office)
		joined = f.lookForServer()
		return nil
	}, func(error) {
		f.joined = joined
		then()
	})
}

// LeaveServer implements window.Flow.
func (f *flow) LeaveServer() {
	f.closing(func() {
		window.Run(f.Window, func(context.Context) (string, error) { return f.Backend().LeaveServer() }, func(kept string, err error) {
			if err != nil {
				f.ToFailure(err)
				return
			}
			f.Log().Info("left", "kept", kept)
			f.ToFirstRun()
			f.ShowMessage("left_server", i18n.T("leave_server.done_title"), i18n.T("leave_server.done_text"))
		})
	})
}

// AskServerPassword implements window.Flow.
func (f *flow) AskServerPassword(done func()) { shared.AskPassword(f.Window, done) }

// lookForServer is the server that this PC uses, nil for none. It reads a file.
func (f *flow) lookForServer() *model.Server {
	if server, ok := f.Backend().JoinedServer(); ok {
		return &server
	}
	return nil
}

// open opens the database; the login page shows notice.
func (f *flow) open(notice string) {
	f.Show(func() window.Screen { return newOpeningPage(f.Window, i18n.T("opening.text")) })
	var joined *model.Server
	window.Run(f.Window, func(ctx context.Context) (*model.Office, error) {
		office, err := f.Backend().Open(ctx)
		if err == nil && ctx.Err() != nil {
			err = office.Close()
		}
		if err != nil {
			joined = f.lookForServer()
		}
		return office, err
	}, func(office *model.Office, err error) {
		switch {
		case err == nil:
			f.OfficeOpened(office)
			f.ToLogin(notice)
		case model.CodeOf(err) == model.CodeNoDatabase:
			f.ToFirstRun()
		default:
			f.joined = joined
			f.ToFailure(err)
		}
		f.Log().Info("ready")
	})
}

// ToRepair closes the office, then shows what is wrong with its file and how to repair it.
func (f *flow) ToRepair(why error) {
	if messages.PathOf(why) == "" {
		why = &model.Error{Code: model.CodeOf(why), Path: f.Office().Database(), Err: why}
	}
	f.closing(func() { f.ToFailure(why) })
}

// newPage builds the page of a route. reviewed is whose activity is shown; the page empties it when it shows everybody's.
func newPage(w *window.Window, r window.Route, reviewed *model.Person) window.Page {
	switch r {
	case window.RouteSecurity:
		return mypage.NewSecurityPage(w)
	case window.RouteUsers:
		return people.NewUsersPage(w)
	case window.RouteActivity:
		return activity.NewPage(w, reviewed)
	case window.RouteSettings:
		return settings.NewPage(w, backup.NewCard(w))
	case window.RouteThisPC:
		return mypage.NewThisPCPage(w)
	case window.RouteBackup:
		return backup.NewPage(w)
	case window.RouteConfirm:
		return people.NewConfirmPage(w)
	}
	return mypage.NewOverviewPage(w)
}

// ShowNames updates the names in the bar after a change.
func (f *flow) ShowNames() {
	if s, ok := f.Current().(*shell); ok {
		s.who.SetText(whoIsIn(f.Session()))
		s.body.Refresh()
	}
}

// ShowActivityOf implements window.Flow.
func (f *flow) ShowActivityOf(person model.Person) {
	f.reviewed = person
	f.GoTo(window.RouteActivity)
}

// ShowPeople opens the table of people with some of them.
func (f *flow) ShowPeople(shown window.PeopleShown) {
	f.GoTo(window.RouteUsers)
	s, ok := f.Current().(*shell)
	if !ok {
		return
	}
	if page, ok := s.page.(interface{ ShowOnly(window.PeopleShown) }); ok {
		page.ShowOnly(shown)
	}
}

// RegisterDesk asks for the account's first support desk, wherever the person is.
func (f *flow) RegisterDesk(done func()) {
	settings.RegisterDesk(f.Window, true, func() {
		f.FindHelpContact()
		done()
	})
}

// GoTo opens another page inside the shell.
func (f *flow) GoTo(r window.Route) {
	if s, ok := f.Current().(*shell); ok {
		s.goTo(r)
	}
}
