package firstrun

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/shared"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// firstRun carries what the three steps collect. Nothing is written before the last step is done, so closing the
// window on the way leaves nothing behind. The same steps make one more account in an open database.
type firstRun struct {
	w       *window.Window
	Setup   model.Setup
	place   place
	draft   *shared.Draft // where the server is, unless the database is to be on this PC
	Asked   [2]int        // the groups of the kit to type back, by index
	office  *model.Office // gets one more account; nil when there is no database yet
	failed  error         // why the names were refused in the last step
	offered string        // the ID that was found free for one more account
}

// firstSteps is the number of pages of those who use one PC.
const firstSteps = 3

const frameWidth = 640

// Start shows the steps that make the first account, and with it the database.
func Start(w *window.Window) { newFirstRun(w).ToNames() }

func newFirstRun(w *window.Window) *firstRun {
	return &firstRun{w: w, Setup: model.Setup{Kind: model.KindMulti}, draft: shared.NewDraft()}
}

// StartAnother starts the steps that make one more account.
func StartAnother(w *window.Window) {
	f := newFirstRun(w)
	f.office = w.Office()
	f.ToNames()
}

func (f *firstRun) ToNames()    { f.show(func() window.Screen { return newFirstNames(f) }) }
func (f *firstRun) toPassword() { f.show(func() window.Screen { return newFirstPassword(f) }) }

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
	f.w.Ask(window.Question{
		Name: "first_run_close", Title: i18n.T("first_run.close_title"), Text: i18n.T("first_run.close_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("first_run.close_leave"),
	}, leave)
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

// begun is a new database, or an account in one, with its first person signed in.
type begun struct {
	office  *model.Office
	session *model.Session // nil: it is made, but they have to sign in themselves
}

// create makes the database, or the account in it, and signs its person in, who has just proven everything.
func (f *firstRun) create(done func(error)) {
	if f.office != nil {
		f.createAccount(done)
		return
	}
	make, login, password := f.maker(), f.Setup.Login, f.Setup.Password
	window.Run(f.w, func(ctx context.Context) (made begun, err error) {
		if made.office, err = make(ctx); err != nil {
			return made, err
		}
		made.session = f.signIn(ctx, made.office, login, password)
		if ctx.Err() != nil { // the window was closed meanwhile
			window.Discard(made.session, nil)
			return made, made.office.Close()
		}
		return made, nil
	}, func(made begun, err error) {
		if err != nil {
			done(err)
			return
		}
		f.w.OfficeOpened(made.office)
		f.end(made.session, i18n.T(doneKey(made.office)))
	})
}

// signIn is nil if it fails, which is only logged: the database is there, and the login page leads on.
func (f *firstRun) signIn(ctx context.Context, office *model.Office, login, password string) *model.Session {
	session, pending, err := office.SignIn(ctx, login, password)
	if err != nil || pending != nil {
		f.w.Log().Warn("first sign-in", "err", err)
		window.Discard(session, pending)
		return nil
	}
	return session
}

// maker makes the database where it was chosen to be.
func (f *firstRun) maker() func(context.Context) (*model.Office, error) {
	setup, draft := f.Setup, *f.draft
	if f.place == placeNew {
		return func(ctx context.Context) (*model.Office, error) {
			return f.w.Backend().CreateShared(ctx, draft.Server(), draft.Password, setup)
		}
	}
	return func(ctx context.Context) (*model.Office, error) { return f.w.Backend().Create(ctx, setup) }
}

// doneKey is the key of the sentence that says what was made.
func doneKey(office *model.Office) string {
	switch {
	case office.Shared():
		return "first_run.done_shared"
	case office.KeyPlace() == "file":
		return "first_run.done_key_file"
	}
	return "first_run.done"
}

// createAccount goes back to the names when the ID is taken. It must not say so any earlier.
func (f *firstRun) createAccount(done func(error)) {
	office, setup := f.office, f.Setup
	window.Run(f.w, func(ctx context.Context) (*model.Session, error) {
		if err := office.CreateAccount(ctx, setup); err != nil {
			return nil, err
		}
		session := f.signIn(ctx, office, setup.Login, setup.Password)
		if ctx.Err() != nil {
			window.Discard(session, nil)
			session = nil
		}
		return session, nil
	}, func(session *model.Session, err error) {
		switch {
		case err == nil:
			f.end(session, i18n.T("first_run.done_new_account"))
		case model.CodeOf(err) == model.CodeLoginTaken:
			f.failed = err
			f.ToNames()
		default:
			done(err)
		}
	})
}

// end forgets what was collected and leads inside, to My page, where the rest is offered.
func (f *firstRun) end(session *model.Session, notice string) {
	login := f.Setup.Login
	f.forget()
	if session == nil {
		f.w.Flow.ToLoginAs(login, i18n.T("first_run.done_sign_in"))
		return
	}
	f.w.Flow.EnterNew(session, notice)
}

func (f *firstRun) forget() {
	if f.Setup.Kit != nil {
		f.Setup.Kit.Wipe()
	}
	f.Setup, *f.draft = model.Setup{}, shared.Draft{}
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

// frame is common to the three steps: logo, title, step and progress above.
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
	card := widgets.NewCardSized(frameWidth, all)
	if f.office != nil || step > 1 {
		return f.w.Framed(card, card)
	}
	return f.w.FramedWithFoot(i18n.T("login.desk"), f.toDesk, card, card)
}

// toDesk leads whoever answers requests of others to the support desk, and back to the names.
func (f *firstRun) toDesk() {
	if page, ok := f.w.Current().(*firstNames); ok {
		page.readInputs()
	}
	support.ToDesk(f.w, func(string) { f.ToNames() })
}
