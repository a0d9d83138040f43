// Package support holds both sides of the support desk, which turns off the
// 2-step verification of administrators who have lost phone and backup codes.
//
// requestPage is the side of the person: it shows the request and takes the
// answer. The sign-in waits in its model.Pending meanwhile.
//
// deskPage is the side of the desk. It needs no account and no database. openKeyForm
// opens the support key, then signForm shows who is asking and signs the answer.
// makeKeyDialog makes a new support key.
package support
