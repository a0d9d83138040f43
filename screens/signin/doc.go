// Package signin holds the pages between a closed and an open session.
//
// LoginPage takes ID and password, pinPage the PIN or a backup code where MFA is
// on. recoveryPage is for a forgotten password. mustChangePage follows a temporary
// password, MustEnrolPage a missing second step that the account requires; both
// come before anything else is shown. lockPage covers a locked window until the
// same person types the password.
//
// The pages share forms.Attempt, which counts down the wait after failures. They
// pass the model.Session or model.Pending that they get to window.Flow.
package signin
