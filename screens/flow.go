package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// backedUp has the news, and the page of backups, look again.
func (s *shell) backedUp() {
	s.news.load()
	if p, ok := s.page.(*backupPage); ok {
		p.load()
	}
}

// toBackup comes back to this page from one without the shell. Restoring in vain has ended the session.
func (d *Desk) toBackup() {
	if d.session == nil {
		d.toLogin("")
		return
	}
	d.route = routeBackup
	d.inside()
}

// toLogin ends a session, if there is one, and shows the login page with a sentence that says why ("" says nothing).
func (d *Desk) toLogin(notice string) {
	d.endSession()
	d.show(func() screen { return newLogin(d, notice) })
}

// toLoginAs is toLogin for somebody whose account was just made.
func (d *Desk) toLoginAs(id, notice string) {
	d.toLogin(notice)
	if page, ok := d.current.(*login); ok {
		page.id.SetText(id)
		d.focus(page.focus())
	}
}

// toShell goes inside with a new session.
func (d *Desk) toShell(s *model.Session) {
	d.session, d.route, d.calm, d.warned = s, firstRoute(s), false, false
	d.rememberBy(s)
	d.loadHelper()
	d.inside()
	d.backUpDaily()
}

// inside shows what a session may do: somebody with a temporary password gets no further than changing it, and somebody
// without the second step that the account requires no further than setting it up.
func (d *Desk) inside() {
	switch {
	case d.session.MustChange():
		d.show(func() screen { return newMustChange(d) })
	case !d.session.MFADue().IsZero():
		over := d.session.MustEnrol()
		d.show(func() screen { return newMustEnrol(d, over) })
	default:
		d.show(func() screen { return newShell(d) })
	}
}

func (d *Desk) signOut() { d.toLogin("") }

// toFailure shows the page and tells a terminal the same.
func (d *Desk) toFailure(err error) {
	d.say(err)
	if d.cfg.Complain != nil {
		d.cfg.Complain(sentence(err), remedy(err))
	}
	d.show(func() screen { return newFailurePage(d, err) })
}

// enter goes on after the first step: to the second one, or inside.
func (d *Desk) enter(session *model.Session, pending *model.Pending) {
	if pending != nil {
		d.show(func() screen { return newPIN(d, pending) })
		return
	}
	d.toShell(session)
}

// toOpening opens the database and goes on to the login page, the first run or the page that says why not.
func (d *Desk) toOpening() {
	d.show(func() screen { return newOpening(d, i18n.T("opening.text")) })
	var office *model.Office
	d.run(func(ctx context.Context) (err error) {
		office, err = d.cfg.Open(ctx)
		if err == nil && ctx.Err() != nil {
			return office.Close()
		}
		return err
	}, func(err error) {
		switch {
		case err == nil:
			d.toOffice(office)
			d.toLogin("")
		case model.CodeOf(err) == model.CodeNoDatabase:
			newFirstRun(d).toNames()
		default:
			d.toFailure(err)
		}
		d.cfg.Log.Info("ready")
	})
}

// toMending closes the office for the page that says what is wrong with the file and how it is put right.
func (d *Desk) toMending(why error) {
	session, office := d.session, d.office
	d.session, d.office = nil, nil
	if pathOf(why) == "" {
		why = &model.Error{Code: model.CodeOf(why), Path: office.Database(), Err: why}
	}
	d.show(func() screen { return newOpening(d, i18n.T("opening.closing")) })
	d.run(func(context.Context) error {
		d.closeOffice(session, office)
		return nil
	}, func(error) { d.toFailure(why) })
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
