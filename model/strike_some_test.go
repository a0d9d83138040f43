//go:build linux && !faults

package model

// A sample of all faults, a different one at every moment. "go test -tags faults" has
// them all, which takes long.
const (
	cutsEach     = 5 // at each moment, beside the two that lose all and nothing
	brokenStride = 6 // every so many operations fail
)
