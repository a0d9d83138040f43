package widgets

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

// TestGallery draws everything for people to look at, when QLINGO_GALLERY names
// a folder. It asserts nothing.
func TestGallery(t *testing.T) {
	dir := os.Getenv("QLINGO_GALLERY")
	if dir == "" {
		t.Skip("set QLINGO_GALLERY to a folder to look at the widgets")
	}
	for _, mode := range []look.Mode{look.ModeLight, look.ModeDark} {
		start(t).Settings().SetTheme(look.New(mode))
		for name, page := range map[string]func(fyne.Window){
			"login": galleryLogin, "pin": galleryPIN, "first": galleryFirst, "enrol": galleryEnrol, "users": galleryUsers, "parts": galleryParts,
		} {
			w := test.NewWindow(nil)
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1080, 720))
			page(w)
			w.Resize(fyne.NewSize(1081, 720))
			w.Resize(fyne.NewSize(1080, 720))
			f, err := os.Create(filepath.Join(dir, name+"-"+string(mode)+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, w.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			f.Close()
			w.Close()
		}
	}
}

func galleryLogin(w fyne.Window) {
	id, pw := NewEntry(), NewPasswordEntry()
	id.SetText("takahashi.k")
	pw.SetText("correct horse ba")
	w.SetContent(container.NewCenter(NewCardSized(400, VStack(look.Gap,
		container.NewCenter(HStack(10, NewLogo(36), NewHeading("Qlingo"))),
		NewSmall("山田商店にログイン").Centered(),
		NewNotice(ToneDanger, "ID またはパスワードが違います。"),
		NewField("管理者ID・ユーザID", id),
		NewField("パスワード", pw),
		NewButton(KindMain, "ログイン", nil),
		HStack(0, NewButton(KindLinkSmall, "パスワードを忘れたとき", nil), Spacer(), NewSelect([]string{"日本語", "English"}, nil)),
	))))
	w.Canvas().Focus(id)
}

func galleryPIN(w fyne.Window) {
	p := NewPINEntry(true)
	p.SetText("5551")
	c := NewCountdown()
	c.SetRemaining(18*time.Second, 30*time.Second)
	w.SetContent(container.NewCenter(NewCardSized(440, VStack(look.Gap,
		NewHeading("PIN コードの入力").Centered(),
		NewMuted("認証システムアプリに表示された 6 桁の数字を入力してください。").Centered(),
		p, c,
		NewButton(KindMain, "ログイン", nil),
		NewRule(),
		NewStrong("スマートフォンが使えないとき"),
		NewSmall("バックアップコード（24 桁の英数字）も上の欄に入力できます。使うと 2 段階認証は解除されます。控えがないときは管理者に解除を依頼してください。"),
		HStack(0, NewButton(KindLink, "ログイン画面に戻る", nil), Spacer(), NewButton(KindLink, "サポートに解除を依頼する", nil)),
	))))
	w.Canvas().Focus(p)
}

func galleryFirst(w fyne.Window) {
	a := NewChoice("マルチユーザアカウント", "管理者が、事務所のユーザを登録して使います。管理者はユーザの 2 段階認証を解除できます。", nil)
	b := NewChoice("シングルユーザアカウント", "ひとりで使います。ユーザ管理の画面はありません。", nil)
	a.SetChosen(true)
	id := NewEntry()
	id.SetText("sato.h")
	name := NewEntry()
	name.SetPlaceHolder("山田商店")
	f := NewField("管理者ID", id)
	f.SetHint("3〜64 文字。英字・数字・記号（- _ . @）が使えます。")
	g := NewField("事務所の名前", name)
	g.SetError("名前を入力してください。")
	w.SetContent(container.NewCenter(NewCardSized(640, VStack(look.Gap,
		HStack(10, NewLogo(28), NewTitle("Qlingo のはじめ方"), Spacer(), NewSmall("1 / 3　アカウントの種類").OneLine()),
		NewProgress(1, 3),
		Equal(look.Gap, a, b), g, f,
		HStack(10, Spacer(), NewButton(KindPrimary, "次へ", nil)),
	))))
	w.Canvas().Focus(b)
}

func galleryEnrol(w fyne.Window) {
	galleryLogin(w)
	p := NewPINEntry(false)
	p.SetText("555111")
	p.SetError(true)
	c := NewCountdown()
	c.SetRemaining(11*time.Second, 30*time.Second)
	codes := NewPanel(VStack(8, NewCode("44aac243e467f618aa780bde"), NewCode("e989383ae224206e2f2829ea")))
	tick := NewCheck("バックアップコードを控えました", nil)
	tick.SetChecked(true)
	f := NewField("", HStack(12, Fill(p), NewButton(KindPrimary, "送信", nil)))
	f.SetError("PIN コードが違います。新しい PIN コードが表示されたら、もう一度入力してください。")
	m := NewModal(w.Canvas(), 720, VStack(look.Gap,
		NewHeading("2 段階認証を有効にする"),
		HStack(36, NewQR("otpauth://totp/Qlingo:takahashi.k?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Qlingo&algorithm=SHA1&digits=6&period=30"),
			Fill(VStack(12, NewStrong("PIN コードを入力する"), NewMuted("スマートフォンに「Google Authenticator（Google 認証システム）」をインストールします。"), f, c))),
		codes,
		HStack(12, tick, Spacer(), NewButton(KindPlain, "キャンセル", nil), NewButton(KindDanger, "解除する", nil)),
	))
	m.Show(p)
}

func galleryUsers(w fyne.Window) {
	tb := NewTable([]Column{
		{Key: "login", Title: "ユーザID", Weight: 1.5, Sortable: true},
		{Key: "name", Title: "ユーザ名", Weight: 1.2, Sortable: true},
		{Key: "department", Title: "所属部署", Weight: 1, Sortable: true},
		{Key: "last", Title: "最終ログイン", Weight: 2, Sortable: true},
		{Key: "state", Title: "状態", Weight: 1.5, Sortable: true},
		{Key: "mfa", Title: "MFA", Width: 90, Sortable: true},
	})
	tb.SetSort("login", false)
	var rows []Row
	for i, id := range []string{"abe.m", "ito.t", "kato.y", "kobayashi.s", "sasaki.r", "takahashi.k", "とても長いユーザ名の人"} {
		tone := Tone(i % 5)
		rows = append(rows, Row{ID: id, Cells: []Cell{{Text: id, Style: StyleLink}, {Text: "高橋 健一"}, {Text: "営業部", Style: StyleMuted}, {Text: "2026/11/21 18:02", Style: StyleMuted}, {Chip: &ChipSpec{tone, "利用中"}}, {Switch: &SwitchSpec{On: i%2 == 1}}}})
	}
	tb.SetRows(rows)
	tb.Select("takahashi.k")
	top, menu := NewTopLink("マイページ", nil), NewMenuLink("ユーザ管理", nil)
	top.SetCurrent(true)
	menu.SetCurrent(true)
	w.SetContent(container.NewBorder(
		HStack(20, NewLogo(28), NewTitle("Qlingo"), Spacer(), top, NewTopLink("セキュリティ", nil)),
		nil, Inset(12, 12, 12, 12, VStack(4, menu, NewMenuLink("操作履歴", nil))), nil,
		Inset(24, 24, 24, 24, container.NewBorder(HStack(12, NewHeading("ユーザ管理"), NewChip(ToneNeutral, "128 人"), Spacer(), NewButton(KindPlain, "CSV 取り込み", nil), NewButton(KindPrimary, "ユーザを追加", nil)), nil, nil, nil, Inset(16, 0, 0, 0, tb)))))
	w.Canvas().Focus(tb.Focusable())
}

func galleryParts(w fyne.Window) {
	dis := NewButton(KindPrimary, "完了", nil)
	dis.Disable()
	busy := NewButton(KindMain, "ログイン", nil)
	busy.SetBusy(true, "確かめています…")
	code := NewPINEntry(true)
	code.SetText("44aac243e467f618aa780bde")
	gone := NewEntry()
	gone.SetText("変更できません")
	gone.Disable()
	focused := NewButton(KindPrimary, "選択中", nil)
	focused.FocusGained()
	unticked := NewCheck("控えました", nil)
	unticked.FocusGained()
	link := NewButton(KindLink, "読み取れないとき", nil)
	link.FocusGained()
	menu, top := NewMenuLink("設定", nil), NewTopLink("マイページ", nil)
	menu.FocusGained()
	top.FocusGained()
	sel := NewSelect([]string{"日本語"}, nil)
	sel.FocusGained()
	w.SetContent(Inset(24, 24, 24, 24, NewCard(VStack(look.Gap,
		HStack(20, dis, focused, busy, NewButton(KindDangerLine, "無効にする", nil), link, sel),
		HStack(20, NewChip(ToneNeutral, "無効"), NewChip(ToneInfo, "有効 46"), NewChip(ToneSuccess, "有効"), NewChip(ToneWarning, "ロック中"), NewChip(ToneDanger, "停止中"), unticked, menu, top),
		NewNotice(ToneNeutral, "お知らせ"), NewNotice(ToneInfo, "MFA のスイッチは解除（ON → OFF）だけできます。"), NewNotice(ToneSuccess, "設定しました。"), NewNotice(ToneWarning, "解除の依頼が本人からのものか、必ず確かめてください。解除すると登録済みのアプリとバックアップコードは使えなくなり、次回は ID とパスワードだけでログインできます。解除の依頼が本人からのものか、必ず確かめてください。"),
		Wide(300, code), gone,
	))))
}
