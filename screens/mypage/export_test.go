package mypage

// What the tests of this package look into.
type (
	CodeCheck      = codeCheck
	Enrolment      = enrolment
	PasswordChange = passwordChange
)

var (
	CheckCode     = checkCode
	CodesMade     = codesMade
	EnrolledWords = enrolledWords
	OpenMove      = openMove
	ShowCodes     = showCodes
	ShowRecent    = showRecent
)
