package window

import "qlingo/model"

// Flow is which page follows which. Pages know it instead of one another; package screens has it.
type Flow interface {
	Begin()                               // listens to shortcuts, opens the database and shows what comes then
	ToOpening()                           // opens the database
	ToFailure(err error)                  // the database did not open
	ToRepair(why error)                   // the database is open, but something is wrong with its file
	ToFirstRun()                          // there is no database yet
	ToNewAccount()                        // one more account in the database
	ToLogin(notice string)                // ends the session, if there is one; notice says why, "" says nothing
	ToLoginAs(id, notice string)          // the same, with an ID filled in
	SignOut()                             // is ToLogin without a notice
	Enter(*model.Session, *model.Pending) // after the first step; the session is nil where there is a second one
	ToFirstPage()                         // what the session may do now, from its first page on
	ToMustEnrol() bool                    // the second step is due, and nothing else works; false when the person is there already
	PutOffEnrolment()                     // it is due later
	GoTo(Route)                           // to another page after signing in
	ToBackup()                            // back to the page of backups, from one without the menu
	LockPage(*model.Locked) LockScreen
	OfferMFA()   // a backup code has switched the second step off
	ReloadNews() // after something that it may speak of
	ReloadPage() // after something that it may show
	BackedUp()   // after a backup of the day
	ShowNames()  // after a change of names that stand at the top
	ShowHelp()
	ShowShortcuts()
}

// LockScreen is the page of a locked window.
type LockScreen interface {
	Screen
	ticking
}
