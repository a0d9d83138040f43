package support

// What the tests of this package look into.
type (
	DeskPage      = deskPage
	MakeKeyDialog = makeKeyDialog
	RequestPage   = requestPage
	SignForm      = signForm
)

const (
	KeyEnding = keyEnding
	KeyIdle   = keyIdle
)

var ShowPublic = showPublic
