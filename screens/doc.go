// Package screens decides which page follows which.
//
// New makes a window.Window and gives it a flow, the implementation of
// window.Flow: opening the database, signing in, the pages inside, locking,
// signing out. It is the one package that knows every feature; the features
// (signin, people, backup …) know only the interface.
//
// After signing in, the shell surrounds every page: the bar with its links at
// the top, the menu at the left, and newsBanners above the page, which tell what
// happened since the last sign-in. newPage makes the page of a window.Route.
// The keyboard shortcuts of the whole window are listed in shortcuts.go.
package screens
