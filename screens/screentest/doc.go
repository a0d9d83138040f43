// Package screentest is what the tests of several screens share.
//
// A Harness is a window on a real database in a temporary folder, with a clock that stands still and workers that run in
// line: a tap returns when everything it led to has happened. Tests find widgets by the translated words that a person
// reads, type and tap, and then look at what is shown, at the log or at the database.
//
// The package knows the window but not the pages: each test package hands screens.New to Main.
package screentest
