// Package window is the window, without any particular page.
//
// Window owns the page in front, the session of the person who uses it, the open
// dialogs, the clipboard and the settings of this PC. A page is a Screen; a page
// inside the shell also has a Route. Pages reach one another only through Flow,
// which package screens implements. Config hands in what comes from outside:
// Backend opens and restores databases, Platform hides what differs by OS.
//
// Everything runs on the UI goroutine except the work given to Run, RunAction and
// Load, which start a worker and come back with the result. tasks.go is the one
// file that starts goroutines. Lock covers the page, and Uncover brings it back.
package window
