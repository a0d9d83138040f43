// Package settings is the page on which an administrator decides for a whole
// account.
//
// settingsPage loads the model.Settings and shows them in sections that are
// saved one by one: accountForm and rulesForm are the fields of the two. Below
// them are cards that lead elsewhere: supportCard registers or removes the
// support desk by way of registerDialog, and the cards for recovery kit and
// backups belong to packages kit and backup.
package settings
