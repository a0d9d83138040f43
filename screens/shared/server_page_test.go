package shared_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
)

// The test of the connection says one sentence for each cause, and what to do.
func TestEachCauseHasItsSentence(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_new")
	s.OnPage("server")
	fills(s, authority(t))
	for _, code := range []model.Code{
		model.CodeServerCertificate, model.CodeServerDatabase, model.CodeServerRights, model.CodeServerRefused, model.CodeServerStandby,
		model.CodeServerVersion, model.CodeServerSettings, model.CodeServerConnections, model.CodeServerTables, model.CodeFileThere,
	} {
		if messages.Remedies[code] == "" {
			t.Errorf("nobody says what to do about %s", code)
		}
		answers(s, "", screentest.Failed(code))
		for _, button := range []string{"server.test", "common.next"} {
			s.Tap(button)
			s.Says(messages.WithRemedy(screentest.Failed(code), "\n"))
			s.OnPage("server")
		}
	}
	answers(s, "", screentest.Failed(model.CodeServerUnreachable))
	s.Tap("server.test")
	s.Says(i18n.T("server.unreachable", "Host", "db1.office.example, db2", "Port", 5432))
	answers(s, "", screentest.Failed(model.CodeServerLogin))
	s.Tap("server.test")
	s.Says(i18n.T("server.login_refused"))
}

func offersRights(s *screentest.Harness) bool {
	_, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("grant_server.open") })
	return there
}

// Where the user lacks rights there is the SQL that gives them.
func TestRightsAreOffered(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_new")
	fills(s, authority(t))
	if offersRights(s) {
		t.Error("rights are offered before anybody lacks them")
	}
	answers(s, "", screentest.Failed(model.CodeServerRights))
	s.Tap("server.test")
	s.Tap("grant_server.open")
	s.Tap("common.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != model.ServerGrants("qlingo_pc1") {
		t.Errorf("copied: %.100q", got)
	}
	s.Key(fyne.KeyEscape)
	answers(s, model.ServerEmpty, nil)
	s.Tap("server.test")
	s.Says(i18n.T("server.found_empty"))
	if offersRights(s) {
		t.Error("rights are still offered")
	}
}

// What is no certificate of an authority is told apart, at once where it can be, and in the dialog that chooses the file.
func TestWhatIsNoAuthorityIsSaid(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_new")
	certificate, key, ca := certified(t)
	fills(s, certificate)
	holder := i18n.T("failure.not_ca", "Text", "localhost")
	if got := s.Field("server.ca").Error(); got != holder {
		t.Errorf("the server's own: %q, want %q", got, holder)
	}
	s.Tap("server.test")
	if got := s.Field("server.ca").Error(); got != holder {
		t.Errorf("the server's own after testing: %q", got)
	}
	for _, text := range []string{key, strings.ReplaceAll(key, "\n", ""), ca + key} {
		pastes(s, text)
		s.Tap("server.test")
		if got := s.Field("server.ca").Error(); got != i18n.T("failure.ca_key") {
			t.Errorf("a key: %q", got)
		}
	}
	pastes(s, " ")
	s.Tap("server.test")
	if got := s.Field("server.ca").Error(); got != i18n.T("failure.ca_missing") {
		t.Errorf("nothing: %q", got)
	}
	s.Tap("server.ca_choose")
	for name, c := range map[string]struct {
		content string
		want    string
	}{
		"db1.crt": {certificate, holder}, "ca.crt": {key, i18n.T("failure.ca_key")},
		"empty.crt": {"x", i18n.T("failure.server_field_ca")},
	} {
		s.Fill(s.Field("open_file.path"), file(t, name, []byte(c.content)))
		s.Press(fyne.KeyReturn)
		if got := s.Field("open_file.path").Error(); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	s.Fill(s.Field("open_file.path"), file(t, "ca.crt", []byte(ca)))
	s.Press(fyne.KeyReturn)
	if got := s.Field("server.ca").Error(); got != "" {
		t.Errorf("the authority: %q", got)
	}
}

func TestFieldsOfAServerSayWhatIsWrong(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_join")
	answers(s, model.ServerOffice, nil)
	for _, c := range []struct{ field, wrong, key string }{
		{"server.hosts", " , ", "failure.server_field_hosts"},
		{"server.hosts", "db1, db2:5433", "failure.server_field_hosts_port"},
		{"server.port", "port", "failure.server_field_port"},
		{"server.port", "65536", "failure.server_field_port"},
		{"server.database", "", "failure.server_field_database"},
		{"server.role", " ", "failure.server_field_role"},
		{"server.password", "", "server.password_missing"},
	} {
		fills(s, authority(t))
		s.Fill(s.Field(c.field), c.wrong)
		s.Tap("server.test")
		if got := s.Field(c.field).Error(); got != i18n.T(c.key) {
			t.Errorf("%s %q: %q", c.field, c.wrong, got)
		}
	}
	fills(s, strings.Repeat("not a certificate ", 3))
	s.Tap("server.test")
	if got := s.Field("server.ca").Error(); got != i18n.T("failure.server_field_ca") {
		t.Errorf("the certificate: %q", got)
	}
}

// What is left of a database that has moved is nothing to join, and nothing to make one in.
func TestPlaceThatWasLeftIsSaid(t *testing.T) {
	for key, want := range map[string]model.Code{
		"first_run.place_join": model.CodeMoved, "first_run.place_new": model.CodeServerNotEmpty,
	} {
		s := screentest.New(t).Begin()
		chooses(s, key)
		fills(s, authority(t))
		answers(s, model.ServerMoved, nil)
		for _, button := range []string{"server.test", "common.next"} {
			s.Tap(button)
			s.Says(messages.WithRemedy(screentest.Failed(want), "\n"))
			s.OnPage("server")
		}
	}
}

// A new shared database goes through the usual steps, and only then is anything made.
func TestNewSharedDatabase(t *testing.T) {
	s := screentest.New(t).Begin()
	ca := authority(t)
	var made model.Server
	s.Backend.OnCreateShared = func(ctx context.Context, server model.Server, password string, setup model.Setup) (*model.Office, error) {
		if made = server; password != rolePassword {
			t.Error("another password")
		}
		return model.Create(ctx, s.Options, setup)
	}
	chooses(s, "first_run.place_new")
	fills(s, ca)
	answers(s, model.ServerOffice, nil)
	s.Tap("common.next")
	s.Says(messages.WithRemedy(screentest.Failed(model.CodeServerNotEmpty), "\n"))
	answers(s, model.ServerEmpty, nil)
	s.Tap("server.test")
	s.Says(i18n.T("server.found_empty"))
	s.Tap("common.next")
	s.OnPage("first_run_1")
	s.Key(fyne.KeyEscape)
	s.OnPage("server")
	if got := s.Field("server.password").Entry.(*widgets.PasswordEntry).Text(); got != rolePassword {
		t.Error("the password is to be typed again")
	}
	s.Tap("common.next")
	s.ToKit(model.KindMulti)
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("my_page")
	if !reflect.DeepEqual(made, wanted(ca)) {
		t.Errorf("made at %+v", made)
	}
	if strings.Contains(s.Log.String(), rolePassword) {
		t.Error("the log holds the password")
	}
}

// A join file fills in everything but the password.
func TestJoinFileFillsTheForm(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_join")
	server := wanted(authority(t))
	s.Tap("server.read_join")
	s.Fill(s.Field("open_file.path"), file(t, "other.json", []byte(`{"hosts":[]}`)))
	s.Press(fyne.KeyReturn)
	if got := s.Field("open_file.path").Error(); got != i18n.T("failure.join_file") {
		t.Errorf("another file: %q", got)
	}
	s.Fill(s.Field("open_file.path"), file(t, "join.json", server.JoinFile()))
	s.Press(fyne.KeyReturn)
	s.Focused(s.Field("server.role").Entry.(fyne.Focusable), "user name")
	s.Shows("server.role_hint")
	s.TypeKeys("qlingo_pc2") // instead of that of the other PC
	server.Role = "qlingo_pc2"
	s.Fill(s.Field("server.password"), rolePassword)
	var asked model.Server
	s.Backend.OnProbe = func(_ context.Context, server model.Server, _ string) (model.ServerState, error) {
		asked = server
		return model.ServerEmpty, nil
	}
	s.Tap("common.next")
	s.Says(i18n.T("server.found_nothing"))
	if !reflect.DeepEqual(asked, server) {
		t.Errorf("asked %+v", asked)
	}
}

// Certificates are read as they come: with or without line ends, several, among other text, as bare bytes.
func TestCertificatesAreReadAsTheyCome(t *testing.T) {
	ca, other := authority(t), authority(t)
	for name, c := range map[string]struct{ text, want string }{
		"as it is":      {ca, ca},
		"one line":      {strings.ReplaceAll(ca, "\n", ""), ca},
		"blanks":        {strings.ReplaceAll(ca, "\n", " \r\n "), ca},
		"among text":    {"subject=CA\n" + ca + "issuer=CA\n" + other, ca + other},
		"half of it":    {ca[:len(ca)/2], ""},
		"something":     {"-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----", ""},
		"another thing": {"-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----", ""},
	} {
		if got := shared.CertificatesIn(c.text); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_join")
	pastes(s, ca)
	s.ShowsPart("CA of a test")
	s.Clock.Step(400 * 24 * 60 * 60 * 1e9)
	pastes(s, ca)
	if !strings.Contains(s.Field("server.ca").Error(), "CA of a test") {
		t.Errorf("an expired certificate: %q", s.Field("server.ca").Error())
	}
}

func TestScriptIsCopied(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_new")
	s.Tap("server.prepare")
	s.Tap("common.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != model.ServerScript("qlingo") {
		t.Errorf("copied: %.100q", got)
	}
	role := s.Field("prepare_server.role")
	s.Fill(role, "x")
	s.Key(fyne.KeyBackspace)
	if !s.Button("common.copy").Disabled() {
		t.Error("there is something to copy without a role")
	}
	s.Fill(role, `pc"1`)
	s.Tap("common.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != model.ServerScript(`pc"1`) {
		t.Errorf("copied: %.100q", got)
	}
}

// A name is quoted both as a name and as a text.
func TestRoleIsQuoted(t *testing.T) {
	for role, want := range map[string][2]string{
		`pc"1`: {`"pc""1"`, `'pc"1'`}, "o'brien": {`"o'brien"`, "'o''brien'"}, `a\'b`: {`"a\'b"`, `E'a\\''b'`},
	} {
		sql := "ALTER ROLE " + want[0] + " NOLOGIN;\nSELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = " + want[1] + ";"
		if got := shared.ShutOut(role); got != sql {
			t.Errorf("%s: %s", role, got)
		}
	}
}
