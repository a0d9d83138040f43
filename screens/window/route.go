package window

// Route names a page inside the shell. Routes are comparable: going to the current one does nothing.
type Route int

// The pages inside the shell.
const (
	RouteMyPage Route = iota
	RouteSecurity
	RouteUsers
	RouteActivity
	RouteSettings
	RouteThisPC
	RouteBackup
	RouteConfirm
)

// PeopleShown are some of the people of an office.
type PeopleShown int

// The people whom the overview of an account leads to.
const (
	PeopleWithoutMFA PeopleShown = iota
	PeopleReset                  // MFA was reset, and is not on again
	PeopleExposed                // administrators without MFA
)

// Link is the route whose link leads to the page.
func (r Route) Link() Route {
	switch r {
	case RouteBackup:
		return RouteSettings
	case RouteConfirm:
		return RouteUsers
	}
	return r
}

// Page is a screen inside the shell. Its name appears in the log.
type Page interface {
	Screen
	Name() string
}
