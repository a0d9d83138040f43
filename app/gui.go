package app

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"qlingo/app/demo"
	"qlingo/app/platform"
	"qlingo/assets"
	"qlingo/model"
	"qlingo/screens"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/loop"
	"qlingo/screens/window"
)

// appID is the program's name among all others; FyneApp.toml says the same to packages.
const appID = "jp.x-tra.qlingo"

// The window, in Fyne's units. Nothing is cut off at the smallest size.
const (
	startWidth, startHeight = 1080, 720
	leastWidth, leastHeight = 820, 600
)

// runWindow runs the program with its window and returns the exit code.
func runWindow(o options, stderr io.Writer) int {
	if !platform.HasDisplay() {
		fmt.Fprintln(stderr, i18n.T("cli.no_display"))
		return exitFailed
	}
	delayGC()
	cacheCompose()
	places, remove, err := foldersOfRun(o)
	if err != nil {
		fmt.Fprintln(stderr, i18n.T("cli.no_folder", "Reason", err))
		return exitFailed
	}
	defer remove()
	log, closer := openLog(places.config, stderr)
	defer closer.Close()
	log.Info("start", "version", Version, "os", runtime.GOOS, "demo", o.demo)
	defer log.Info("stop")

	file := newSettingsFile(places.config)
	settings, err := file.load()
	if err != nil {
		log.Warn("settings", "err", err)
	}
	i18n.Use(language(o, settings))

	instance, called := platform.FindInstance(places.local, log)
	defer instance.Close()
	if called {
		fmt.Fprintln(stderr, i18n.T("cli.already_open"))
		return exitOK
	}

	cfg, backend := configure(o, places, log)
	cfg.Settings, cfg.Save = settings, file.save
	cfg.Complain = func(what, remedy string) {
		fmt.Fprintln(stderr, i18n.T("cli.failure", "What", what, "Remedy", remedy))
	}
	switch err := showWindow(cfg, backend, instance); {
	case errors.Is(err, platform.ErrNoDisplay):
		log.Error("window", "err", err)
		fmt.Fprintln(stderr, i18n.T("cli.no_display"))
		return exitFailed
	case err != nil:
		log.Error("window", "err", err)
		fmt.Fprintln(stderr, i18n.T("cli.no_window"))
		return exitFailed
	}
	return exitOK
}

// configure puts together what the window needs of the model.
func configure(o options, places folders, log *slog.Logger) (*window.Config, *backend) {
	support, err := readPackager(assets.Support)
	if err != nil {
		log.Error("support", "err", err)
	}
	cfg := &window.Config{
		Support: support.support(), KeyFile: o.forceFileKeys,
		Version: Version, Log: log, Clock: time.Now, Daily: true, Spawn: func(work func()) { go work() },
	}
	office := model.Options{
		Data: places.data, Config: places.config, ForceFileKeys: o.forceFileKeys || o.demo,
		SupportDesks: support.Keys,
		Warn:         func(err error) { log.Warn("office", "err", err) },
	}
	if !o.demo {
		return cfg, newBackend(office)
	}
	sample := demo.New(office)
	cfg.KeyFile, cfg.People = true, sample.People
	return cfg, newDemoBackend(sample)
}

// showWindow shows the window until somebody closes it, then ends everything in reverse order.
func showWindow(cfg *window.Config, backend *backend, instance *platform.Instance) error {
	backend.openAhead()
	defer func() {
		if err := backend.close(); err != nil {
			cfg.Log.Error("close", "err", err)
		}
	}()
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // the toolkit makes its own folder in it, but not this one
	}
	a := measurePlain(fyneapp.NewWithID(appID))
	endCleanly(a.Lifecycle())
	a.SetIcon(fyne.NewStaticResource("icon-128.png", assets.WindowIcon))
	desktop := platform.NewDesktop(a.Settings(), instance, cfg.Log)
	desktop.Appear(look.Mode(cfg.Settings.Appearance))
	facesParsed := parseFaces(a.Driver())
	w := a.NewWindow(i18n.T("app.title"))
	desktop.Attach(w)
	w.SetPadded(false)
	w.SetMaster()
	w.SetOnClosed(loop.End)
	w.Resize(size(cfg.Settings))
	cfg.App, cfg.Window, cfg.Quit = a, w, w.Close
	cfg.Backend, cfg.Platform = backend, desktop

	front := screens.New(cfg)
	var failed error
	follow(a, front, desktop, instance, cfg, func(err error) { failed = err })
	// The first page stands before the window is shown, or an empty one would be painted first.
	facesParsed()
	front.Start()
	defer front.Close()
	if err := desktop.Show(); err != nil {
		return err
	}
	desktop.MoveTo(cfg.Settings.Position)
	a.Run()
	instance.Clean()
	return failed
}

// follow passes on to the window what happens to the program. fail is called where no window comes after all.
func follow(a fyne.App, front *window.Window, desktop *platform.Desktop, instance *platform.Instance, cfg *window.Config, fail func(error)) {
	a.Lifecycle().SetOnStarted(func() {
		if !desktop.Exists() {
			fail(platform.ErrNoWindow)
			a.Quit()
			return
		}
		loop.Start(front.Tick)
		endOnSignal()
		cfg.Spawn(instance.Clean)
		time.AfterFunc(gcDelay, func() { front.OnUI(desktop.Trim) })
		instance.Listen(func(done func()) {
			front.OnUI(func() {
				desktop.Raise()
				cfg.Log.Info("forward")
				done()
			})
		})
	})
	a.Lifecycle().SetOnEnteredForeground(func() {
		cfg.Log.Info("foreground")
		front.Front(true)
	})
	a.Lifecycle().SetOnExitedForeground(func() { front.Front(false) })
}

// endOnSignal lets the toolkit, which ends at a signal, do so at once: a window that sleeps takes half a second.
func endOnSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		loop.End()
	}()
}

// endCleanly takes away what the toolkit does last, saving preferences that we have none of: it puts that in the queue
// of the UI goroutine while it closes the queue, and now and then crashes or waits for ever.
func endCleanly(lifecycle fyne.Lifecycle) {
	if l, ok := lifecycle.(interface{ SetOnStoppedHookExecuted(hook func()) }); ok {
		l.SetOnStoppedHookExecuted(nil)
	}
}

// foldersOfRun finds the places of this run; remove takes away what only this run needs.
func foldersOfRun(o options) (p folders, remove func(), err error) {
	if o.demo {
		made, remove, err := demo.NewFolders()
		return folders{data: made.Data, config: made.Config, local: made.Local}, remove, err
	}
	p, err = findFolders(o)
	return p, func() {}, err
}

// language is that of the command line, else the remembered one, else that of the OS.
func language(o options, s window.Settings) string {
	switch {
	case o.lang != "":
		return o.lang
	case s.Language != "":
		return s.Language
	}
	return i18n.Detect(i18n.System())
}

func size(s window.Settings) fyne.Size {
	if s.Width == 0 {
		return fyne.NewSize(startWidth, startHeight)
	}
	return fyne.NewSize(max(s.Width, leastWidth), max(s.Height, leastHeight))
}
