package firstrun

// What the tests of this package look into.
type (
	FirstKit      = firstKit
	FirstNames    = firstNames
	FirstPlace    = firstPlace
	FirstPassword = firstPassword
	FirstRun      = firstRun
)
