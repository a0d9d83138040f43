// Package firstrun leads through making an account: the first one on a new PC,
// or one more in an open database.
//
// FirstRun carries what the four steps collect, and each step is a page:
// FirstNames, FirstPassword, FirstSupport and FirstKit. People can go back and
// forth. Nothing is written before the last step is done, so closing the window
// on the way leaves nothing behind.
package firstrun
