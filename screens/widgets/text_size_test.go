package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

// atSize sets the size of text for one test.
func atSize(t *testing.T, percent int) {
	t.Helper()
	look.SetTextSize(percent)
	t.Cleanup(func() { look.SetTextSize(100) })
}

// Less important columns are hidden before the others become unreadable, the last one first.
func TestColumnsYield(t *testing.T) {
	test.NewTempApp(t)
	table := NewTable([]Column{
		{Key: "login", Weight: 1},
		{Key: "department", Weight: 1, Yields: true},
		{Key: "last", Width: 130, Yields: true},
		{Key: "mfa", Width: 60},
	})
	for _, c := range []struct {
		percent int
		width   float32
		gone    [4]bool
	}{
		{100, 330, [4]bool{}},
		{100, 329, [4]bool{2: true}},
		{100, 199, [4]bool{1: true, 2: true}},
		{100, 60, [4]bool{1: true, 2: true}},
		{150, 495, [4]bool{}},
		{150, 494, [4]bool{2: true}},
	} {
		atSize(t, c.percent)
		table.Resize(fyne.NewSize(c.width, 200))
		for i, span := range table.spans(c.width) {
			if gone := span[1] == 0; gone != c.gone[i] && c.width > 60 {
				t.Errorf("%d %%, %v wide: the column %d is %v wide", c.percent, c.width, i, span[1])
			}
			if title := table.header.titles[i]; c.gone[i] && title.Visible() {
				t.Errorf("%d %%, %v wide: the title %d takes the focus unseen", c.percent, c.width, i)
			}
		}
	}
}

// Controls are as high as their line of text.
func TestControlsHoldLargeText(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.ModeLight))
	atSize(t, 150)
	line := func(size float32) float32 { return fyne.MeasureText("漢", size, fyne.TextStyle{Bold: true}).Height }
	field := NewField("名前", NewEntry())
	field.Resize(field.MinSize())
	if at := field.Entry.Position().Y; at < line(look.TextLabel) {
		t.Errorf("the entry covers its label: it begins at %v", at)
	}
	for name, o := range map[string]fyne.CanvasObject{
		"entry": NewEntry(), "button": NewButton(KindPlain, "保存", nil), "check": NewCheck("控えました", nil),
		"menu": NewMenuLink("設定", nil), "top": NewTopLink("設定", nil), "select": NewSelect([]string{"日本語"}, nil),
	} {
		if got := o.MinSize().Height; got < line(look.TextBody) {
			t.Errorf("%s is %v high", name, got)
		}
	}
	if got := NewChip(ToneInfo, "有効").MinSize().Height; got < line(look.TextSmall) {
		t.Errorf("a chip is %v high", got)
	}
}
