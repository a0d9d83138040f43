package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// flow is Flow for the real pages.
type flow struct {
	*Desk
	route route // the page after signing in

	suspicionClosed     bool           // the banner about this sign-in was closed
	backupFailureClosed bool           // the banner about the daily backup was closed
	shortcuts           *widgets.Modal // the list of shortcuts
}

// New makes a window with all pages; nothing is shown before Start.
func New(cfg Config) *Desk {
	w := NewDesk(cfg)
	w.Flow = &flow{Desk: w}
	return w
}

// Begin implements Flow.
func (f *flow) Begin() {
	f.listen()
	f.ToOpening()
}

// ToFirstRun leads to the steps that make the first account.
func (f *flow) ToFirstRun() { newFirstRun(f.Desk).toNames() }

// ToNewAccount leads to the steps that make one more account.
func (f *flow) ToNewAccount() { newAccount(f.Desk) }

// ToMustEnrol leads to the second step that is due now, unless the person is there already.
func (f *flow) ToMustEnrol() bool {
	if _, there := f.current.(*mustEnrol); there {
		return false
	}
	f.show(func() screen { return newMustEnrol(f.Desk, true) })
	return true
}

// PutOffEnrolment goes inside though the second step will be due.
func (f *flow) PutOffEnrolment() { f.show(func() screen { return newShell(f) }) }

// LockPage builds the page that asks for the password of whoever locked the window.
func (f *flow) LockPage(locked *model.Locked) lockScreen { return newLockPage(f.Desk, locked) }

// OfferMFA tells that a backup code has switched the second step off.
func (f *flow) OfferMFA() { offerMFA(f.Desk) }

// ShowHelp opens the answers to everyday questions.
func (f *flow) ShowHelp() { showHelp(f.Desk) }

// ReloadNews has the banners above the page look again.
func (f *flow) ReloadNews() {
	if s, ok := f.current.(*shell); ok {
		s.news.load()
	}
}

// ReloadPage has the page look again, unless that would take away what was typed there.
func (f *flow) ReloadPage() {
	if s, ok := f.current.(*shell); ok {
		s.reload()
	}
}

// BackedUp has the news, and the page of backups, look again.
func (f *flow) BackedUp() {
	if f.session == nil || f.cover != nil {
		return
	}
	f.ReloadNews()
	if f.route == routeBackup {
		f.ReloadPage()
	}
}

// toBackup comes back to this page from one without the shell. Restoring in vain has ended the session.
func (f *flow) ToBackup() {
	if f.session == nil {
		f.ToLogin("")
		return
	}
	f.route = routeBackup
	f.ToFirstPage()
}

// toLogin ends a session, if there is one, and shows the login page with a sentence that says why ("" says nothing).
func (f *flow) ToLogin(notice string) {
	f.endSession()
	f.show(func() screen { return newLogin(f.Desk, notice) })
}

// toLoginAs is toLogin for somebody whose account was just made.
func (f *flow) ToLoginAs(id, notice string) {
	f.ToLogin(notice)
	if page, ok := f.current.(*login); ok {
		page.id.SetText(id)
		f.focus(page.focus())
	}
}

// signedIn goes inside with a new session.
func (f *flow) signedIn(s *model.Session) {
	f.session, f.route, f.suspicionClosed, f.backupFailureClosed = s, firstRoute(s), false, false
	f.rememberBy(s)
	f.loadHelper()
	f.ToFirstPage()
	f.backUpDaily()
}

// inside shows what a session may do: somebody with a temporary password gets no further than changing it, and somebody
// without the second step that the account requires no further than setting it up.
func (f *flow) ToFirstPage() {
	switch {
	case f.session.MustChange():
		f.show(func() screen { return newMustChange(f.Desk) })
	case !f.session.MFADue().IsZero():
		over := f.session.MustEnrol()
		f.show(func() screen { return newMustEnrol(f.Desk, over) })
	default:
		f.show(func() screen { return newShell(f) })
	}
}

func (f *flow) SignOut() { f.ToLogin("") }

// toFailure shows the page and tells a terminal the same.
func (f *flow) ToFailure(err error) {
	f.say(err)
	if f.cfg.Complain != nil {
		f.cfg.Complain(sentence(err), remedy(err))
	}
	f.show(func() screen { return newFailurePage(f.Desk, err) })
}

// enter goes on after the first step: to the second one, or inside.
func (f *flow) Enter(session *model.Session, pending *model.Pending) {
	if pending != nil {
		f.show(func() screen { return newPIN(f.Desk, pending) })
		return
	}
	f.signedIn(session)
}

// toOpening opens the database and goes on to the login page, the first run or the page that says why not.
func (f *flow) ToOpening() {
	f.show(func() screen { return newOpening(f.Desk, i18n.T("opening.text")) })
	var office *model.Office
	f.run(func(ctx context.Context) (err error) {
		office, err = f.cfg.Open(ctx)
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
		f.cfg.Log.Info("ready")
	})
}

// toMending closes the office for the page that says what is wrong with the file and how it is put right.
func (f *flow) ToRepair(why error) {
	session, office := f.session, f.office
	f.session, f.office = nil, nil
	if pathOf(why) == "" {
		why = &model.Error{Code: model.CodeOf(why), Path: office.Database(), Err: why}
	}
	f.show(func() screen { return newOpening(f.Desk, i18n.T("opening.closing")) })
	f.run(func(context.Context) error {
		f.closeOffice(session, office)
		return nil
	}, func(error) { f.ToFailure(why) })
}

// newPage builds the page of a route.
func newPage(d *Desk, r route) page {
	switch r {
	case routeSecurity:
		return newSecurity(d)
	case routeUsers:
		return newUsers(d)
	case routeActivity:
		return newActivity(d)
	case routeSettings:
		return newSettings(d)
	case routeThisPC:
		return newThisPC(d)
	case routeBackup:
		return newBackupPage(d)
	case routeConfirm:
		return newConfirmPage(d)
	}
	return newMyPage(d)
}
