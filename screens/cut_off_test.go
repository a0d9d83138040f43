package screens

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/mypage"
	"qlingo/screens/people"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// area is a rectangle of the window.
type area struct{ left, top, right, bottom float32 }

func areaOf(at fyne.Position, size fyne.Size) area {
	return area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (a area) within(b area) area {
	return area{max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)}
}

// eye finds text that cannot be read to its end, because it is cut off by the window, by the edge of a scrolled part,
// or by its control.
type eye struct{ found []string }

const slack = 1.5 // in Fyne's units, for the rounding of sizes

// walk looks at an object and everything in it. clip is what is visible, box the control around it.
func (e *eye) walk(o fyne.CanvasObject, at fyne.Position, clip, box area, rolls bool) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	mine := areaOf(at, o.Size())
	switch o := o.(type) {
	case *canvas.Text:
		e.read(o, at, clip, box, rolls)
	case *fyne.Container:
		for _, child := range o.Objects {
			e.walk(child, at, clip, box, rolls)
		}
	case *container.Scroll:
		e.walk(o.Content, at, clip.within(mine), mine.within(box), true)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			e.walk(child, at, clip, mine, rolls)
		}
	}
}

func (e *eye) read(text *canvas.Text, at fyne.Position, clip, box area, rolls bool) {
	need := text.MinSize()
	left := at.X
	switch text.Alignment {
	case fyne.TextAlignCenter:
		left += (text.Size().Width - need.Width) / 2
	case fyne.TextAlignTrailing:
		left += text.Size().Width - need.Width
	}
	seen := clip
	if rolls { // people can scroll to the rest
		seen.top, seen.bottom = -1e6, 1e6
	}
	around := box.within(seen)
	if left < around.left-slack || left+need.Width > around.right+slack ||
		at.Y < seen.top-slack || at.Y+need.Height > seen.bottom+slack {
		e.found = append(e.found, fmt.Sprintf("%q: %v–%v in %v–%v", text.Text, left, left+need.Width, around.left, around.right))
	}
}

// nothingCutOff looks at everything shown, in the smallest window and in a usual one.
func (s *stage) nothingCutOff(what string) {
	s.t.Helper()
	s.enterIsSafe(what)
	for _, size := range []fyne.Size{fyne.NewSize(820, 600), fyne.NewSize(1080, 720)} {
		s.window.Resize(size)
		whole := areaOf(fyne.Position{}, size)
		e := &eye{}
		if least := s.window.Content().MinSize(); least.Width > size.Width || least.Height > size.Height {
			e.found = append(e.found, fmt.Sprintf("the page asks for a window of %v", least))
		}
		shown := []fyne.CanvasObject{s.window.Content()}
		if over := s.window.Canvas().Overlays().Top(); over != nil {
			shown = []fyne.CanvasObject{over}
		}
		for _, o := range shown {
			e.walk(o, fyne.Position{}, whole, whole, false)
		}
		for _, found := range e.found {
			s.t.Errorf("%s %s %v: %s", i18n.Lang(), what, size, found)
		}
		s.keyboardWalks(what)
		s.picture(what, size)
	}
	s.contrasts(what)
	s.spoken(what)
}

// picture saves a picture for people to look at, in the folder that QLINGO_PICTURES names.
func (s *stage) picture(what string, size fyne.Size) {
	s.t.Helper()
	folder := os.Getenv("QLINGO_PICTURES")
	if folder == "" {
		return
	}
	var shot bytes.Buffer
	s.must(png.Encode(&shot, s.window.Canvas().Capture()))
	name := fmt.Sprintf("%s-%s-%s-%d-%v.png", strings.ReplaceAll(what, ".", "_"), i18n.Lang(), worn.mode, worn.percent, size.Width)
	s.must(os.WriteFile(filepath.Join(folder, name), shot.Bytes(), 0o600))
}

// worn is the appearance of the pages that large makes.
var worn struct {
	mode    look.Mode
	percent int
}

// large makes a stage in a language, with the current size of text and appearance of inBothLanguages.
func large(t *testing.T, lang string) *stage {
	t.Helper()
	s := newStage(t)
	i18n.Use(lang)
	t.Cleanup(func() { i18n.Use("ja") })
	t.Cleanup(func() { look.SetTextSize(100) })
	look.SetTextSize(worn.percent)
	dress(worn.mode)
	return s
}

// inBothLanguages runs a test in each language and three sizes of text, each light and dark.
func inBothLanguages(t *testing.T, run func(t *testing.T, lang string)) {
	for _, c := range []struct {
		lang    string
		mode    look.Mode
		percent int
	}{
		{"ja", look.ModeLight, 100},
		{"ja", look.ModeDark, 125},
		{"ja", look.ModeLight, 150},
		{"en", look.ModeDark, 100},
		{"en", look.ModeLight, 125},
		{"en", look.ModeDark, 150},
	} {
		t.Run(fmt.Sprintf("%s-%s-%d", c.lang, c.mode, c.percent), func(t *testing.T) {
			worn.mode, worn.percent = c.mode, c.percent
			run(t, c.lang)
		})
	}
}

func TestLargeTextOfTheFirstRun(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).begin()
		s.nothingCutOff("first_run_1")
		s.toKit(model.KindMulti)
		s.nothingCutOff("first_run_4")
		s.tap("common.back")
		s.nothingCutOff("first_run_3")
		s.tap("common.back")
		s.nothingCutOff("first_run_2")
	})
}

func TestLargeTextOfTheRecoveryKit(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k").begin()
		for _, code := range []model.Code{model.CodeKeyMissing, model.CodeKeyStoreSilent, model.CodeOldCopy, model.CodeFreshnessUnknown} {
			s.w.Flow.ToFailure(&model.Error{
				Code: code, Path: "/home/sato/.local/share/qlingo/qlingo.db", Newest: s.clock.now(), Seen: true,
			})
			s.nothingCutOff(string(code))
			s.fill(s.field("kit.label"), s.mistyped(8))
			s.nothingCutOff(string(code) + "_typed")
			s.fill(s.field("kit.label"), s.otherKit())
			s.press(fyne.KeyReturn)
			s.nothingCutOff(string(code) + "_tried")
		}
		s.w.Flow.ToLogin("")
		s.signIn("sato.h", adminPassword)
		s.follow("shell.settings")
		s.nothingCutOff("settings_kit")
		s.openNewKit()
		p := s.newKit()
		s.nothingCutOff("new_kit")
		s.fill(s.field("first_run.group", "Number", p.Form.Asked[0]+1), "ABCDE")
		p.Form.Fail(widgets.ToneDanger, messages.Sentence(failed(model.CodeDiskFull)))
		s.nothingCutOff("new_kit_wrong")
		s.key(fyne.KeyEscape)
		kit.OfferNewKit(s.w, s.w.Session().Person())
		s.nothingCutOff("kit_offer")
		s.key(fyne.KeyEscape)
		kit.ShowKitMade(s.w)
		s.nothingCutOff("kit_made")
		for range 2 {
			s.clock.step(time.Second)
			s.tap("backup.now")
		}
		s.nothingCutOff("kit_made_backed_up")
		s.tap("new_kit.delete")
		s.nothingCutOff("backups_delete")
	})
}

func TestLargeTextOutside(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k").withSettings(func(settings *model.Settings) {
			settings.RequireMFA, settings.MoreAccounts, settings.GraceDays = true, true, 1
		})
		s.withMFA("takahashi.k", userPassword)
		s.begin().nothingCutOff("login")
		people := []window.DemoPerson{{Login: "takahashi.k", Note: "demo.user_mfa", PIN: func(time.Time) string { return "123456" }}}
		s.cfg.People = func() []window.DemoPerson { return people }
		s.w.Refresh()
		s.nothingCutOff("login_demo")
		s.cfg.People = nil
		s.w.Refresh()
		s.tap("login.forgot")
		s.nothingCutOff("recovery")
		s.fill(s.field("kit.label"), "ABCDE")
		s.fill(s.field("password.new"), "short")
		s.nothingCutOff("recovery_typed")
		s.tap("recovery.back")
		s.signIn("takahashi.k", "wrong")
		s.nothingCutOff("login_error")
		s.signIn("takahashi.k", userPassword)
		s.nothingCutOff("pin")
		s.tap("pin.back")
		s.signIn("sato.h", adminPassword)
		s.nothingCutOff("enrol_due")
		s.tap("mfa.enable")
		s.nothingCutOff("enrol")
		s.typed("000000")
		s.press(fyne.KeyReturn)
		s.nothingCutOff("enrol_wrong")
		s.tap("enrol.cannot_scan")
		s.nothingCutOff("enrol_key")
		s.w.Lock()
		s.nothingCutOff("lock")
	})
}

func TestLargeTextOfTheAdministrator(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k", "ito.m")
		s.withMFA("takahashi.k", userPassword)
		s.begin().signIn("sato.h", adminPassword)
		for _, link := range []string{"shell.users", "shell.my_page", "shell.security", "shell.activity", "shell.settings"} {
			s.follow(link)
			s.nothingCutOff(link)
		}
		s.check("settings_page.require")
		s.fill(s.field("settings_page.password"), "8")
		s.nothingCutOff("settings_require")
		s.follow("shell.users")
		s.nothingCutOff("unsaved")
		s.tap("settings_page.unsaved_leave")
		test.Tap(s.who())
		s.nothingCutOff("this_pc")
		forms.ShowLicences(s.w)
		s.nothingCutOff("licences")
		forms.ShowLicence(s.w, forms.Licences()[2])
		s.nothingCutOff("licence")
	})
}

func TestLargeTextOfPeople(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k", "ito.m")
		s.withMFA("takahashi.k", userPassword)
		s.begin().signIn("sato.h", adminPassword)
		w, page := s.w, users(s)
		person := s.person("takahashi.k")
		person.TemporaryUntil = s.clock.now()
		plan, err := w.Session().PreviewImport(t.Context(), []byte("login,name,email\nmori.y,森 由美子,mori@example.jp\nx,,y\n"), nil)
		s.must(err)
		for name, open := range map[string]func(){
			"user_form": func() { people.AddUser(w, func(model.Person) {}) },
			"user_edit": func() { people.EditUser(w, person, func(model.Person) {}) },
			"person":    func() { people.ShowPerson(w, page.Handling(person), page.Handling) },
			"menu":      func() { page.OnMenu(rowID(person), fyne.NewPos(300, 300)) },
			"reset":     func() { people.ResetMFA(w, person, func(model.Person) {}) },
			"notice":    func() { forms.ShowResetNotice(w, person) },
			"temporary": func() { people.ShowTemporary(w, person, "ABCDE-FGHJK-MNPQR-STVWX", i18n.T("temporary_password.chip")) },
			"import":    func() { people.ImportPeople(w, func() {}) },
			"preview": func() {
				people.PreviewImport(w, "people.csv", "passwords.csv", plan, people.ImportLines(plan), func() {})
			},
			"export": func() { forms.ExportPeople(w, nil) },
		} {
			open()
			s.nothingCutOff(name)
			w.ClearOverlays()
			w.LeaveDialog()
		}
	})
}

func TestLargeTextOfTheSecondStep(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindSingle)
		pin, codes := s.withMFA("sato.h", adminPassword)
		s.begin().signIn("sato.h", adminPassword)
		s.enterPIN(pin())
		for _, link := range []string{"shell.my_page", "shell.security", "shell.activity", "shell.settings"} {
			s.follow(link)
			s.nothingCutOff("single_" + link)
		}
		s.follow("shell.security")
		w := s.w
		for name, open := range map[string]func(){
			"codes":    func() { mypage.ShowCodes(w, codes, mypage.EnrolledWords(), func() {}) },
			"password": func() { mypage.ChangePassword(w, func() {}) },
			"check":    func() { mypage.CheckCode(w) },
			"recent":   func() { mypage.ShowRecent(w) },
			"move":     func() { mypage.OpenMove(w, func(bool) {}) },
			"save":     func() { forms.SaveFile(w, "qlingo.pdf", nil, nil) },
		} {
			open()
			s.nothingCutOff(name)
			w.ClearOverlays()
			w.LeaveDialog()
		}
		s.clock.step(model.ProofLife)
		s.tap("mfa.disable")
		s.nothingCutOff("proof")
		s.proves(adminPassword, "000000")
		s.nothingCutOff("proof_wrong_pin")
		w.ClearOverlays()
		w.LeaveDialog()
		mypage.ChangePassword(w, func() {})
		s.nothingCutOff("password_with_pin")
		w.ClearOverlays()
		w.LeaveDialog()
		w.Flow.OfferMFA()
		s.nothingCutOff("mfa_lost")
	})
}
