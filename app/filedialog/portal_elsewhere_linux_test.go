package filedialog

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// What is not on this computer was chosen all the same: there is a dialog.
func TestAChoiceElsewhere(t *testing.T) {
	for _, uri := range []string{"sftp://server/a", "smb://server/a", "file://elsewhere/etc/a", "trash:///a"} {
		startPortal(t, responds(0, uri), "gtk")
		if got, err := Choose(t.Context(), saving, 0); got != (Answer{}) || !errors.Is(err, ErrElsewhere) || errors.Is(err, ErrNone) {
			t.Errorf("%s: %+v, %v", uri, got, err)
		}
	}
}

// Attack: another program on the bus sends what looks like the answer of the portal, or the news that it has gone, to the
// connection itself, where no match keeps it out.
func TestOnlyThePortalAnswers(t *testing.T) {
	for name, body := range map[string][]any{
		requestName + ".Response":     {uint32(0), map[string]dbus.Variant{"uris": dbus.MakeVariant([]string{"file:///etc/forged"})}},
		busName + ".NameOwnerChanged": {portalName, ":1.1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			connected := make(chan *dbus.Conn, 1)
			startPortal(t, func(p *fakePortal, caller dbus.Sender, handle dbus.ObjectPath) {
				forger := <-connected
				at := strings.LastIndex(name, ".")
				forged := &dbus.Message{Type: dbus.TypeSignal, Body: body, Headers: map[dbus.HeaderField]dbus.Variant{
					dbus.FieldDestination: dbus.MakeVariant(string(caller)), dbus.FieldPath: dbus.MakeVariant(handle),
					dbus.FieldInterface: dbus.MakeVariant(name[:at]), dbus.FieldMember: dbus.MakeVariant(name[at+1:]),
					dbus.FieldSignature: dbus.MakeVariant(dbus.SignatureOf(body...)),
				}}
				if call := forger.Send(forged, nil); call.Err != nil {
					t.Error(call.Err)
				}
				// The bus keeps the order of one connection: this call returns when the forged signal has gone out.
				if err := forger.BusObject().Call(busName+".GetId", 0).Err; err != nil {
					t.Error(err)
				}
				responds(0, "file:///a")(p, caller, handle)
			}, "gtk")
			forger, err := dbus.ConnectSessionBus()
			if err != nil {
				t.Fatal(err)
			}
			defer forger.Close()
			connected <- forger
			if got, err := Choose(t.Context(), saving, 0); got.Path != "/a" || err != nil {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// A dialog begins nowhere in particular rather than in a folder that has gone, or is typed by half.
func TestWhereADialogBegins(t *testing.T) {
	here := t.TempDir()
	file := filepath.Join(here, "a")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := startPortal(t, responds(1), "gtk")
	for folder, begins := range map[string]bool{here: true, filepath.Join(here, "gone"): false, file: false, ".": false, "": false} {
		ask := saving
		ask.Folder = folder
		if _, err := Choose(t.Context(), ask, 0); err != nil {
			t.Fatal(err)
		}
		c := <-p.calls
		if _, has := c.options["current_folder"]; has != begins || c.text("current_name") != "a.csv" {
			t.Errorf("%q: %v", folder, c.options)
		}
	}
}
