package people

// What the tests of this package look into.
type (
	ImportLine    = importLine
	PasswordsFile = passwordsFile
	PersonActions = personActions
	UsersPage     = usersPage
)

var (
	AddUser       = addUser
	NewUsersTable = newUsersPage
	Ago           = ago
	EditUser      = editUser
	UnusedName    = unusedName
	ImportLines   = importLines
	ImportPeople  = importPeople
	NewUserLines  = newUserLines
	PreviewImport = previewImport
	ResetMFA      = resetMFA
	ShowPerson    = showPerson
	ShowTemporary = showTemporary
)
