//go:build !windows && !darwin

package filedialog

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/godbus/dbus/v5"
)

// Names of https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileChooser.html.
const (
	busName      = "org.freedesktop.DBus"
	portalName   = "org.freedesktop.portal.Desktop"
	portalPath   = "/org/freedesktop/portal/desktop"
	chooserName  = "org.freedesktop.portal.FileChooser"
	requestName  = "org.freedesktop.portal.Request"
	backendNames = "org.freedesktop.impl.portal.desktop."

	answered  = 0 // the response codes of a request
	cancelled = 1

	foldersSince = 3 // the version of FileChooser that can ask for folders
)

// patience is how long the portal may take until the dialog is on its way. The bus starts it first, if need be. The person
// may then take as long as they like.
var patience = 5 * time.Second

// silent is set once the portal did not answer in time: nobody waits for it twice.
var silent atomic.Bool

// asking are the backends whose dialogs ask by themselves before a file is replaced.
var asking = map[string]bool{"gtk": true, "gnome": true, "kde": true}

// Choose shows the dialog of the desktop portal, above the X11 window parent if that is not 0. It returns when the person
// has answered, or ctx ends. ErrNone means that there is no such dialog, or it has failed; ErrElsewhere that what was chosen
// is not on this computer.
func Choose(ctx context.Context, ask Request, parent uintptr) (Answer, error) {
	if silent.Load() {
		return Answer{}, ErrNone
	}
	answer, err := choose(ctx, ask.startable(), parent)
	switch {
	case ctx.Err() != nil:
		return Answer{}, ctx.Err()
	case errors.Is(err, ErrElsewhere):
		return Answer{}, err
	case errors.Is(err, context.DeadlineExceeded):
		silent.Store(true)
	}
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return answer, nil
}

func choose(ctx context.Context, ask Request, parent uintptr) (Answer, error) {
	// A bus that accepts and then says nothing would hold Auth and Hello: the end of patience closes the connection.
	setup, stop := context.WithTimeout(ctx, patience)
	defer stop()
	line, hangUp := context.WithCancel(ctx)
	defer hangUp()
	unwatch := context.AfterFunc(setup, hangUp)
	defer unwatch()
	p, err := dial(line)
	if err != nil {
		return Answer{}, errors.Join(err, setup.Err())
	}
	defer p.conn.Close()
	handle, err := p.open(setup, ask, parent)
	if err != nil {
		return Answer{}, errors.Join(err, setup.Err())
	}
	if !unwatch() { // patience has just ended, and the connection with it
		return Answer{}, context.DeadlineExceeded
	}
	return p.wait(ctx, handle)
}

// portal is a connection of its own for one dialog.
type portal struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
	owner   string // the connection of the portal: any other may send a signal that looks like its answer
}

func dial(ctx context.Context) (*portal, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(conn.Auth(nil), conn.Hello()); err != nil {
		conn.Close()
		return nil, err
	}
	p := &portal{conn: conn, signals: make(chan *dbus.Signal, 16)}
	conn.Signal(p.signals)
	return p, nil
}

// token is the last element of the path of a request: the first of this connection, which makes one only.
const token = "qlingo"

// open asks for the dialog. The answer comes as a signal at the path that open returns.
func (p *portal) open(ctx context.Context, ask Request, parent uintptr) (dbus.ObjectPath, error) {
	object := p.conn.Object(portalName, portalPath)
	var version uint32
	err := object.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, chooserName, "version").Store(&version)
	switch {
	case err != nil: // a portal without any backend for files has no such interface
		return "", err
	case ask.Folders && version < foldersSince:
		return "", fmt.Errorf("FileChooser of version %d has no folders", version)
	}
	// Whoever listened only after the call could miss the answer.
	sender := strings.ReplaceAll(strings.TrimPrefix(p.conn.Names()[0], ":"), ".", "_")
	handle := dbus.ObjectPath(portalPath + "/request/" + sender + "/" + token)
	if err := errors.Join(p.listen(ctx, handle), p.listenForEnd(ctx)); err != nil {
		return "", err
	}
	if err := p.conn.BusObject().CallWithContext(ctx, busName+".GetNameOwner", 0, portalName).Store(&p.owner); err != nil {
		return "", err
	}
	method := chooserName + ".OpenFile"
	if ask.Save {
		method = chooserName + ".SaveFile"
	}
	window := ""
	if parent != 0 {
		window = fmt.Sprintf("x11:%x", parent)
	}
	var given dbus.ObjectPath
	if err := object.CallWithContext(ctx, method, 0, window, ask.Title, ask.options()).Store(&given); err != nil {
		return "", err
	}
	if given != handle { // portals before version 0.9 name it themselves
		return given, p.listen(ctx, given)
	}
	return handle, nil
}

func (p *portal) listen(ctx context.Context, handle dbus.ObjectPath) error {
	return p.conn.AddMatchSignalContext(ctx, dbus.WithMatchSender(portalName), dbus.WithMatchObjectPath(handle),
		dbus.WithMatchInterface(requestName), dbus.WithMatchMember("Response"))
}

// listenForEnd makes the bus tell when the portal goes, and its dialogs with it.
func (p *portal) listenForEnd(ctx context.Context) error {
	return p.conn.AddMatchSignalContext(ctx, dbus.WithMatchSender(busName), dbus.WithMatchInterface(busName),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, portalName))
}

// wait returns the answer of the person. When ctx ends first, it closes the dialog.
func (p *portal) wait(ctx context.Context, handle dbus.ObjectPath) (Answer, error) {
	for {
		select {
		case <-ctx.Done():
			return Answer{}, ctx.Err() // the portal closes the dialogs of a connection that ends
		case signal, ok := <-p.signals:
			switch {
			case !ok:
				return Answer{}, errors.New("the bus has gone")
			case signal.Sender == busName && signal.Name == busName+".NameOwnerChanged" &&
				len(signal.Body) > 0 && signal.Body[0] == portalName:
				return Answer{}, errors.New("the portal has gone")
			case signal.Sender == p.owner && signal.Name == requestName+".Response" && signal.Path == handle:
				return p.read(ctx, signal.Body)
			}
		}
	}
}

// read takes a response apart. Whatever another program sends, it is an answer or an error.
func (p *portal) read(ctx context.Context, body []any) (Answer, error) {
	var code uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(body, &code, &results); err != nil {
		return Answer{}, err
	}
	if code == cancelled {
		return Answer{}, nil
	}
	backends := p.backends(ctx)
	if code != answered {
		// The person has closed the dialog in another way, or no backend could show it.
		if len(backends) == 0 {
			return Answer{}, errors.New("the portal has no backend")
		}
		return Answer{}, nil
	}
	uris, ok := results["uris"].Value().([]string)
	if !ok {
		return Answer{}, errors.New("the portal tells no files")
	}
	if len(uris) == 0 {
		return Answer{}, nil
	}
	path, err := pathOf(uris[0])
	if err != nil {
		return Answer{}, err
	}
	replace := len(backends) > 0
	for _, name := range backends {
		replace = replace && asking[name]
	}
	return Answer{Path: path, Replace: replace}, nil
}

// backends are the programs that show the dialogs of the portal. It does not tell which one has shown this.
func (p *portal) backends(ctx context.Context) (found []string) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	var names []string
	if err := p.conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.ListNames", 0).Store(&names); err != nil {
		return nil
	}
	for _, name := range names {
		if backend, ok := strings.CutPrefix(name, backendNames); ok {
			found = append(found, backend)
		}
	}
	return found
}

// pathOf returns the path of a file: URI, or ErrElsewhere if it is none of this computer.
func pathOf(uri string) (string, error) {
	u, err := url.Parse(uri)
	switch {
	case err != nil:
		return "", err
	case !strings.EqualFold(u.Scheme, "file"), u.Host != "" && !strings.EqualFold(u.Host, "localhost"):
		return "", fmt.Errorf("%w: %s://%s", ErrElsewhere, u.Scheme, u.Hostname())
	case !strings.HasPrefix(u.Path, "/"):
		return "", errors.New("a file: without a path")
	}
	return u.Path, nil
}

// options are the request as the portal wants it. What an older portal does not know it ignores.
func (r Request) options() map[string]dbus.Variant {
	options := map[string]dbus.Variant{
		"handle_token": dbus.MakeVariant(token),
		"modal":        dbus.MakeVariant(true),
		"accept_label": dbus.MakeVariant(r.Accept),
	}
	if r.Folder != "" {
		options["current_folder"] = dbus.MakeVariant(append([]byte(r.Folder), 0))
	}
	switch {
	case r.Folders:
		options["directory"] = dbus.MakeVariant(true)
		return options
	case r.Save:
		options["current_name"] = dbus.MakeVariant(r.Name)
	}
	if r.Ending != "" {
		files := filter{r.Files, []pattern{{Glob: "*" + strings.ToLower(r.Ending)}, {Glob: "*" + strings.ToUpper(r.Ending)}}}
		options["filters"] = dbus.MakeVariant([]filter{files, {r.All, []pattern{{Glob: "*"}}}})
		options["current_filter"] = dbus.MakeVariant(files)
	}
	return options
}

// filter and pattern are (sa(us)) of D-Bus; a pattern of kind 0 is a glob.
type (
	filter struct {
		Name     string
		Patterns []pattern
	}
	pattern struct {
		Kind uint32
		Glob string
	}
)
