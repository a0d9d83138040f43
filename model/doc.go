// Package model holds the rules of Qlingo: accounts and their people, signing in with a second step, and who may do what.
// Every permission is checked here, whatever the screens show. The package knows no toolkit and no SQL.
//
// # Getting in
//
// An Office is the open database of one folder: Open opens it, Create makes it with its first account. Signing in is a
// state machine made of types, so that nothing can be called too early:
//
//	office, err := model.Open(ctx, model.Options{Data: data, Config: config})
//	session, pending, err := office.SignIn(ctx, login, password)
//	if pending != nil { // the second step is on
//		session, err = pending.Enter(ctx, pin)
//	}
//	people, err := session.People(ctx)
//	locked := session.Lock() // its keys are gone
//	session, err = locked.Unlock(ctx, password)
//
// A Session is the only way to everything else. What it may do is checked at each call: role, fresh proof, days of grace,
// and that nothing ended the session meanwhile. Every error that a person should hear of is an *Error with a Code.
//
// # Reading and writing
//
// All reading goes through Office.read, which gives a view: one transaction on a file whose log was followed to its end.
// All writing goes through Office.write (writing.go), which gives a writing: each changed row gets a new generation and
// tag, and a row in the activity log; the meta row is sealed once; then comes the durable commit, and last the anchor.
//
// The log is a chain of MACs. The ledger is what the log says of every row, so that a row that was edited, deleted or put
// back is found when it is read; a checkpoint keeps it in the file, so that opening need not follow the whole log. The
// anchor lies outside the database and remembers how far the log went, so that an old copy of the whole file is found as
// well.
//
// # Keys
//
// A machine key in the OS key store opens the tags and the log; a person's password opens that person's keys; the recovery
// kit opens what both are good for. Package keys has the hierarchy, docs/security.md the reasons.
package model
