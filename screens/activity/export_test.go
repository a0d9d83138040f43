package activity

// What the tests of this package look into.
type ActivityPage = activityPage

const (
	EventsAtOnce = eventsAtOnce
	PeriodAll    = periodAll
	PeriodDates  = periodDates
)

var (
	AtOnce      = &atOnce
	Day         = day
	EventRow    = eventRow
	TypingPause = &typingPause
)
