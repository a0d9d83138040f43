package screens

import (
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// still replaces what differs each time: keys, codes, and their picture.
func still(s *stage) {
	for _, o := range s.objects() {
		switch w := o.(type) {
		case *widgets.Area:
			w.SetText(regexp.MustCompile(`[A-Z0-9]`).ReplaceAllString(w.Text, "A"))
		case *widgets.Text:
			if print := regexp.MustCompile(`([0-9A-F]{4} ){7}[0-9A-F]{4}`); print.MatchString(w.Text) {
				w.SetText(print.ReplaceAllString(w.Text, "0000 0000 0000 0000 0000 0000 0000 0000"))
			}
		}
	}
}

func TestSupportMasters(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	s.asks()
	still(s)
	s.master("support")
}

func TestSupportDeskMasters(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	_, request := asked(s)
	s.tap("support_desk.title")
	s.master("support_desk")
	page := s.w.Current().(*support.DeskPage)
	key, err := model.OpenSupportKey(away().file, deskPassphrase)
	s.must(err)
	page.Opened(key)
	s.paste(request.Text)
	still(s)
	s.master("support_desk_asked")
	test.Tap(page.Signer.Sure)
	s.tap("support_desk.sign")
	still(s)
	s.master("support_desk_answer")
	s.w.Flow.ToLogin("")
	s.tap("support_desk.title")
	s.tap("support_desk.make")
	s.master("support_key")
}

func TestSupportSettingsMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).withDesk(otherDesk).begin()
	s.pinning()
	s.master("pin_desk")
}

func TestFirstRunSupportMaster(t *testing.T) {
	s := newStage(t).begin()
	s.toFirstSupport(model.KindMulti)
	s.picks("first_run.support_desk_own")
	s.master("first_run_3")
}

// Every page and dialog of the support desk at 150 %, on both sides.
func TestLargeTextOfSupport(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang)
		locked(s, model.KindMulti)
		s.asks()
		s.nothingCutOff("support")
		s.paste(otherDesk)
		s.tap("support_request.send")
		s.nothingCutOff("support_refused")
		s.tap("support_request.renew")
		s.nothingCutOff("support_anew")
		s.tap("support_request.renew")
		s.nothingCutOff("support_made")
		request := s.w.Current().(*support.RequestPage).Out.Text
		s.w.Flow.ToLogin("")
		s.nothingCutOff("login_desk")
		s.withDesk()
		s.w.Flow.ToLogin("")
		s.tap("support_desk.title")
		s.nothingCutOff("desk")
		page := s.w.Current().(*support.DeskPage)
		page.Opener.Chosen([]byte("no key"), "/media/usb/qlingo-support-key.age")
		s.typeKeys("wrong")
		s.press(fyne.KeyReturn)
		s.nothingCutOff("desk_refused")
		key, err := model.OpenSupportKey(away().file, deskPassphrase)
		s.must(err)
		page.Opened(key)
		s.nothingCutOff("desk_open")
		s.paste(mistype(request, 3))
		s.nothingCutOff("desk_typed")
		page.Signer.Wipe()
		s.paste(request)
		s.nothingCutOff("desk_asked")
		test.Tap(page.Signer.Sure)
		s.tap("support_desk.sign")
		s.nothingCutOff("desk_answer")
	})
}

func TestLargeTextOfSupportKeys(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).begin()
		s.toFirstSupport(model.KindMulti)
		s.picks("first_run.support_desk_own")
		s.nothingCutOff("first_run_3_own")
		s.paste(mistype(otherDesk, 2))
		s.nothingCutOff("first_run_3_typed")
		support.MakeSupportKey(s.w, func(model.SupportDesk) {})
		s.fill(s.field("support_key.passphrase"), "short")
		s.press(fyne.KeyReturn)
		s.press(fyne.KeyReturn)
		s.nothingCutOff("support_key")
		s.key(fyne.KeyEscape)
		support.ShowPublic(s.w, away().desk, "/home/sato/Documents/qlingo-support-key.age", func() {})
		s.nothingCutOff("support_key_made")
		s.key(fyne.KeyEscape)
		s.cfg.Support.Keys = []string{away().desk.Key}
		s.w.Refresh()
		s.nothingCutOff("first_run_3_packager")
	})
}

func TestLargeTextOfTheRegisteredDesk(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti).withDesk(otherDesk).begin()
		s.pinning()
		p := registerDialog(s)
		s.nothingCutOff("pin_desk")
		s.paste(mistype(otherDesk, 2))
		s.fill(s.field("kit.label"), s.mistyped(8))
		s.nothingCutOff("pin_desk_typed")
		s.key(fyne.KeyEscape)
		p.Done()
		s.nothingCutOff("desk_pinned")
		s.key(fyne.KeyEscape)
		s.nothingCutOff("settings_desk")
		s.tap("support_desk.remove")
		s.nothingCutOff("unpin_desk")
		s.key(fyne.KeyEscape)
		s.w.ShowMessage("no_desk", i18n.T("support_request.no_support_desk"), messages.Sentence(failed(model.CodeNoDesk)))
		s.nothingCutOff("no_desk")
	})
}
