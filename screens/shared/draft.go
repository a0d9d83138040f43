package shared

import (
	"log/slog"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"qlingo/model"
	"qlingo/screens/messages"
)

// usualPort is the port of PostgreSQL unless somebody has set another one.
const usualPort = "5432"

// Draft is a connection as far as it was typed.
type Draft struct {
	Hosts, Port, Database, Role, CA, Password string

	RoleOfAnother bool // the role is out of a join file, and perhaps that of the PC that has saved it
}

// NewDraft is what the form shows at first.
func NewDraft() *Draft { return &Draft{Port: usualPort} }

// DraftOf is the connection that this PC has already, without the password.
func DraftOf(server model.Server) *Draft {
	d := new(Draft)
	d.set(server)
	return d
}

// String keeps the password out of logs.
func (*Draft) String() string { return "Draft" }

// LogValue keeps the password out of structured logs.
func (d *Draft) LogValue() slog.Value { return slog.StringValue(d.String()) }

// Server is the connection without the password.
func (d *Draft) Server() model.Server {
	port, err := strconv.Atoi(tidy(d.Port))
	if err != nil {
		port = 0 // the model refuses it
	}
	return model.Server{
		Hosts: strings.FieldsFunc(tidy(d.Hosts), separates), Port: port,
		Database: tidy(d.Database), Role: tidy(d.Role), CA: authorityIn(d.CA),
	}
}

// check tells what cannot be right.
func (d *Draft) check() error {
	err := d.Server().Check()
	if strings.TrimSpace(d.CA) == "" || err != nil && messages.FieldOf(err) != "ca" {
		return err
	}
	return checkAuthority(d.CA)
}

// set takes over a connection, but for the password.
func (d *Draft) set(s model.Server) {
	d.Hosts, d.Port, d.Database, d.Role, d.CA = strings.Join(s.Hosts, ", "), strconv.Itoa(s.Port), s.Database, s.Role, s.CA
}

// separates reports whether a character stands between two hosts.
func separates(r rune) bool { return r == ',' || r == '、' || r == ';' || r == ' ' || r == '\t' }

// tidy reads full-width letters and digits, too. Nothing that is typed here ends in a blank.
func tidy(typed string) string { return strings.TrimSpace(norm.NFKC.String(typed)) }
