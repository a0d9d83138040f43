// Package settings is the page on which an administrator decides for a whole
// account.
//
// settingsPage loads the model.Settings, shows them in a policyForm, and saves
// them. Below the form are cards that lead elsewhere: supportCard registers or
// removes the support desk by way of registerDialog, and the cards for recovery
// kit and backups belong to packages kit and backup.
package settings
