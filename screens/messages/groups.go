package messages

import (
	"strings"
	"time"

	"qlingo/screens/i18n"
)

// Flowing is a text of groups without its own line breaks, for where lines break by themselves.
func Flowing(text string) string { return strings.Join(strings.Fields(text), " ") }

// Age words how long ago something was.
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
