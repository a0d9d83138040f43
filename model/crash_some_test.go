//go:build linux && !faults

package model

// A sample of all faults, a different one at every moment. "go test -tags faults" has
// them all, which takes long.
const (
	cutsEach     = 3  // at each moment, beside the two that lose all and nothing
	brokenStride = 8  // every so many operations fail
	flipsEach    = 12 // bits of each page of a file are turned
)
