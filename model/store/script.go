package store

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"
)

// The tables of a server are those of the newest version: it is prepared with all of them at once.
var (
	//go:embed server/0006.sql
	serverTables string
	//go:embed server/0006.txt
	serverCatalogue string // what a server then says of them
	//go:embed server/database.sql
	serverDatabase string
	//go:embed server/grants.sql
	serverGrants string
)

// serverVersion is the version of those tables.
const serverVersion = 6

// ServerScript is what the administrator of a server runs, in psql or elsewhere, as the owner of an empty database, so
// that the program can use it in a role that has to exist. It makes the tables, which the program itself has no right
// to do: whoever gets hold of a PC cannot change them, or take rows out of the log. It happens whole or not at all.
func ServerScript(role string) string {
	version := fmt.Sprintf("\nINSERT INTO qlingo.version (application, version) VALUES (%d, %d);\n\n", applicationID, serverVersion)
	return inTurn(scriptHeadFor(role), serverTables+version+serverDatabase+"\n"+grantsTo(role))
}

// scriptHeadFor names the roles in a comment, as they have to be written. A name that would break out of it is not named.
func scriptHeadFor(role string) string {
	if strings.ContainsFunc(role, unicode.IsControl) {
		role = "…"
	}
	named := strings.NewReplacer("{role}", pgx.Identifier{role}.Sanitize(), "{pc}", pgx.Identifier{role + "_pc1"}.Sanitize())
	return named.Replace(scriptHead)
}

const scriptHead = `-- Qlingo: run this once, in an empty database of its own with the encoding UTF8, as the database's owner.
-- Before that, make the role that is named at the end. It holds the rights, and nobody logs in as it:
--     CREATE ROLE {role} NOLOGIN;
-- For each PC, make a role that is a member of it, and set its password with \password in psql:
--     CREATE ROLE {pc} LOGIN IN ROLE {role};
-- None of them may own the database, nor have rights besides.
`

// ServerGrants is what the administrator runs in a database that was prepared, for a further role: a PC with a role of
// its own can be shut out by that role. It can be run again.
func ServerGrants(role string) string {
	return inTurn("-- Qlingo: run this in its database, as the database's owner, for a role that was made before.\n", grantsTo(role))
}

func inTurn(head, script string) string { return head + "\nBEGIN;\n\n" + script + "\nCOMMIT;\n" }

func grantsTo(role string) string {
	return strings.ReplaceAll(serverGrants, "{role}", pgx.Identifier{role}.Sanitize())
}
