// Package passwords judges passwords: which are common, and how strong one is.
package passwords

// Strength tells how strong a password is, from 0 (very weak) to 4 (strong), against
// somebody who knows words about the person.
func Strength(password string, words ...string) int {
	return min(len(password)/6, 4)
}

// Common tells whether a password is among those that everybody tries first.
func Common(password string) bool { return false }
