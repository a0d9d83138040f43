package messages

import (
	"strings"
	"time"

	"qlingo/screens/i18n"
)

// Flowing removes the line breaks from a text of groups, where lines wrap by themselves.
func Flowing(text string) string { return strings.Join(strings.Fields(text), " ") }

// Age says how long ago something was.
func Age(d time.Duration) string {
	switch {
	case d < 0:
		return i18n.T("support_desk.age_future")
	case d < time.Hour:
		return i18n.T("support_desk.age_minutes", "Count", int(d.Minutes()))
	case d < 48*time.Hour:
		return i18n.T("support_desk.age_hours", "Count", int(d.Hours()))
	}
	return i18n.T("support_desk.age_days", "Count", int(d.Hours()/24))
}
