package app

import (
	"testing"

	fyneapp "fyne.io/fyne/v2/app"
)

// The toolkit queues what it does last while it closes the queue.
func TestToolkitHasNothingToDoAtTheEnd(t *testing.T) {
	a := fyneapp.NewWithID(appID)
	hooks, ok := a.Lifecycle().(interface{ OnStopped() func() })
	if !ok || hooks.OnStopped() == nil {
		t.Fatal("this toolkit saves its preferences in another way")
	}
	endCleanly(a.Lifecycle())
	if hooks.OnStopped() != nil {
		t.Error("something is left to do")
	}
}
