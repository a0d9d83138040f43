package signin

// What the tests of this package look into.
type (
	MustChangePage = mustChangePage
	PINPage        = pinPage
	RecoveryPage   = recoveryPage
)
