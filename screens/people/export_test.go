package people

import "fyne.io/fyne/v2"

// What the tests of this package look into.
type (
	ImportLine    = importLine
	PasswordsFile = passwordsFile
	PersonActions = personActions
	UsersPage     = usersPage
)

var (
	AddUser         = addUser
	NewUsersTable   = newUsersPage
	Ago             = ago
	EditUser        = editUser
	ColumnText      = columnText
	UnusedName      = unusedName
	ImportLines     = importLines
	ImportPeople    = importPeople
	NewUserLines    = newUserLines
	PreviewImport   = previewImport
	ResetMFA        = resetMFA
	ShowPerson      = showPerson
	StartImport     = startImport
	ShowTemporary   = showTemporary
	ShowTemporaries = showTemporaries
)

func (f *passwordsFile) Err() error { return f.err }

func (b *choiceBar) Row() *fyne.Container { return b.row }
func (b *choiceBar) Count() string        { return b.count.Text }
