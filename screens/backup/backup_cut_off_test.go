package screens

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/window"
)

const farFolder = "/media/sato/BACKUP-2026/事務所のバックアップ/qlingo/backups"

// sampleBackups returns as many as there are after three weeks.
func sampleBackups() []model.Backup {
	var all []model.Backup
	for i := range 16 {
		at := time.Date(2026, 11, 22-i, 9, 2, 0, 0, time.Local)
		all = append(all, model.Backup{
			Path: fmt.Sprintf("%s/qlingo-%s.db", farFolder, at.Format("2006-01-02")), Time: at, Size: 1_300_000, Daily: i%5 != 1,
		})
	}
	return all
}

func samplePreview(path string) model.Preview {
	return model.Preview{
		Path: path, Size: 1_300_000, Accounts: 2, People: 1284, MFAOn: 977, Newest: time.Date(2026, 11, 21, 18, 2, 0, 0, time.Local),
		Other: true,
	}
}

func TestLargeTextOfTheBackups(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti).begin()
		s.backend.backups = func(context.Context, string) ([]model.Backup, error) { return sampleBackups(), nil }
		s.backend.preview = func(_ context.Context, path string) (model.Preview, error) { return samplePreview(path), nil }
		s.signIn("sato.h", adminPassword)
		s.w.Flow.GoTo(window.RouteBackup)
		s.nothingCutOff("backup")
		page := s.page().(*backup.BackupPage)
		page.State = model.BackupState{
			Folder: farFolder, Backups: sampleBackups(), FailedAt: s.clock.now(),
			Failed: &model.Error{Code: model.CodeBackupFolder, Path: farFolder},
		}
		page.Reason.SetText(window.Explained(page.State.Failed))
		page.Trouble.Show()
		page.Show()
		s.nothingCutOff("backup_failed")
		backup.ChooseBackupFolder(s.w, farFolder, func() {})
		s.nothingCutOff("backup_folder")
		s.key(fyne.KeyEscape)
		backup.ChooseRestore(s.w, s.w.Flow.ToBackup)
		s.nothingCutOff("restore_choose")
		s.tap("restore.file")
		s.nothingCutOff("restore_file")
		s.key(fyne.KeyEscape)
		backup.PreviewRestore(s.w, sampleBackups()[1].Path, s.w.Flow.ToBackup)
		s.nothingCutOff("restore_preview")
		s.tap("restore.next")
		s.nothingCutOff("restore_kit")
		s.fill(s.field("kit.label"), s.mistyped(8))
		kit := s.w.Current().(*backup.RestoreKit)
		kit.Fail(failed(model.CodeDiskFull))
		s.nothingCutOff("restore_failed")
		kit.Kit.Set(s.paper())
		s.press(fyne.KeyReturn)
		s.nothingCutOff("restore_ask")
		s.key(fyne.KeyEscape)
		s.backend.preview = func(context.Context, string) (model.Preview, error) {
			return model.Preview{}, &model.Error{Code: model.CodeNotBackup, Path: farFolder + "/letter.db", Err: errors.New("on purpose")}
		}
		backup.PreviewRestore(s.w, farFolder+"/letter.db", s.w.Flow.ToBackup)
		s.nothingCutOff("restore_bad")
		for _, code := range []model.Code{model.CodeFileGone, model.CodeTamperedLog, model.CodeDamaged, model.CodeTamperedFile} {
			s.w.Flow.ToFailure(&model.Error{Code: code, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
			s.nothingCutOff(string(code))
		}
		s.w.Flow.ToFailure(failed(model.CodeFileGone))
		s.tap("failure_page.start_over")
		s.nothingCutOff("start_anew")
		s.key(fyne.KeyEscape)
		s.w.Flow.ToLogin(backup.RestoredText(farFolder + "/qlingo-2026-11-22-130500-before-restore.db"))
		s.nothingCutOff("restored")
		s.w.Current().(interface{ Troubled(error) }).Troubled(failed(model.CodeTamperedLog))
		s.nothingCutOff("login_troubled")
	})
}
