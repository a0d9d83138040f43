package messages_test

import (
	"testing"

	"qlingo/screens/messages"
)

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1284: "-1,284"} {
		if got := messages.Number(n); got != want {
			t.Errorf("%d is %q", n, got)
		}
	}
}
