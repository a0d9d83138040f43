// Package support holds both sides of the support desk, which turns off the
// 2-step verification of administrators who have lost phone and backup codes.
//
// RequestPage is the side of the person: it shows the request and takes the
// answer. The sign-in waits in its model.Pending meanwhile.
//
// DeskPage is the side of the desk. It needs no account and no database. openKeyForm
// opens the support key, then SignForm shows who is asking and signs the answer.
// MakeKeyDialog makes a new support key.
package support
