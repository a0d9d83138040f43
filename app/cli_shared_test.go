package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qlingo/model"
	"qlingo/model/store/pgtest"
)

func TestScriptIsPrinted(t *testing.T) {
	x := newTerminal(t)
	x.run(exitUsage, "", "server-script")
	x.says(&x.err, "--role")
	x.run(exitUsage, "", "server-script", "--role", "pc1", "more")
	x.run(exitOK, "", "server-script", "--role", "pc1")
	if x.out.String() != model.ServerScript("pc1") {
		t.Errorf("printed %.100q", &x.out)
	}
}

// Moving asks for the sign-in of an administrator, and says what stops it.
func TestMoveAsksWhoItIs(t *testing.T) {
	x := newTerminal(t)
	path := filepath.Join(t.TempDir(), "join.json")
	x.run(exitUsage, "", "move")
	x.run(exitUsage, "", "move", "--to-file", "--to-server", path)
	x.says(&x.err, "either --to-server or --to-file")
	x.run(exitFailed, "", "move", "--to-server", path)
	x.says(&x.err, "There is no join file there ("+path+")")
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	x.run(exitFailed, "", "move", "--to-server", path)
	x.says(&x.err, "no join file")
	nowhere := model.Server{Hosts: []string{t.TempDir()}, Port: 1, Database: "qlingo", Role: "pc1"}
	if err := os.WriteFile(path, nowhere.JoinFile(), 0o600); err != nil {
		t.Fatal(err)
	}
	x.run(exitFailed, "", "move", "--to-server", path)
	x.says(&x.err, "ID, password and PIN code are needed")
	x.run(exitFailed, "sato.h\nanother password\n", "move", "--to-server", path)
	x.says(&x.err, "The ID or the password is wrong.")
	signIn := "sato.h\ncorrect horse battery\n"
	x.run(exitFailed, signIn, "move", "--to-server", path)
	x.says(&x.err, passwordVariable)
	x.run(exitFailed, signIn+"secret\n", "move", "--to-server", path)
	x.says(&x.err, "The server cannot be reached.")
	t.Setenv(passwordVariable, "secret")
	x.run(exitFailed, signIn, "move", "--to-server", path)
	x.says(&x.err, "The server cannot be reached.")
	if strings.Contains(x.err.String(), "secret") {
		t.Error("the password is printed")
	}
	x.run(exitFailed, signIn, "move", "--to-file") // there is no server
	x.run(exitOK, "", "check")
}

// Moving to a server leaves the file under its other name at once.
func TestMoveRenamesTheFile(t *testing.T) {
	x := newTerminal(t)
	at, database := pgtest.Prepared(t, model.ServerScript(pgtest.AppRole))
	server := model.Server{Hosts: []string{at.Folder}, Port: at.Port, Database: database, Role: pgtest.AppRole, CA: string(at.CA)}
	path := filepath.Join(t.TempDir(), "join.json")
	if err := os.WriteFile(path, server.JoinFile(), 0o600); err != nil {
		t.Fatal(err)
	}
	x.run(exitOK, "sato.h\ncorrect horse battery\n"+pgtest.AppPassword+"\n", "move", "--to-server", path)
	x.says(&x.out, "moved to the server")
	if _, err := os.Stat(x.options.Database() + ".moved"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(x.options.Database()); err == nil {
		t.Error("the file has its old name")
	}
}
