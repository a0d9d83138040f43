package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// flow is Flow for the real pages.
type flow struct {
	*Window
	route route // the page after signing in

	suspicionClosed     bool // the banner about this sign-in was closed
	backupFailureClosed bool // the banner about the daily backup was closed
}

// New makes a window with all pages; nothing is shown before Start.
func New(cfg *Config) *Window {
	w := NewWindow(cfg)
	w.Flow = &flow{Window: w}
	return w
}

// Begin implements Flow.
func (f *flow) Begin() {
	f.listen()
	f.ToOpening()
}

// ToFirstRun leads to the steps that make the first account.
func (f *flow) ToFirstRun() { newFirstRun(f.Window).toNames() }

// ToNewAccount leads to the steps that make one more account.
func (f *flow) ToNewAccount() { newAccount(f.Window) }

// ToMustEnrol leads to the second step that is due now, unless the person is there already.
func (f *flow) ToMustEnrol() bool {
	if _, there := f.Current().(*mustEnrolPage); there {
		return false
	}
	f.show(func() screen { return newMustEnrolPage(f.Window, true) })
	return true
}

// PutOffEnrolment goes inside though the second step will be due.
func (f *flow) PutOffEnrolment() { f.show(func() screen { return newShell(f) }) }

// LockPage builds the page that asks for the password of whoever locked the window.
func (f *flow) LockPage(locked *model.Locked) lockScreen { return newLockPage(f.Window, locked) }

// OfferMFA tells that a backup code has switched the second step off.
func (f *flow) OfferMFA() { offerMFA(f.Window) }

// ShowHelp opens the answers to everyday questions.
func (f *flow) ShowHelp() { showHelp(f.Window) }

// ReloadNews has the banners above the page look again.
func (f *flow) ReloadNews() {
	if s, ok := f.Current().(*shell); ok {
		s.news.load()
	}
}

// ReloadPage has the page look again, unless that would take away what was typed there.
func (f *flow) ReloadPage() {
	if s, ok := f.Current().(*shell); ok {
		s.reload()
	}
}

// BackedUp has the news, and the page of backups, look again.
func (f *flow) BackedUp() {
	if f.Session() == nil || f.Locked() {
		return
	}
	f.ReloadNews()
	if f.route == routeBackup {
		f.ReloadPage()
	}
}

// toBackup comes back to this page from one without the shell. Restoring in vain has ended the session.
func (f *flow) ToBackup() {
	if f.Session() == nil {
		f.ToLogin("")
		return
	}
	f.route = routeBackup
	f.ToFirstPage()
}

// toLogin ends a session, if there is one, and shows the login page with a sentence that says why ("" says nothing).
func (f *flow) ToLogin(notice string) {
	f.endSession()
	f.show(func() screen { return newLoginPage(f.Window, notice) })
}

// toLoginAs is toLogin for somebody whose account was just made.
func (f *flow) ToLoginAs(id, notice string) {
	f.ToLogin(notice)
	if page, ok := f.Current().(*loginPage); ok {
		page.id.SetText(id)
		f.Focus(page.Focus())
	}
}

// signedIn goes inside with a new session.
func (f *flow) signedIn(s *model.Session) {
	f.beginSession(s)
	f.route, f.suspicionClosed, f.backupFailureClosed = firstRoute(s), false, false
	f.ToFirstPage()
	f.backUpDaily()
}

// inside shows what a session may do: somebody with a temporary password gets no further than changing it, and somebody
// without the second step that the account requires no further than setting it up.
func (f *flow) ToFirstPage() {
	switch {
	case f.Session().MustChange():
		f.show(func() screen { return newMustChangePage(f.Window) })
	case !f.Session().MFADue().IsZero():
		over := f.Session().MustEnrol()
		f.show(func() screen { return newMustEnrolPage(f.Window, over) })
	default:
		f.show(func() screen { return newShell(f) })
	}
}

func (f *flow) SignOut() { f.ToLogin("") }

// toFailure shows the page and tells a terminal the same.
func (f *flow) ToFailure(err error) {
	f.explain(err)
	f.complain(sentence(err), remedy(err))
	f.show(func() screen { return newFailurePage(f.Window, err) })
}

// enter goes on after the first step: to the second one, or inside.
func (f *flow) Enter(session *model.Session, pending *model.Pending) {
	if pending != nil {
		f.show(func() screen { return newPINPage(f.Window, pending) })
		return
	}
	f.signedIn(session)
}

// toOpening opens the database and goes on to the login page, the first run or the page that says why not.
func (f *flow) ToOpening() {
	f.show(func() screen { return newOpeningPage(f.Window, i18n.T("opening.text")) })
	var office *model.Office
	f.run(func(ctx context.Context) (err error) {
		office, err = f.Backend().Open(ctx)
		if err == nil && ctx.Err() != nil {
			return office.Close()
		}
		return err
	}, func(err error) {
		switch {
		case err == nil:
			f.toOffice(office)
			f.ToLogin("")
		case model.CodeOf(err) == model.CodeNoDatabase:
			f.ToFirstRun()
		default:
			f.ToFailure(err)
		}
		f.Log().Info("ready")
	})
}

// toMending closes the office for the page that says what is wrong with the file and how it is put right.
func (f *flow) ToRepair(why error) {
	session, office := f.takeOffice()
	if pathOf(why) == "" {
		why = &model.Error{Code: model.CodeOf(why), Path: office.Database(), Err: why}
	}
	f.show(func() screen { return newOpeningPage(f.Window, i18n.T("opening.closing")) })
	f.run(func(context.Context) error {
		f.closeOffice(session, office)
		return nil
	}, func(error) { f.ToFailure(why) })
}

// newPage builds the page of a route.
func newPage(w *Window, r route) page {
	switch r {
	case routeSecurity:
		return newSecurityPage(w)
	case routeUsers:
		return newUsersPage(w)
	case routeActivity:
		return newActivityPage(w)
	case routeSettings:
		return newSettingsPage(w, newBackupCard(w))
	case routeThisPC:
		return newThisPCPage(w)
	case routeBackup:
		return newBackupPage(w)
	case routeConfirm:
		return newConfirmPage(w)
	}
	return newOverviewPage(w)
}

// ShowNames implements Flow: it shows new names in the bar.
func (f *flow) ShowNames() {
	if s, ok := f.Current().(*shell); ok {
		s.top[routeThisPC].SetText(whoIsIn(f.Session()))
		s.body.Refresh()
	}
}

// GoTo implements Flow: it leads from inside a page to another.
func (f *flow) GoTo(r route) {
	if s, ok := f.Current().(*shell); ok {
		s.goTo(r)
	}
}
