//go:build linux && faults

package model

const (
	cutsEach     = 1 << 20
	brokenStride = 1
	flipsEach    = page
)
