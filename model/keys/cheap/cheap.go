// Package cheap makes hashing of passwords cost next to nothing. Tests import it for that
// effect; half of their time goes into hashes otherwise. Package keys tests the costs that
// hold in the program, and so does here and there a test with Real.
package cheap

import (
	"testing"

	"qlingo/model/keys"
)

var (
	realLight       = keys.Light
	realSupportWork = keys.SupportWork
)

func init() {
	if !testing.Testing() {
		panic("package cheap is for tests only")
	}
	lower()
}

func lower() {
	keys.Light = keys.Params{Time: 1, Memory: 64, Threads: 1}
	keys.SupportWork = 10
}

// Real brings the costs of the program back until the test ends. Such a test must not
// run beside others.
func Real(t *testing.T) {
	t.Helper()
	t.Setenv("QLINGO_TEST_COST", "real") // refuses tests that are parallel
	keys.Light, keys.SupportWork = realLight, realSupportWork
	t.Cleanup(lower)
}
