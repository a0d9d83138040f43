package screens

import "qlingo/model"

// route names a page inside the shell. Routes are comparable: going where one is already does nothing.
type route int

// The pages inside the shell.
const (
	routeMyPage route = iota
	routeSecurity
	routeUsers
	routeActivity
	routeSettings
	routeThisPC
	routeBackup
	routeConfirm
)

// link is the route whose link leads to a page.
func (r route) link() route {
	switch r {
	case routeBackup:
		return routeSettings
	case routeConfirm:
		return routeUsers
	}
	return r
}

// page is a screen inside the shell; its name stands in the log.
type page interface {
	screen
	name() string
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
