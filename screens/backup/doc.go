// Package backup holds the pages about the file of the database: backing up,
// restoring, and what to do when it cannot be opened.
//
// backupPage lists the backups and sets their folder; only administrators of the
// first account get there. Restoring takes three steps: restoreChoice picks a
// file, restorePreview shows what is in it, restoreKit asks for the recovery kit
// and replaces the database.
//
// failurePage comes up instead of the sign-in page when the database does not
// open. It says why, and offers what helps: trying again, restoring a backup,
// starting over, or the kitGate, which opens the file with the recovery kit.
// None of the restoring needs an open database.
package backup
