package screentest

import (
	"fmt"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
)

// Spoken asserts that everything that takes the focus has a label, and that no two labels in front are the same:
// people who do not see the window have nothing else to tell them apart. No label contains a secret.
func (s *Harness) Spoken(what string) {
	s.T.Helper()
	said := map[string]fyne.CanvasObject{}
	for _, o := range s.Front() {
		if _, ok := o.(fyne.Focusable); !ok || !Shown(o) || strings.HasPrefix(fmt.Sprintf("%T", o), "*widget.") {
			continue
		}
		a, ok := o.(fyne.Accessible)
		if !ok {
			s.T.Errorf("%s: a %T says nothing", what, o)
			continue
		}
		label := a.AccessibilityLabel()
		if other := said[label]; label == "" || other != nil && other != o {
			s.T.Errorf("%s: a %T says %q, as does a %v", what, o, label, reflect.TypeOf(other))
		}
		said[label] = o
		if strings.Contains(label, "say.") {
			s.T.Errorf("%s: a %T says %q", what, o, label)
		}
	}
}
