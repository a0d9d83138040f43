package firstrun

// What the tests of this package look into.
type (
	FirstKit      = firstKit
	FirstNames    = firstNames
	FirstPassword = firstPassword
	FirstRun      = firstRun
	FirstSupport  = firstSupport
)
