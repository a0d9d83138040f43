package kit

// What the tests of this package look into.
type (
	GuardedKit = guardedKit
	PresentKit = presentKit
)

var (
	RemakeLetter = remakeLetter
	ShowKitMade  = showKitMade
)
