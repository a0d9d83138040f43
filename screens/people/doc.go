// Package people is the administrators' side of user management.
//
// usersPage is the table. userList holds who is in it, in which order, and what
// a search or a filter leaves. For one person personActions knows what can be done
// (suspend, unlock, reset the password, delete …), and why some of it cannot;
// the menu of a row and personDialog offer the same actions.
//
// userForm adds and edits people, importDialog takes them from a CSV file after a
// preview. confirmPage is for after a changed activity log was accepted: an
// administrator checks the rights of those whom the log no longer vouches for.
package people
