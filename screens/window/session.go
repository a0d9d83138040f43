package window

import "qlingo/model"

// BeginSession is for somebody who has signed in.
func (w *Window) BeginSession(s *model.Session) {
	w.session = s
	w.RememberBy(s)
	w.loadHelpContact()
}

// TakeOffice takes session and database out of the window, for whoever closes them.
func (w *Window) TakeOffice() (session *model.Session, office *model.Office) {
	session, office = w.session, w.office
	w.session, w.office = nil, nil
	return session, office
}

func (w *Window) EndSession() {
	ending, cover := w.session, w.cover
	w.session = nil
	if cover != nil {
		w.Spawn(cover.locked.Leave)
	} else if ending != nil {
		w.Spawn(ending.SignOut)
	}
}

func Discard(session *model.Session, pending *model.Pending) {
	if session != nil {
		session.SignOut()
	}
	if pending != nil {
		pending.Leave()
	}
}

// CloseOffice ends all that is open, on a worker.
func (w *Window) CloseOffice(session *model.Session, office *model.Office) {
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

// Manages tells whether somebody has a table of users.
func Manages(s *model.Session) bool {
	return s.Person().Role == model.RoleAdministrator && s.Account().Kind == model.KindMulti
}

// HasMenu tells whether the menu at the left is there. Users of an office have nothing in it.
func HasMenu(s *model.Session) bool { return s.Person().Role == model.RoleAdministrator }

// MfaRoute is where somebody's own second step is: administrators and single users find it under Security, users on
// their own page.
func MfaRoute(s *model.Session) Route {
	if s.Person().Role == model.RoleAdministrator {
		return RouteSecurity
	}
	return RouteMyPage
}

// FirstRoute is where somebody lands after signing in.
func FirstRoute(s *model.Session) Route {
	switch {
	case s.News().BackupCode, s.News().Support:
		return MfaRoute(s)
	case Manages(s):
		return RouteUsers
	}
	return RouteMyPage
}
