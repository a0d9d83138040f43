package window

import "qlingo/model"

// BeginSession stores the session of somebody who has signed in.
func (w *Window) BeginSession(s *model.Session) {
	w.session, w.began = s, w.Now()
	w.RememberBy(s)
	w.loadHelpContact()
}

// TakeOffice takes session and database out of the window. The caller closes them.
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

// CloseOffice closes everything that is open. It runs on a worker.
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

// ManagesUsers reports whether somebody has a table of users.
func ManagesUsers(s *model.Session) bool {
	return s.Person().Role == model.RoleAdministrator && s.Account().Kind == model.KindMulti
}

// HasMenu reports whether the menu at the left is shown. Users of an office have nothing in it.
func HasMenu(s *model.Session) bool { return s.Person().Role == model.RoleAdministrator }

// MFARoute is the page with somebody's own MFA: Security for administrators and single users, My page for users.
func MFARoute(s *model.Session) Route {
	if s.Person().Role == model.RoleAdministrator {
		return RouteSecurity
	}
	return RouteMyPage
}

// FirstRoute is the first page after signing in.
func FirstRoute(s *model.Session) Route {
	switch {
	case s.News().BackupCode, s.News().Support:
		return MFARoute(s)
	case ManagesUsers(s):
		return RouteUsers
	}
	return RouteMyPage
}
