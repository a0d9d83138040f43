// Package mypage holds what people see and change about themselves.
//
// OverviewPage says who somebody is. ownSection has the password and the
// 2-step verification; users find it on OverviewPage, administrators and single
// users on SecurityPage, together with their recent sign-ins. thisPCPage has what
// belongs to the machine: language, appearance, size of text.
//
// Enrolment is the dialog that turns 2-step verification on, or moves it to
// another phone: QR code, PIN, then backupCodes shows the five codes once.
// PasswordChange and CodeCheck are the other dialogs. OpenEnrolment and
// ChangePassword open theirs from other pages, too.
package mypage
