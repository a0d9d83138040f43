package model

import "qlingo/model/passwords"

// Strength tells how strong a password is, from 0 (very weak) to 4 (strong), against
// somebody who knows words about the person.
func Strength(password string, words ...string) int {
	return passwords.Strength(password, words...)
}
