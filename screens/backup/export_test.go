package backup

// What the tests of this package look into.
type (
	BackupPage  = backupPage
	FailurePage = failurePage
	RestoreKit  = restoreKit
)

var (
	ChooseBackupFolder = chooseBackupFolder
	NewRestoreKit      = newRestoreKit
	PreviewRestore     = previewRestore
	RestoredText       = restoredText
)
