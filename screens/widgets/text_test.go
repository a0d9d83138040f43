package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

const long = "有効にすると、ログインのたびに ID とパスワードに加えて、スマートフォンのアプリに表示される PIN コード（6 桁の数字）の入力が必要になります。"

func TestTextGrowsWhenNarrow(t *testing.T) {
	start(t)
	text := NewText(long)
	text.Resize(fyne.NewSize(2000, 30))
	one := text.MinSize().Height
	text.Resize(fyne.NewSize(300, 30))
	if got := text.MinSize().Height; got < 3*one {
		t.Errorf("300 wide it is %v high, in one line %v", got, one)
	}
	text.SetText("短い")
	if got := text.MinSize().Height; got != one {
		t.Errorf("a short text is %v high, want %v", got, one)
	}
	if w := NewStrong(long).MinSize().Width; w < 500 {
		t.Errorf("text of one line asks for %v", w)
	}
}

// TestSizedCardSettlesAtOnce: wrapped text needs its width to know its height.
// A card of fixed width must ask for the right height the first time.
func TestSizedCardSettlesAtOnce(t *testing.T) {
	start(t)
	card := NewCardSized(400, VStack(look.Gap, NewHeading("a"), NewText(long), NewNotice(ToneWarning, long), NewField("b", NewEntry())))
	first := card.MinSize()
	card.Resize(first)
	if again := card.MinSize(); again != first {
		t.Errorf("the card wants %v, after the layout %v", first, again)
	}
	if first.Width != 400 {
		t.Errorf("the card is %v wide", first.Width)
	}
}

// TestCardKeepsWhatItsLayoutGave: MinSize runs before every frame and must not
// undo a layout that gave more room than the minimum.
func TestCardKeepsWhatItsLayoutGave(t *testing.T) {
	start(t)
	inside := NewButton(KindPlain, "a", nil)
	card := NewCard(VStack(0, Spacer(), inside))
	card.Resize(fyne.NewSize(300, 400))
	before := inside.Position()
	card.MinSize()
	if inside.Position() != before {
		t.Errorf("MinSize moved the content from %v to %v", before, inside.Position())
	}
}

func TestStacks(t *testing.T) {
	start(t)
	a, b, hidden := NewButton(KindPlain, "a", nil), NewButton(KindMain, "b", nil), NewEntry()
	hidden.Hide()
	row := HStack(10, a, hidden, Spacer(), b)
	row.Resize(fyne.NewSize(400, 60))
	if a.Position() != fyne.NewPos(0, 11) || b.Position().X+b.Size().Width != 400 {
		t.Errorf("a is at %v, b ends at %v", a.Position(), b.Position().X+b.Size().Width)
	}
	e := NewEntry()
	filled := HStack(10, Fill(e), NewButton(KindPlain, "送信", nil))
	filled.Resize(fyne.NewSize(400, 40))
	if e.Size().Width < 300 {
		t.Errorf("the entry took %v of the space", e.Size().Width)
	}
	text := NewText(long)
	column := VStack(5, text, a)
	column.Resize(fyne.NewSize(300, 500))
	if got, want := a.Position().Y, text.MinSize().Height+5; got != want {
		t.Errorf("after one pass the button is at %v, want %v", got, want)
	}
	left, right := NewChoice("a", "b", nil), NewChoice("c", long, nil)
	equal := Equal(16, left, right)
	equal.Resize(fyne.NewSize(416, 100))
	if left.Size() != right.Size() || left.Size().Width != 200 {
		t.Errorf("the choices are %v and %v", left.Size(), right.Size())
	}
}

func TestNoticeHidesWithoutText(t *testing.T) {
	start(t)
	n := NewNotice(ToneDanger, "")
	if n.Visible() {
		t.Error("an empty notice can be seen")
	}
	n.SetText("ID またはパスワードが違います。")
	if !n.Visible() || n.Text() == "" {
		t.Error("the notice is hidden")
	}
	n.SetText("")
	if n.Visible() {
		t.Error("the notice stays")
	}
}

func TestCountdown(t *testing.T) {
	start(t)
	c := NewCountdown()
	for seconds, want := range map[int]string{0: "次のコードまで 30 秒以内", 12: "次のコードまで 20 秒以内", 29: "次のコードまで 5 秒以内"} {
		c.Tick(time.Unix(1_800_000_000+int64(seconds), 0))
		if c.Text() != want {
			t.Errorf("at second %d: %q, want %q", seconds, c.Text(), want)
		}
	}
	for milliseconds, want := range map[int]int{20_001: 25, 20_000: 20, 15_001: 20, 15_000: 15, 5_000: 5, 400: 5} {
		c.SetRemaining(time.Duration(milliseconds)*time.Millisecond, 30*time.Second)
		if c.bar.Part != want || c.bar.Of != 30 {
			t.Errorf("%d ms before the next code: %d of %d, want %d", milliseconds, c.bar.Part, c.bar.Of, want)
		}
	}
	i18n.Use(i18n.English)
	defer i18n.Use(i18n.Japanese)
	c.SetRemaining(18*time.Second, 30*time.Second)
	if c.Text() != "Next code within 20 s" {
		t.Errorf("in English: %q", c.Text())
	}
}

// TestTabScrollsThePage: Fyne moves the focus but does not scroll.
func TestTabScrollsThePage(t *testing.T) {
	var fields []fyne.CanvasObject
	for range 20 {
		fields = append(fields, NewField("a", NewEntry()))
	}
	scroll := container.NewVScroll(NewCard(VStack(16, fields...)))
	w := window(t, scroll)
	driver := fyne.CurrentApp().Driver()
	for i := range 40 {
		w.Canvas().FocusNext()
		e, ok := w.Canvas().Focused().(*Entry)
		if !ok {
			t.Fatalf("the focus is on %T", w.Canvas().Focused())
		}
		if y := driver.AbsolutePositionForObject(e).Y; y < 0 || y+e.Size().Height > 600 {
			t.Fatalf("Tab %d: the entry with the focus is at %v", i+1, y)
		}
	}
}

// TestThemeRepaints: a widget made in the light and shown in the dark must look
// like one made in the dark.
func TestThemeRepaints(t *testing.T) {
	w := window(t, everything())
	w.Resize(fyne.NewSize(820, 1400))
	fyne.CurrentApp().Settings().SetTheme(look.New(look.ModeDark))
	changed := test.RenderToMarkup(w.Canvas())
	fresh := test.NewTempWindow(t, everything())
	fresh.SetPadded(false)
	fresh.Resize(fyne.NewSize(820, 1400))
	if want := test.RenderToMarkup(fresh.Canvas()); changed != want {
		a, b := strings.Split(changed, "\n"), strings.Split(want, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Errorf("line %d\nafter the change %s\nmade in the dark %s", i, a[i], b[i])
			}
		}
	}
}

// everything makes one of each widget.
func everything() fyne.CanvasObject {
	table, sure := NewTable([]Column{{Key: "a", Title: "A"}}), NewCheck("d", nil)
	sure.SetChecked(true)
	table.SetRows([]Row{{ID: "a", Cells: []Cell{{Text: "l"}}}, {ID: "b", Cells: []Cell{{Switch: &SwitchSpec{On: true}}}}})
	table.Select("a")
	countdown := NewCountdown()
	countdown.SetRemaining(18*time.Second, 30*time.Second)
	pin, wrong := NewPINEntry(true), NewEntry()
	pin.SetText("123")
	wrong.SetError(true)
	return VStack(8, NewCard(NewText("a")), NewPanel(NewCode("1a2b")), NewEntry(), wrong, pin, NewPasswordEntry(),
		NewField("f", NewEntry()), NewButton(KindPrimary, "b", nil), NewButton(KindDangerLine, "c", nil), sure,
		NewChoice("e", "f", nil), NewChip(ToneSuccess, "g"), NewNotice(ToneWarning, "h"), NewProgress(1, 3), countdown,
		NewMenuLink("i", nil), NewTopLink("j", nil), NewLogo(20), NewSelect([]string{"k"}, nil), NewRule(), table)
}

func TestPartsLook(t *testing.T) {
	start(t)
	bar, countdown := NewProgress(1, 3), NewCountdown()
	countdown.SetRemaining(18*time.Second, 30*time.Second)
	text, notice := NewText(long), NewNotice(ToneWarning, long)
	for name, o := range map[string]fyne.CanvasObject{
		"card": NewCard(NewText("a")), "panel": NewPanel(NewCode("44aac243")), "progress": bar, "countdown": countdown,
		"text": text, "notice": notice, "heading": NewHeading("ユーザ管理"),
		"chip": NewChip(ToneWarning, "ロック中"), "centered": NewMuted("中央").Centered(),
	} {
		o.Resize(fyne.NewSize(300, o.MinSize().Height))
		o.Resize(fyne.NewSize(300, o.MinSize().Height))
		test.AssertObjectRendersToMarkup(t, "parts/"+name+".xml", o)
	}
}
