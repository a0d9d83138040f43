package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

func TestCheckChangesByTapAndSpace(t *testing.T) {
	var last bool
	var changed counter
	c := NewCheck("控えました", func(on bool) { last = on; changed.call() })
	w := window(t, c)

	test.Tap(c)
	if !c.Checked || !last {
		t.Error("a tap has not ticked the box")
	}
	key(w, fyne.KeySpace)
	if c.Checked || last {
		t.Error("Space has not cleared the box")
	}
	c.SetChecked(true)
	changed.want(t, 2, "OnChanged")
	c.Disable()
	test.Tap(c)
	changed.want(t, 2, "OnChanged of a disabled check")
}

func TestChoiceTellsAndWaitsToBeChosen(t *testing.T) {
	var tapped counter
	c := NewChoice("シングルユーザアカウント", "ひとりで使います。", tapped.call)
	w := window(t, c)
	test.Tap(c)
	key(w, fyne.KeySpace)
	key(w, fyne.KeyReturn)
	tapped.want(t, 3, "OnTapped")
	if c.Chosen {
		t.Error("the choice has chosen itself: the other one would stay chosen too")
	}
	c.SetChosen(true)
	tapped.want(t, 3, "OnTapped after SetChosen")
}

func TestLinksAreWorked(t *testing.T) {
	var tapped counter
	menu, top := NewMenuLink("ユーザ管理", tapped.call), NewTopLink("マイページ", tapped.call)
	w := window(t, VStack(0, menu, top))
	test.Tap(menu)
	key(w, fyne.KeyReturn)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != top {
		t.Fatalf("Tab has gone to %T", w.Canvas().Focused())
	}
	key(w, fyne.KeySpace)
	tapped.want(t, 3, "OnTapped")
	menu.SetCurrent(true)
	tapped.want(t, 3, "OnTapped after SetCurrent")
}

func TestSelectByKeyboard(t *testing.T) {
	chosen := -1
	s := NewSelect([]string{"日本語", "English"}, func(i int) { chosen = i })
	w := window(t, VStack(0, s))
	w.Canvas().Focus(s)
	key(w, fyne.KeyDown)
	if _, ok := w.Canvas().Focused().(*Menu); !ok {
		t.Fatalf("the focus is on %T, want a menu", w.Canvas().Focused())
	}
	key(w, fyne.KeyDown) // from the one that is chosen
	key(w, fyne.KeyReturn)
	if chosen != 1 || s.Chosen != 1 {
		t.Errorf("chosen is %d, shown %d, want 1", chosen, s.Chosen)
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the menu is still open")
	}
	if w.Canvas().Focused() != s {
		t.Errorf("the focus is on %T, want the select", w.Canvas().Focused())
	}
	s.closed = s.closed.Add(-time.Second)
	key(w, fyne.KeySpace)
	key(w, fyne.KeyUp)
	key(w, fyne.KeySpace)
	if chosen != 0 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("Space has chosen %d and left %T", chosen, w.Canvas().Overlays().Top())
	}
	s.closed = s.closed.Add(-time.Second)
	key(w, fyne.KeySpace)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("another Space does not open the menu")
	}
	key(w, fyne.KeyEscape)
	chosen = -1
	s.SetChosen(0)
	s.SetChosen(7)
	if chosen != -1 || s.Chosen != 0 {
		t.Error("SetChosen called OnChanged, or took an option that is not there")
	}
}

func TestBoxSelect(t *testing.T) {
	chosen := -1
	s := NewBoxSelect([]string{"すべての操作", "とても長い名前の操作のまとまり"}, func(i int) { chosen = i })
	w := window(t, HStack(0, Wide(150, s)))
	r := test.TempWidgetRenderer(t, s).(*selectRenderer)
	s.choose(1)
	if chosen != 1 || s.AccessibilityLabel() != "とても長い名前の操作のまとまり" {
		t.Errorf("%d is chosen, %q said", chosen, s.AccessibilityLabel())
	}
	if right := r.label.Position().X + r.label.MinSize().Width; right > r.left.Position1.X || !strings.HasSuffix(r.label.Text, "…") {
		t.Errorf("%q reaches over the sign of the menu", r.label.Text)
	}
	s.SetChosen(0)
	if r.label.Text != "すべての操作" {
		t.Errorf("%q stands in the box", r.label.Text)
	}
	w.Canvas().Focus(s)
	if r.ring.Visible() || r.frame.StrokeWidth != look.Ring {
		t.Error("the focus is not shown by the box's own border")
	}
}

func TestChoicesLook(t *testing.T) {
	start(t)
	ticked, focusedCheck := NewCheck("控えました", nil), NewCheck("控えました", nil)
	ticked.SetChecked(true)
	focusedCheck.FocusGained()
	chosen := NewChoice("マルチユーザアカウント", "管理者が、事務所のユーザを登録して使います。", nil)
	chosen.SetChosen(true)
	chosen.Resize(fyne.NewSize(270, 120))
	other := NewChoice("シングルユーザアカウント", "ひとりで使います。", nil)
	other.Resize(fyne.NewSize(270, 120))
	menu, top, here := NewMenuLink("設定", nil), NewTopLink("マイページ", nil), NewMenuLink("設定", nil)
	top.SetCurrent(true)
	here.SetCurrent(true)
	here.FocusGained()
	for name, o := range map[string]fyne.CanvasObject{
		"check_ticked": ticked, "check_focused": focusedCheck, "choice_chosen": chosen, "choice_other": other,
		"menu": menu, "menu_current": here, "top_current": top, "select": NewSelect([]string{"日本語"}, nil), "logo": NewLogo(36),
	} {
		test.AssertObjectRendersToMarkup(t, "choice/"+name+".xml", o)
	}
}
