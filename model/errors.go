package model

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// Code names a failure. The screens have one translated sentence for each.
type Code string

// What can go wrong with the file and its surroundings.
const (
	CodeNoDatabase       Code = "no_database"
	CodeFolderMissing    Code = "folder_missing"
	CodeFolderUnreadable Code = "folder_unreadable"
	CodeConfigMissing    Code = "config_missing"
	CodeConfigUnreadable Code = "config_unreadable"
	CodeConfigInside     Code = "config_inside" // the settings lie beside the database
	CodeReadOnly         Code = "read_only"
	CodeNotDatabase      Code = "not_database"
	CodeNewerVersion     Code = "newer_version"
	CodeKeyMissing       Code = "key_missing"
	CodeKeyStoreSilent   Code = "key_store_silent"
	CodeKeyFile          Code = "key_file" // the file of the key cannot be read
	CodeNetworkFolder    Code = "network_folder"
	CodeDiskFull         Code = "disk_full"
	CodeDiskFailed       Code = "disk_failed"
	CodeInUse            Code = "in_use"
	CodeWAL              Code = "wal"     // another program has put a write-ahead log beside the database
	CodeJournal          Code = "journal" // the journal of the database is not a regular file
	CodeTamperedFile     Code = "tampered_file"
	CodeDamaged          Code = "damaged"
	CodeOldCopy          Code = "old_copy"          // Newest; the log does not contain what the anchor remembers
	CodeFreshnessUnknown Code = "freshness_unknown" // Newest, Seen; this PC has no anchor for it
	CodeNoRandomness     Code = "no_randomness"
)

// What can go wrong at signing in and with a session.
const (
	CodeWrongCredentials Code = "wrong_credentials"
	CodeThrottled        Code = "throttled"        // Wait
	CodePasswordStopped  Code = "password_stopped" // too many in a row
	CodeSuspended        Code = "suspended"
	CodeTemporaryExpired Code = "temporary_expired"
	CodeTamperedPerson   Code = "tampered_person"
	CodeTamperedLog      Code = "tampered_log"
	CodeWrongPIN         Code = "wrong_pin" // Left, Wait
	CodePINUsed          Code = "pin_used"  // the newest one used; Left, Wait is until the next
	CodePINFormat        Code = "pin_format"
	CodeSecondStopped    Code = "second_stopped"
	CodeEnded            Code = "ended"
	CodeLocked           Code = "locked"
	CodeMustChange       Code = "must_change"
	CodeMustEnrol        Code = "must_enrol"
	CodeProofNeeded      Code = "proof_needed" // Missing
	CodeDenied           Code = "denied"
	CodeCanceled         Code = "canceled"
	CodeInternal         Code = "internal"
)

// What can be wrong with input, and with the second step's state.
const (
	CodeLoginInvalid    Code = "login_invalid"
	CodeLoginTaken      Code = "login_taken"
	CodeNameEmpty       Code = "name_empty"
	CodeNameLong        Code = "name_long" // Max
	CodeNameControl     Code = "name_control"
	CodeEmailInvalid    Code = "email_invalid"
	CodeTextLong        Code = "text_long"        // Max
	CodePasswordShort   Code = "password_short"   // Max is the least length
	CodePasswordLong    Code = "password_long"    // Max
	CodePasswordControl Code = "password_control" // a character that no keyboard has
	CodePasswordContext Code = "password_weak_context"
	CodePasswordCommon  Code = "password_weak_common"
	CodePasswordSame    Code = "password_same"
	CodeCurrentWrong    Code = "current_wrong"
	CodeEnrolmentEnded  Code = "enrolment_ended"
	CodeMFAOn           Code = "mfa_on"
	CodeMFAOff          Code = "mfa_off"
	CodeAdministrator   Code = "administrator" // whose second step no other administrator switches off
	CodeIsSuspended     Code = "is_suspended"
	CodeNotSuspended    Code = "not_suspended"
	CodePeopleChanged   Code = "people_changed"  // People, since they were shown
	CodeTooManyPeople   Code = "too_many_people" // Max at once
	CodeTooManyNamed    Code = "too_many_named"  // Text is a word that the names of too many have
	CodePINExpired      Code = "pin_expired"     // it was right some minutes ago
	CodeClockOff        Code = "clock_off"       // two PINs of another time: perhaps a clock is wrong
	CodePolicyRange     Code = "policy_range"    // Min, Max
	CodeNotBackupCode   Code = "not_backup_code" // Left, Wait
	CodeBackupFormat    Code = "backup_format"
	CodeBackupLength    Code = "backup_length" // too short or too long; Max is how many characters were typed
)

// What can be wrong with a recovery kit.
const (
	CodeKitTyped Code = "kit_typed" // Row is the mistyped group, 0 when characters are missing
	CodeKitWrong Code = "kit_wrong"
	CodeKitVoid  Code = "kit_void" // a new kit was made since
)

// What can be wrong with the support desk's answer, a token.
const (
	CodeNoDesk         Code = "no_desk"         // the account has no support desk
	CodeNoRequest      Code = "no_request"      // nothing was asked, or it was answered already
	CodeRequestExpired Code = "request_expired" // the request, after 7 days
	CodeTokenTyped     Code = "token_typed"     // Row is the mistyped group, 0: it is no answer at all
	CodeTokenDesk      Code = "token_desk"      // of a desk that this account does not know
	CodeTokenPerson    Code = "token_person"    // to the request of another person
	CodeTokenOther     Code = "token_other"     // to another request, an older one as a rule
	CodeTokenUsed      Code = "token_used"      // or the second step was switched off in another way since
	CodeTokenExpired   Code = "token_expired"   // after 24 hours, by a clock that may be wrong
)

// What can be wrong at the support desk, to which a request is a claim.
const (
	CodeClaimTyped    Code = "claim_typed" // Row is the mistyped group, 0: it is no request
	CodeClaimDesk     Code = "claim_desk"  // another desk was asked
	CodePassphrase    Code = "passphrase"  // of the support key
	CodeNotSupportKey Code = "not_support_key"
	CodeDeskTyped     Code = "desk_typed"     // Row is the mistyped group, 0: it is no public key
	CodeTooManyDesks  Code = "too_many_desks" // more than Max

	// of the contact of a desk that is being registered
	CodeContactMissing Code = "contact_missing" // neither e-mail nor phone
)

// What can go wrong with backups.
const (
	CodeFileGone          Code = "file_gone"           // there was a database here, or there are backups of one
	CodeBackupFolder      Code = "backup_folder"       // Path is not there or cannot be written
	CodeBackupFolderOther Code = "backup_folder_other" // Path holds backups of another database
	CodeBackupUnsound     Code = "backup_unsound"      // what was written did not verify and was removed
	CodeBackupMissing     Code = "backup_missing"      // Path, a backup to be read, is not there or cannot be read
	CodeNotBackup         Code = "not_backup"          // Path is no Qlingo database
	CodeBackupDamaged     Code = "backup_damaged"      // Path is damaged or was changed
)

// What can go wrong with a shared database and its server.
const (
	CodeServerUnreachable Code = "server_unreachable"
	CodeServerCertificate Code = "server_certificate" // it is not certified by the CA, or under another name
	CodeServerLogin       Code = "server_login"       // it does not take the role or its password
	CodeServerDatabase    Code = "server_database"    // it has no such database
	CodeServerRights      Code = "server_rights"      // the role may do too little or too much
	CodeServerVersion     Code = "server_version"
	CodeServerSettings    Code = "server_settings" // it does not keep what it confirms
	CodeServerConnections Code = "server_connections"
	CodeServerTables      Code = "server_tables"    // nobody has prepared it
	CodeServerNotEmpty    Code = "server_not_empty" // it has a database already
	CodeServerField       Code = "server_field"     // Field cannot be right
	CodeOutcomeUnknown    Code = "outcome_unknown"  // contact was lost before the server said whether it was done
	CodeServerRefused     Code = "server_refused"   // it lets nobody in from here, or not into this database
	CodeServerStandby     Code = "server_standby"   // it cannot be written to
	CodeServerEmpty       Code = "server_empty"     // there was a database that this PC used
	CodeCAMissing         Code = "ca_missing"
	CodeCAKey             Code = "ca_key"       // a private key in its place
	CodeNotCA             Code = "not_ca"       // Text is whose certificate it is
	CodeFileThere         Code = "file_there"   // Path is in the way
	CodeJoinFile          Code = "join_file"    // it is none
	CodeJoinTyped         Code = "join_typed"   // Row is the mistyped group, 0 when characters are missing
	CodeJoinUnknown       Code = "join_unknown" // no PC shows that code, or not any more
	CodeJoinExpired       Code = "join_expired"
	CodePCRemoved         Code = "pc_removed"  // this PC was shut out
	CodeUsesServer        Code = "uses_server" // this PC must leave its server first
	CodeMoved             Code = "moved"       // the database goes on in another place
)

// What keeps an administrator from doing something to a person.
const (
	CodeOneself           Code = "oneself"
	CodeLastAdministrator Code = "last_administrator"
	CodeMustResume        Code = "must_resume"
	CodeLoginDiffers      Code = "login_differs"
	CodeMustSignIn        Code = "must_sign_in" // Text names who has not signed in since the file is of this version
)

// What can be wrong with a file of people that is imported, or with one of its lines.
const (
	CodeCSVTooBig      Code = "csv_too_big"     // Max in MB
	CodeCSVRows        Code = "csv_rows"        // Max
	CodeCSVEmpty       Code = "csv_empty"       // no line below the heads
	CodeCSVEncoding    Code = "csv_encoding"    // neither UTF-8 nor Shift_JIS; Text names it, if it is known
	CodeCSVHeader      Code = "csv_header"      // no column of the login or the name
	CodeCSVUnknown     Code = "csv_unknown"     // Text is the head of a column nobody knows
	CodeCSVTwice       Code = "csv_twice"       // Text is a head that means an earlier column
	CodeCSVColumns     Code = "csv_columns"     // more cells than heads; Max is how many heads there are
	CodeCSVSeparator   Code = "csv_separator"   // Text is between the cells, not a comma
	CodeCSVTitle       Code = "csv_title"       // the heads are not the first line but Row
	CodeCSVQuote       Code = "csv_quote"       // a quotation mark that is not closed, or stands alone
	CodeCSVCharacter   Code = "csv_character"   // half a character, or one the encoding does not have
	CodeCSVNUL         Code = "csv_nul"         // a zero byte
	CodeCSVLong        Code = "csv_long"        // a line longer than Max KB
	CodeLoginTwice     Code = "login_twice"     // Row is the line that has it first
	CodeImportTampered Code = "import_tampered" // the person's row was changed from outside
	CodeImportRefused  Code = "import_refused"  // Max lines are refused
	CodeImportStale    Code = "import_stale"    // people changed since the preview
)

// Error is every error of this package that a person should hear of. Its text is for
// the log; it never holds a secret.
type Error struct {
	Code    Code
	Field   string        // the input it is about, or ""
	Wait    time.Duration // until the next attempt counts
	Left    int           // attempts left, 0 when the end is not near
	Min     int           // the least that is allowed, where Max is not enough to say
	Max     int           // the limit that was crossed
	Row     int64         // the line of a file, or the row of the log, it is about
	Text    string        // the words of a file it is about
	Path    string        // the file or folder it is about
	People  string        // the names of those it is about, among several, a line each
	Newest  time.Time     // of the newest activity in a file that may not be the newest
	Seen    bool          // something on this PC says that the database was used here before
	Missing Factors       // what has to be proven first
	Err     error         // the cause
}

func (e *Error) Error() string {
	text := "model: " + string(e.Code)
	if e.Field != "" {
		text += " (" + e.Field + ")"
	}
	if e.Path != "" {
		text += ": " + e.Path
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of an error: "" for nil, CodeInternal for one that is not ours.
func CodeOf(err error) Code {
	var coded *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &coded):
		return coded.Code
	}
	return CodeInternal
}

// because is an Error of a code with its cause.
func because(code Code, format string, args ...any) error {
	return &Error{Code: code, Err: fmt.Errorf(format, args...)}
}

// coded gives an error of a lower floor its code.
func coded(err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	for _, c := range []struct {
		condition error
		code      Code
	}{
		{store.ErrNone, CodeNoDatabase},
		{store.ErrNotDatabase, CodeNotDatabase},
		{store.ErrNewer, CodeNewerVersion},
		{store.ErrSchema, CodeTamperedFile},
		{store.ErrChanged, CodeTamperedFile},
		{store.ErrDamaged, CodeDamaged},
		{store.ErrFull, CodeDiskFull},
		{syscall.ENOSPC, CodeDiskFull},
		{store.ErrDisk, CodeDiskFailed},
		{syscall.EIO, CodeDiskFailed},
		{store.ErrFolder, CodeFolderUnreadable},
		{store.ErrReadOnly, CodeReadOnly},
		{syscall.EROFS, CodeReadOnly},
		{store.ErrWAL, CodeWAL},
		{store.ErrJournal, CodeJournal},
		{store.ErrBusy, CodeInUse},
		{store.ErrUnknown, CodeOutcomeUnknown},
		{store.ErrUnreachable, CodeServerUnreachable},
		{store.ErrServerCertificate, CodeServerCertificate},
		{store.ErrServerLogin, CodeServerLogin},
		{store.ErrServerDatabase, CodeServerDatabase},
		{store.ErrServerRights, CodeServerRights},
		{store.ErrServerVersion, CodeServerVersion},
		{store.ErrServerSettings, CodeServerSettings},
		{store.ErrServerConnections, CodeServerConnections},
		{store.ErrServerRefused, CodeServerRefused},
		{store.ErrServerStandby, CodeServerStandby},
		{keys.ErrNoKey, CodeKeyMissing},
		{keys.ErrSilent, CodeKeyStoreSilent},
		{keys.ErrFile, CodeKeyFile},
		{keys.ErrSealed, CodeTamperedPerson},
		{keys.ErrRandom, CodeNoRandomness},
		{otp.ErrRandom, CodeNoRandomness},
		{context.Canceled, CodeCanceled},
		{context.DeadlineExceeded, CodeCanceled},
		{fs.ErrPermission, CodeReadOnly},
	} {
		if errors.Is(err, c.condition) {
			return &Error{Code: c.code, Err: err}
		}
	}
	return &Error{Code: CodeInternal, Err: err}
}
