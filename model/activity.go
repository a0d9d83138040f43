package model

import "slices"

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
)

// The kinds that serve the program and are never shown.
const (
	activityAttemptCounted    ActivityKind = "charge" // before it is checked, so that a crash gives no free attempt
	activityAcknowledged      ActivityKind = "acknowledged"
	activityRewritten         ActivityKind = "rewritten"     // a row that was stored anew, its content unchanged
	activityConfirmationAsked ActivityKind = "confirm_asked" // the same, of a person who is to be confirmed
)

// ActivityKinds are the kinds that people are shown, in the order of a list.
var ActivityKinds = []ActivityKind{
	ActivitySignedInByPassword, ActivitySignedInByPIN, ActivitySignedInByBackupCode, ActivitySignedInBySupport,
	ActivityWrongPassword, ActivityWrongPIN, ActivityWrongBackupCode, ActivitySessionUnlocked,
	ActivityProofGiven, ActivityProofByBackupCode,
	ActivityPasswordChanged, ActivityPasswordReset, ActivityPasswordRecovered,
	ActivityMFAEnabled, ActivityMFADisabled, ActivityMFAReset, ActivityMFAMoved, ActivityNewBackupCodes,
	ActivityUserCreated, ActivityUserEdited, ActivityUserDeleted, ActivityUserUnlocked, ActivityUserSuspended, ActivityUserResumed,
	ActivityMadeAdministrator, ActivityMadeUser, ActivityPersonConfirmed,
	ActivityPeopleImported, ActivityPeopleExported, ActivityLogExported,
	ActivitySettingsChanged, ActivitySupportAsked, ActivityDesksRegistered, ActivityNewKit, ActivityKeyRecovered,
	ActivityCopyAccepted, ActivityLogAccepted, ActivityBackupMade, ActivityBackupsDeleted, ActivityBackupFailed, ActivityRestored,
	ActivityAccountCreated, ActivityMigrated,
}

// hiddenKinds are never shown.
var hiddenKinds = []ActivityKind{activityAttemptCounted, activityAcknowledged, activityRewritten, activityConfirmationAsked}

// AllActivityKinds are the kinds that this version writes.
var AllActivityKinds = slices.Concat(ActivityKinds, hiddenKinds)

// signInKinds are a person's own sign-ins and failures.
var signInKinds = []ActivityKind{
	ActivitySignedInByPassword, ActivitySignedInByPIN, ActivitySignedInByBackupCode, ActivitySignedInBySupport,
	ActivityWrongPassword, ActivityWrongPIN, ActivitySessionUnlocked,
}

// newsKinds are the kinds that the ledger keeps for each person: what others did to the account, sign-ins and
// failures, and what weakens the second step, whoever did it.
var newsKinds = kindsByName(slices.Concat(changeKinds, signInKinds,
	[]ActivityKind{ActivityMFAMoved, ActivityNewBackupCodes, activityConfirmationAsked, ActivityPersonConfirmed}))

func kindsByName(kinds []ActivityKind) map[string]ActivityKind {
	names := map[string]ActivityKind{}
	for _, kind := range kinds {
		names[string(kind)] = kind
	}
	return names
}

// stringsOf are kinds as they are stored.
func stringsOf(kinds []ActivityKind) []string {
	stored := make([]string, len(kinds))
	for i, kind := range kinds {
		stored[i] = string(kind)
	}
	return stored
}
