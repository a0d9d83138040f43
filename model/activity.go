package model

// Kinds of activity rows. Rows of kindCharge are not shown to people.
const (
	kindCharge          = "charge"
	kindAccountCreated  = "account_created"
	kindUserCreated     = "user_created"
	kindUserSuspended   = "user_suspended"
	kindUserResumed     = "user_resumed"
	kindPasswordChanged = "password_changed"
	kindPasswordReset   = "password_reset"
	kindMFAOn           = "mfa_on"
	kindMFAOff          = "mfa_off"
	kindMFAReset        = "mfa_reset"
	kindPasswordWrong   = "password_wrong"
	kindPINWrong        = "pin_wrong"
	kindSignIn          = "sign_in_password"
	kindSignInPIN       = "sign_in_pin"
	kindSignInBackup    = "sign_in_backup"
	kindUnlock          = "unlock"
	kindProof           = "proof"
)
