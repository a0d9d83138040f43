// Package shared is what people see of a shared database, apart from signing in.
//
// NewServerPage asks where the server is, with Form in it. Join goes on from there to
// the code that this PC shows until it may use the database. Both work before there
// is any database here. Card is the section of the settings: the PCs that have joined, and
// moving between a file and a server.
package shared
