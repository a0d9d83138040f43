package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
)

// Screen readers get the name, the state, and no secret.
func TestLabels(t *testing.T) {
	test.NewTempApp(t)
	check := NewCheck("控えました", nil)
	check.SetChecked(true)
	chip := NewFilterChip("MFA 無効", nil)
	link := NewTopLink("設定", nil)
	link.SetCurrent(true)
	password := NewPasswordEntry()
	NewField("パスワード", password)
	password.SetText("paper boats")
	shown := NewPasswordEntry()
	NewField("パスワード", shown)
	shown.SetText("paper boats")
	shown.Reveal(true)
	kit := NewEntry()
	kit.Quiet = true
	field := NewField("復旧キット", kit)
	field.SetError("違います")
	kit.SetText("ABCDE")
	name := NewEntry()
	NewField("名前", name)
	name.SetText("佐藤 花子")
	off := NewButton(KindPlain, "保存", nil)
	off.Disable()
	table := NewTable([]Column{{Key: "name", Title: "ユーザ名"}, {Key: "mfa", Title: "2 段階認証"}})
	table.SetRows([]Row{{ID: "1", Cells: []Cell{{Text: "佐藤 花子"}, {Switch: &SwitchSpec{On: true}}}}})
	table.Select("1")
	for want, a := range map[string]fyne.Accessible{
		"控えました、チェックあり":        check,
		"MFA 無効、オフ":           chip,
		"設定、選択中":              link,
		"パスワード":               password,
		"パスワード、入力した文字を隠す":     shown.toggle,
		"復旧キット、違います":          kit,
		"名前、佐藤 花子":            name,
		"保存、使用できません":          off,
		"佐藤 花子、2 段階認証、オン":     table.body,
		"パスワード、入力した文字を表示":     password.toggle,
		"PIN コードまたはバックアップコード": NewPINEntry(true),
	} {
		if got := a.AccessibilityLabel(); got != want {
			t.Errorf("a %T says %q, want %q", a, got, want)
		}
	}
	if got := shown.AccessibilityLabel(); got != "パスワード" {
		t.Errorf("a password that is shown says %q", got)
	}
	i18n.Use("en")
	defer i18n.Use("ja")
	if got, want := table.body.AccessibilityLabel(), "佐藤 花子, 2 段階認証, on"; got != want {
		t.Errorf("in English a row says %q", got)
	}
}
