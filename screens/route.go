package screens

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
	Name() string
}
