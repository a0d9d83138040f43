package backup_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
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
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti).Begin()
		s.Backend.OnBackups = func(context.Context, string) ([]model.Backup, error) { return sampleBackups(), nil }
		s.Backend.OnPreview = func(_ context.Context, path string) (model.Preview, error) { return samplePreview(path), nil }
		s.SignIn("sato.h", screentest.AdminPassword)
		s.W.Flow.GoTo(window.RouteBackup)
		s.NothingCutOff("backup")
		page := s.Page().(*backup.BackupPage)
		page.State = model.BackupState{
			Folder: farFolder, Backups: sampleBackups(), FailedAt: s.Clock.Now(),
			Failed: &model.Error{Code: model.CodeBackupFolder, Path: farFolder},
		}
		page.Reason.SetText(messages.WithRemedy(page.State.Failed, "\n"))
		page.Trouble.Show()
		page.Show()
		s.NothingCutOff("backup_failed")
		backup.ChooseBackupFolder(s.W, farFolder, func() {})
		s.NothingCutOff("backup_folder")
		s.Key(fyne.KeyEscape)
		backup.ChooseRestore(s.W, s.W.Flow.ToBackup)
		s.NothingCutOff("restore_choose")
		s.Tap("restore.file")
		s.NothingCutOff("restore_file")
		s.Key(fyne.KeyEscape)
		backup.PreviewRestore(s.W, sampleBackups()[1].Path, s.W.Flow.ToBackup)
		s.NothingCutOff("restore_preview")
		s.Tap("restore.next")
		s.NothingCutOff("restore_kit")
		s.Fill(s.Field("kit.label"), s.Mistyped(8))
		kit := s.W.Current().(*backup.RestoreKit)
		kit.Fail(screentest.Failed(model.CodeDiskFull))
		s.NothingCutOff("restore_failed")
		kit.Kit.Set(s.Paper())
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("restore_ask")
		s.Key(fyne.KeyEscape)
		s.Backend.OnPreview = func(context.Context, string) (model.Preview, error) {
			return model.Preview{}, &model.Error{Code: model.CodeNotBackup, Path: farFolder + "/letter.db", Err: errors.New("on purpose")}
		}
		backup.PreviewRestore(s.W, farFolder+"/letter.db", s.W.Flow.ToBackup)
		s.NothingCutOff("restore_bad")
		for _, code := range []model.Code{model.CodeFileGone, model.CodeTamperedLog, model.CodeDamaged, model.CodeTamperedFile} {
			s.W.Flow.ToFailure(&model.Error{Code: code, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
			s.NothingCutOff(string(code))
		}
		s.W.Flow.ToFailure(screentest.Failed(model.CodeFileGone))
		s.Tap("failure_page.start_over")
		s.NothingCutOff("start_anew")
		s.Key(fyne.KeyEscape)
		s.W.Flow.ToLogin(backup.RestoredText(farFolder + "/qlingo-2026-11-22-130500-before-restore.db"))
		s.NothingCutOff("restored")
		s.W.Current().(interface{ Troubled(error) }).Troubled(screentest.Failed(model.CodeTamperedLog))
		s.NothingCutOff("login_troubled")
	})
}
