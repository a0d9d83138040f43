package support_test

import (
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// still replaces what differs each time: keys, codes, and their picture.
func still(s *screentest.Harness) {
	for _, o := range s.Objects() {
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
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	s.Asks()
	still(s)
	s.Master("support")
}

func TestSupportDeskMasters(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	_, request := asked(s)
	s.Tap("login.desk")
	s.Master("support_desk")
	page := s.W.Current().(*support.DeskPage)
	key, err := model.OpenSupportKey(screentest.Away().File, screentest.DeskPassphrase)
	s.Must(err)
	page.Opened(key)
	s.Paste(request.Text)
	still(s)
	s.Master("support_desk_asked")
	test.Tap(page.Signer.Sure)
	s.Tap("support_desk.sign")
	still(s)
	s.Master("support_desk_answer")
	s.W.Flow.ToLogin("")
	s.Tap("login.desk")
	s.Tap("support_desk.make")
	s.Master("support_key")
}

func TestSupportSettingsMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).WithDesk(screentest.OtherDesk).Begin()
	s.Pinning()
	s.Master("pin_desk")
}

// Every page and dialog of the support desk at 150 %, on both sides.
func TestLargeTextOfSupport(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang)
		screentest.Locked(s, model.KindMulti)
		s.Asks()
		s.NothingCutOff("support")
		s.Paste(screentest.OtherDesk)
		s.Tap("support_request.send")
		s.NothingCutOff("support_refused")
		s.Tap("support_request.renew")
		s.NothingCutOff("support_anew")
		s.Tap("support_request.renew")
		s.NothingCutOff("support_made")
		request := s.W.Current().(*support.RequestPage).Out.Text
		s.W.Flow.ToLogin("")
		s.NothingCutOff("login_desk")
		s.WithDesk()
		s.W.Flow.ToLogin("")
		s.Tap("login.desk")
		s.NothingCutOff("desk")
		page := s.W.Current().(*support.DeskPage)
		page.Opener.Chosen([]byte("no key"), "/media/usb/qlingo-support-key.age")
		s.TypeKeys("wrong")
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("desk_refused")
		key, err := model.OpenSupportKey(screentest.Away().File, screentest.DeskPassphrase)
		s.Must(err)
		page.Opened(key)
		s.NothingCutOff("desk_open")
		s.Paste(screentest.Mistype(request, 3))
		s.NothingCutOff("desk_typed")
		page.Signer.Wipe()
		s.Paste(request)
		s.NothingCutOff("desk_asked")
		test.Tap(page.Signer.Sure)
		s.Tap("support_desk.sign")
		s.NothingCutOff("desk_answer")
	})
}

func TestLargeTextOfSupportKeys(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).Begin()
		support.MakeKey(s.W, func(model.SupportDesk) {})
		s.Fill(s.Field("support_key.passphrase"), "short")
		s.Press(fyne.KeyReturn)
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("support_key")
		s.Key(fyne.KeyEscape)
		support.ShowPublic(s.W, screentest.Away().Desk, "/home/sato/Documents/qlingo-support-key.age", func() {})
		s.NothingCutOff("support_key_made")
		s.Key(fyne.KeyEscape)
	})
}
