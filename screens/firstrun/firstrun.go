package firstrun

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// firstRun carries what the four steps collect. Nothing is written before the last step is done, so closing the
// window on the way leaves nothing behind. The same steps make one more account in an open database.
type firstRun struct {
	w       *window.Window
	Setup   model.Setup
	chosen  deskChoice     // whom to ask when phone and backup codes are lost
	desk    string         // the public key of their own desk, as typed
	contact model.Contact  // the contact of that desk, as far as it was typed
	Asked   [2]int         // the groups of the kit to type back, by index
	office  *model.Office  // gets one more account; nil when there is no database yet
	failed  error          // why the names were refused in the last step
	offered string         // the ID that was found free for one more account
	asking  *widgets.Modal // the question whether to close anyway
}

// firstSteps is the number of pages.
const firstSteps = 4

// Start shows the steps that make the first account, and with it the database.
func Start(w *window.Window) { newFirstRun(w).ToNames() }

func newFirstRun(w *window.Window) *firstRun {
	return &firstRun{w: w, Setup: model.Setup{Kind: model.KindMulti}}
}

// StartAnother starts the steps that make one more account.
func StartAnother(w *window.Window) {
	f := newFirstRun(w)
	f.office = w.Office()
	f.ToNames()
}

func (f *firstRun) ToNames()    { f.show(func() window.Screen { return newFirstNames(f) }) }
func (f *firstRun) toPassword() { f.show(func() window.Screen { return newFirstPassword(f) }) }
func (f *firstRun) toSupport()  { f.show(func() window.Screen { return newFirstSupport(f) }) }

// show shows a step. Once there is a kit that may have been saved, closing the window needs a confirmation on every
// step.
func (f *firstRun) show(step func() window.Screen) {
	f.w.Show(func() window.Screen {
		if f.Setup.Kit != nil {
			f.w.GuardClose(f.ask)
		}
		return step()
	})
}

// ask warns that the kit will belong to no account, then calls leave.
func (f *firstRun) ask(leave func()) {
	if f.asking == nil || !f.asking.Visible() {
		f.asking = f.w.Ask(window.Question{
			Name: "first_run_close", Title: i18n.T("first_run.close_title"), Text: i18n.T("first_run.close_text"),
			Stay: i18n.T("common.back"), Leave: i18n.T("first_run.close_leave"),
		}, leave)
	}
}

// toKit makes the recovery kit when its page opens for the first time, and keeps it while people go back and forth:
// what they have written down must stay true.
func (f *firstRun) toKit() error {
	if f.Setup.Kit == nil {
		kit, err := model.NewRecoveryKit()
		if err != nil {
			return err
		}
		f.Setup.Kit, f.Asked = kit, forms.TwoGroups()
	}
	f.show(func() window.Screen { return newFirstKit(f) })
	return nil
}

// create makes the database, or the account in it, and leads to the login page.
func (f *firstRun) create(done func(error)) {
	if f.office != nil {
		f.createAccount(done)
		return
	}
	setup := f.Setup
	window.Run(f.w, func(ctx context.Context) (*model.Office, error) {
		office, err := f.w.Backend().Create(ctx, setup)
		if err == nil && ctx.Err() != nil {
			err = office.Close()
		}
		return office, err
	}, func(office *model.Office, err error) {
		if err != nil {
			done(err)
			return
		}
		f.w.ToOffice(office)
		notice := i18n.T("first_run.done")
		if office.KeyPlace() == "file" {
			notice = i18n.T("first_run.done_key_file")
		}
		f.end(notice)
	})
}

// createAccount goes back to the names when the ID is taken. It must not say so any earlier.
func (f *firstRun) createAccount(done func(error)) {
	office, setup := f.office, f.Setup
	f.w.Run(func(ctx context.Context) error { return office.CreateAccount(ctx, setup) }, func(err error) {
		switch {
		case err == nil:
			f.end(i18n.T("first_run.done_new_account"))
		case model.CodeOf(err) == model.CodeLoginTaken:
			f.failed = err
			f.ToNames()
		default:
			done(err)
		}
	})
}

// end forgets what was collected and leads to the login page.
func (f *firstRun) end(notice string) {
	login := f.Setup.Login
	f.forget()
	f.w.Flow.ToLoginAs(login, notice)
}

func (f *firstRun) forget() {
	if f.Setup.Kit != nil {
		f.Setup.Kit.Wipe()
	}
	f.Setup = model.Setup{}
}

// cancel gives up one more account. It asks first when there is a kit.
func (f *firstRun) cancel() {
	leave := func() {
		f.forget()
		f.w.Flow.ToLogin("")
	}
	if f.Setup.Kit != nil {
		f.ask(leave)
		return
	}
	leave()
}

// frame is common to the four steps: logo, title, step and progress above, language below.
func (f *firstRun) frame(step int, title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	name := widgets.NewTitle(i18n.T("first_run.title"))
	if f.office != nil {
		name.SetText(i18n.T("first_run.title_new_account"))
	}
	head := layout.Spread(
		widgets.HStack(10, widgets.NewLogo(28), name),
		widgets.NewSmall(i18n.T("first_run.step", "Step", step)).OneLine(), widgets.NewSmall(title).OneLine(),
	)
	all := widgets.VStack(look.Gap, widgets.VStack(12, head, widgets.NewProgress(step, firstSteps)))
	for _, row := range rows {
		all.Add(row)
	}
	return f.w.Centred(640, all)
}
