package window

import "qlingo/model"

// Flow decides which page follows which. Pages use it so that they need not know one another. Package screens
// implements it.
type Flow interface {
	Begin()                               // registers the shortcuts and opens the database
	ToOpening()                           // opens the database
	ToFailure(err error)                  // the database did not open
	ToRepair(why error)                   // the database is open, but something is wrong with its file
	ToFirstRun()                          // there is no database yet
	ToNewAccount()                        // one more account in the database
	ToLogin(notice string)                // ends the session, if there is one; notice says why, "" says nothing
	ToLoginAs(id, notice string)          // the same, and fills in an ID
	SignOut()                             // ToLogin without a notice
	Enter(*model.Session, *model.Pending) // after the password; exactly one is not nil
	ToFirstPage()                         // the first page that the session may show
	ToMustEnrol() bool                    // MFA is due, and nothing else works; false if that page is in front already
	PutOffEnrolment()                     // MFA is due later
	GoTo(Route)                           // to another page after signing in
	ToBackup()                            // back to the page of backups, from one without the menu
	LockPage(*model.Locked) LockScreen
	OfferMFA()   // after a backup code has turned MFA off
	ReloadNews() // after a change that may concern the news
	ReloadPage() // after a change that the page may show
	BackedUp()   // after a daily backup
	ShowNames()  // after a change of the names in the top bar
	ShowHelp()
	ShowShortcuts()
}

// LockScreen is the page of a locked window.
type LockScreen interface {
	Screen
	ticking
}
