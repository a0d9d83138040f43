// Package mypage holds what people see and change about themselves.
//
// overviewPage says who somebody is. ownSection has the password and the
// 2-step verification; users find it on overviewPage, administrators and single
// users on securityPage, together with their recent sign-ins. thisPCPage has what
// belongs to the machine: language, appearance, size of text.
//
// Enrolment is the dialog that turns 2-step verification on, or moves it to
// another phone: QR code, PIN, then backupCodes shows the five codes once.
// passwordChange and codeCheck are the other dialogs. OpenEnrolment and
// ChangePassword open theirs from other pages, too.
package mypage
