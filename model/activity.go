package model

import "slices"

// Kinds of activity rows. Rows of kindCharge and kindAcknowledged are not
// shown to people.
const (
	kindCharge            = "charge"
	kindAccountCreated    = "account_created"
	kindSettingsChanged   = "settings_changed"
	kindMigrated          = "migrated"
	kindUserCreated       = "user_created"
	kindUserEdited        = "user_edited"
	kindUserDeleted       = "user_deleted"
	kindUserUnlocked      = "user_unlocked"
	kindMadeAdministrator = "made_administrator"
	kindMadeUser          = "made_user"
	kindUserSuspended     = "user_suspended"
	kindUserResumed       = "user_resumed"
	kindPasswordChanged   = "password_changed"
	kindPasswordRecovered = "password_recovered"
	kindSupportAsked      = "support_asked"
	kindSignInSupport     = "sign_in_support"
	kindDesksPinned       = "desks_pinned"
	kindKitNew            = "kit_new"
	kindKeyRecovered      = "key_recovered"
	kindCopyAccepted      = "copy_accepted"
	kindLogAccepted       = "log_accepted"
	kindBackupMade        = "backup_made" // by hand: the daily ones would only fill the log
	kindBackupsDeleted    = "backups_deleted"
	kindBackupFailed      = "backup_failed"
	kindRestored          = "restored"
	kindPasswordReset     = "password_reset"
	kindMFAOn             = "mfa_on"
	kindMFAOff            = "mfa_off"
	kindMFAReset          = "mfa_reset"
	kindMFAMoved          = "mfa_moved"
	kindCodesNew          = "codes_new"
	kindPeopleImported    = "people_imported"
	kindPeopleExported    = "people_exported"
	kindActivityExported  = "activity_exported"
	kindAcknowledged      = "acknowledged"
	kindPasswordWrong     = "password_wrong"
	kindPINWrong          = "pin_wrong"
	kindCodeWrong         = "code_wrong"    // a backup code that was only checked
	kindRewritten         = "rewritten"     // a row whose content stays
	kindConfirmAsked      = "confirm_asked" // as rewritten, of somebody who is to be confirmed
	kindPersonConfirmed   = "person_confirmed"
	kindSignIn            = "sign_in_password"
	kindSignInPIN         = "sign_in_pin"
	kindSignInBackup      = "sign_in_backup"
	kindUnlock            = "unlock"
	kindProof             = "proof"
	kindProofBackup       = "proof_backup" // with a backup code, which switches MFA off
)

// told are the kinds of rows that a person is told of: what others did to the account,
// sign-ins, failures, and what weakens the second step, whoever did it.
var told = kindSet(append(slices.Clone(changeKinds),
	kindMFAMoved, kindCodesNew, kindConfirmAsked, kindPersonConfirmed,
	kindSignIn, kindSignInPIN, kindSignInBackup, kindSignInSupport, kindPasswordWrong, kindPINWrong, kindUnlock))

func kindSet(kinds []string) map[string]string {
	set := map[string]string{}
	for _, kind := range kinds {
		set[kind] = kind
	}
	return set
}
