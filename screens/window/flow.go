package window

import "qlingo/model"

// Flow decides which page follows which. Pages use it so that they need not know one another. Package screens
// implements it.
type Flow interface {
	Begin()                                   // registers the shortcuts and opens the database
	ToOpening()                               // opens the database
	Reopen(notice string)                     // closes the database and opens it where it is now; the login page shows notice
	ToFailure(err error)                      // the database did not open
	ToRepair(why error)                       // the database is open, but something is wrong with its file
	ToFirstRun()                              // there is no database yet
	ToNewAccount()                            // one more account in the database
	ToLogin(notice string)                    // ends the session, if there is one; notice says why, "" says nothing
	ToLoginAs(id, notice string)              // the same, and fills in an ID
	SignOut()                                 // ToLogin without a notice
	Enter(*model.Session, *model.Pending)     // after the password; exactly one is not nil
	EnterNew(s *model.Session, notice string) // after making an account; its My page says notice
	ToFirstPage()                             // the first page that the session may show
	ToMustEnrol() bool                        // MFA is due, and nothing else works; false if that page is in front already
	PutOffEnrolment()                         // MFA is due later
	GoTo(Route)                               // to another page after signing in
	ShowActivityOf(model.Person)              // to what a person did and what was done to that person
	ShowPeople(PeopleShown)                   // to the table of people, with some of them
	LeaveServer()                             // closes the database; this PC forgets its server and begins anew
	AskServerPassword(done func())            // asks for the new password of the database's user; done: it is kept
	ToBackup()                                // back to the page of backups, from one without the menu
	LockPage(*model.Locked) LockScreen
	OfferMFA()                // after a backup code has turned MFA off
	ReloadNews()              // after a change that may concern the news
	ReloadPage()              // after a change that the page may show
	BackedUp()                // after a daily backup
	RegisterDesk(done func()) // asks for the first support desk; done: there is one
	ShowNames()               // after a change of the names in the top bar
	ShowHelp()
	ShowShortcuts()
}

// LockScreen is the page of a locked window.
type LockScreen interface {
	Screen
	Ticking
}
