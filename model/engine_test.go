package model

import (
	"os"
	"testing"

	"qlingo/model/store"
	"qlingo/model/store/pgtest"
)

// onServer reports whether the offices of tests lie on a server: QLINGO_TEST_ENGINE=server.
func onServer() bool { return os.Getenv("QLINGO_TEST_ENGINE") == "server" }

// newServer is a prepared database on a real PostgreSQL, and the password of its role.
func newServer(t testing.TB) (server Server, password string) {
	t.Helper()
	at, database := pgtest.Prepared(t, store.ServerScript(pgtest.AppRole))
	return Server{Hosts: []string{at.Folder}, Port: at.Port, Database: database, Role: pgtest.AppRole, CA: string(at.CA)}, pgtest.AppPassword
}

// onlyThere skips a test of a server that takes long, unless that is what is tested: "make server".
func onlyThere(t testing.TB) {
	t.Helper()
	if !onServer() {
		t.Skip("it takes long; make server has it")
	}
}

// onlyFile skips a test of what only a file has, or can do.
func onlyFile(t testing.TB, why string) {
	t.Helper()
	if onServer() {
		t.Skip("only of a file: " + why)
	}
}
