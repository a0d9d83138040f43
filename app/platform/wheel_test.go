//go:build !darwin

package platform

import "testing"

func TestWheelIsAsQuickAsElsewhere(t *testing.T) {
	for notches, want := range map[float64]float64{0: 0, 1: 2, -1: -2, 0.25: 0.5, 4: 8, 6: 9.9, -9.95: -9.95, 12: 12, -40: -40} {
		if got := quicker(notches); got != want {
			t.Errorf("%v notches scroll as far as %v, want %v", notches, got, want)
		}
	}
}
