// Package forms holds the dialogs and fields that several features share.
//
// ConfirmDialog is a dialog around one action: its button runs the action, shows
// that it is busy, and a failure appears above the buttons. Most dialogs of the
// features are one of these with their own rows. Attempt does the same for a
// page that lets people try a password or code, and counts down the wait after
// too many failures.
//
// WithProof runs an action that needs a fresh proof of the password or the second
// step; proofPrompt asks for what is missing, then the action runs again.
//
// The other types are fields and ways to hand something over: PasswordPair (a new
// password, typed twice), GroupField (a recovery kit, the code of a PC that joins), OpenFile and SaveFile
// (files), ShareBox (a QR code with its text), PrintSheet (paper).
package forms
