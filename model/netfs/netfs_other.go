//go:build !linux && !darwin && !windows

package model

// remote cannot tell here.
func remote(string) (bool, error) { return false, nil }
