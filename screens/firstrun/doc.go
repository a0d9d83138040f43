// Package firstrun leads through making an account: the first one on a new PC,
// or one more in an open database.
//
// firstRun carries what the three steps collect, and each step is a page:
// firstNames, firstPassword and firstKit. People can go back and forth. Nothing
// is written before the last step is done, so closing the window on the way
// leaves nothing behind. It ends signed in, on My page, which offers the rest.
// firstPlace is only for those who use several PCs.
package firstrun
