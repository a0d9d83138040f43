package settings

import "qlingo/screens/window"

// RegisterDesk opens the dialog that registers a support desk. It calls done once there is one.
func RegisterDesk(w *window.Window, done func()) { registerDesk(w, done) }
