//go:build !linux && !darwin && !windows

package netfs

// OnNetwork cannot tell on this OS.
func OnNetwork(string) (bool, error) { return false, nil }
