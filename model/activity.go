package model

import (
	"slices"
	"strings"
)

// ActivityKind says what happened in a row of the activity log. The strings are stored in the database.
type ActivityKind string

// The kinds that people are shown.
const (
	ActivitySignedInByPassword   ActivityKind = "sign_in_password"
	ActivitySignedInByPIN        ActivityKind = "sign_in_pin"
	ActivitySignedInByBackupCode ActivityKind = "sign_in_backup"
	ActivitySignedInBySupport    ActivityKind = "sign_in_support"
	ActivityWrongPassword        ActivityKind = "password_wrong"
	ActivityWrongPIN             ActivityKind = "pin_wrong"
	ActivityWrongBackupCode      ActivityKind = "code_wrong" // a backup code that was only checked
	ActivitySessionUnlocked      ActivityKind = "unlock"
	ActivityProofGiven           ActivityKind = "proof"
	ActivityProofByBackupCode    ActivityKind = "proof_backup" // which switches MFA off
	ActivityPasswordChanged      ActivityKind = "password_changed"
	ActivityPasswordReset        ActivityKind = "password_reset"
	ActivityPasswordRecovered    ActivityKind = "password_recovered"
	ActivityMFAEnabled           ActivityKind = "mfa_on"
	ActivityMFADisabled          ActivityKind = "mfa_off"
	ActivityMFAReset             ActivityKind = "mfa_reset"
	ActivityMFAMoved             ActivityKind = "mfa_moved"
	ActivityMFAInvited           ActivityKind = "mfa_invited" // was asked to turn it on
	ActivityNewBackupCodes       ActivityKind = "codes_new"
	ActivityUserCreated          ActivityKind = "user_created"
	ActivityUserEdited           ActivityKind = "user_edited"
	ActivityUserDeleted          ActivityKind = "user_deleted"
	ActivityUserUnlocked         ActivityKind = "user_unlocked"
	ActivityUserSuspended        ActivityKind = "user_suspended"
	ActivityUserResumed          ActivityKind = "user_resumed"
	ActivityMadeAdministrator    ActivityKind = "made_administrator"
	ActivityMadeUser             ActivityKind = "made_user"
	ActivityPersonConfirmed      ActivityKind = "person_confirmed"
	ActivityPeopleImported       ActivityKind = "people_imported"
	ActivityPeopleExported       ActivityKind = "people_exported"
	ActivityLogExported          ActivityKind = "activity_exported"
	ActivitySettingsChanged      ActivityKind = "settings_changed"
	ActivitySupportAsked         ActivityKind = "support_asked"
	ActivityDesksRegistered      ActivityKind = "desks_pinned"
	ActivityNewKit               ActivityKind = "kit_new"
	ActivityKeyRecovered         ActivityKind = "key_recovered"
	ActivityCopyAccepted         ActivityKind = "copy_accepted"
	ActivityLogAccepted          ActivityKind = "log_accepted"
	ActivityBackupMade           ActivityKind = "backup_made" // by hand; daily ones would only fill the log
	ActivityBackupsDeleted       ActivityKind = "backups_deleted"
	ActivityBackupFailed         ActivityKind = "backup_failed"
	ActivityRestored             ActivityKind = "restored"
	ActivityAccountCreated       ActivityKind = "account_created"
	ActivityMigrated             ActivityKind = "migrated"
	ActivityPCJoined             ActivityKind = "pc_joined"
	ActivityPCRemoved            ActivityKind = "pc_removed"
	ActivityDatabaseMoved        ActivityKind = "database_moved" // the last row here: it goes on in another place
)

// The kinds that serve the program and are never shown.
const (
	activityAttemptCounted    ActivityKind = "charge" // before it is checked, so that a crash gives no free attempt
	activityAcknowledged      ActivityKind = "acknowledged"
	activityRewritten         ActivityKind = "rewritten"     // a row that was stored anew, its content unchanged
	activityConfirmationAsked ActivityKind = "confirm_asked" // the same, of a person who is to be confirmed
	activityCheckpoint        ActivityKind = "checkpoint"    // names the newest one
)

// ActivityKinds are the kinds that people are shown, in the order of a list.
var ActivityKinds = []ActivityKind{
	ActivitySignedInByPassword, ActivitySignedInByPIN, ActivitySignedInByBackupCode, ActivitySignedInBySupport,
	ActivityWrongPassword, ActivityWrongPIN, ActivityWrongBackupCode, ActivitySessionUnlocked,
	ActivityProofGiven, ActivityProofByBackupCode,
	ActivityPasswordChanged, ActivityPasswordReset, ActivityPasswordRecovered,
	ActivityMFAEnabled, ActivityMFADisabled, ActivityMFAReset, ActivityMFAMoved, ActivityMFAInvited, ActivityNewBackupCodes,
	ActivityUserCreated, ActivityUserEdited, ActivityUserDeleted, ActivityUserUnlocked, ActivityUserSuspended, ActivityUserResumed,
	ActivityMadeAdministrator, ActivityMadeUser, ActivityPersonConfirmed,
	ActivityPeopleImported, ActivityPeopleExported, ActivityLogExported,
	ActivitySettingsChanged, ActivitySupportAsked, ActivityDesksRegistered, ActivityNewKit, ActivityKeyRecovered,
	ActivityCopyAccepted, ActivityLogAccepted, ActivityBackupMade, ActivityBackupsDeleted, ActivityBackupFailed, ActivityRestored,
	ActivityAccountCreated, ActivityMigrated, ActivityPCJoined, ActivityPCRemoved, ActivityDatabaseMoved,
}

// hiddenKinds are never shown.
var hiddenKinds = []ActivityKind{activityAttemptCounted, activityAcknowledged, activityRewritten, activityConfirmationAsked, activityCheckpoint}

// signInKinds are a person's own sign-ins and failures.
var signInKinds = []ActivityKind{
	ActivitySignedInByPassword, ActivitySignedInByPIN, ActivitySignedInByBackupCode, ActivitySignedInBySupport,
	ActivityWrongPassword, ActivityWrongPIN, ActivitySessionUnlocked,
}

// newsKinds are the kinds from which the ledger learns of a person: what others did to the account, sign-ins and
// failures, and what weakens the second step, whoever did it.
var newsKinds = slices.Concat(changeKinds, signInKinds,
	[]ActivityKind{ActivityMFAMoved, ActivityNewBackupCodes, activityConfirmationAsked, ActivityPersonConfirmed})

// fieldsMark stands between a kind and the fields that were changed, where a row of the log names them, such as
// user_edited:name,email. Rows of older versions do not.
const fieldsMark = ":"

// storedKind is a kind as a row of the log has it.
func storedKind(kind ActivityKind, fields []string) string {
	if len(fields) == 0 {
		return string(kind)
	}
	return string(kind) + fieldsMark + strings.Join(fields, ",")
}

// kindOf is the reverse of storedKind.
func kindOf(stored string) (kind ActivityKind, fields []string) {
	text, names, named := strings.Cut(stored, fieldsMark)
	if named {
		fields = strings.Split(names, ",")
	}
	return ActivityKind(text), fields
}

// isHidden tells whether nobody is shown a row of a kind as it is stored.
func isHidden(stored string) bool {
	kind, _ := kindOf(stored)
	return slices.Contains(hiddenKinds, kind)
}

// stringsOf are kinds as they are stored, for a question to the log.
func stringsOf(kinds []ActivityKind) []string {
	stored := make([]string, len(kinds))
	for i, kind := range kinds {
		stored[i] = string(kind)
	}
	if slices.Contains(kinds, ActivityUserEdited) { // the one with fields behind it
		stored = append(stored, string(ActivityUserEdited)+fieldsMark)
	}
	return stored
}
