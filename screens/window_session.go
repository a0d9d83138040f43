package screens

import "qlingo/model"

// beginSession is for somebody who has signed in.
func (w *Window) beginSession(s *model.Session) {
	w.session = s
	w.rememberBy(s)
	w.loadHelpContact()
}

// takeOffice takes session and database out of the window, for whoever closes them.
func (w *Window) takeOffice() (session *model.Session, office *model.Office) {
	session, office = w.session, w.office
	w.session, w.office = nil, nil
	return session, office
}

func (w *Window) endSession() {
	ending, cover := w.session, w.cover
	w.session = nil
	if cover != nil {
		w.spawn(cover.locked.Leave)
	} else if ending != nil {
		w.spawn(ending.SignOut)
	}
}

func discard(session *model.Session, pending *model.Pending) {
	if session != nil {
		session.SignOut()
	}
	if pending != nil {
		pending.Leave()
	}
}

// closeOffice ends all that is open, on a worker.
func (w *Window) closeOffice(session *model.Session, office *model.Office) {
	w.daily.end()
	if session != nil {
		session.SignOut()
	}
	if office != nil {
		if err := office.Close(); err != nil {
			w.cfg.Log.Error("close", "err", err)
		}
	}
}

// manages tells whether somebody has a table of users.
func manages(s *model.Session) bool {
	return s.Person().Role == model.RoleAdministrator && s.Account().Kind == model.KindMulti
}

// hasMenu tells whether the menu at the left is there. Users of an office have nothing in it.
func hasMenu(s *model.Session) bool { return s.Person().Role == model.RoleAdministrator }

// mfaRoute is where somebody's own second step is: administrators and single users find it under Security, users on
// their own page.
func mfaRoute(s *model.Session) route {
	if s.Person().Role == model.RoleAdministrator {
		return routeSecurity
	}
	return routeMyPage
}

// firstRoute is where somebody lands after signing in.
func firstRoute(s *model.Session) route {
	switch {
	case s.News().BackupCode, s.News().Support:
		return mfaRoute(s)
	case manages(s):
		return routeUsers
	}
	return routeMyPage
}
