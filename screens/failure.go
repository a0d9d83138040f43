package screens

import (
	"errors"
	"math"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// say turns a model error into the one sentence a person reads and logs its cause. nil gives "".
func (d *Desk) say(err error) string {
	if err == nil {
		return ""
	}
	d.cfg.Log.Info("failure", "code", string(model.CodeOf(err)), "err", err)
	return sentence(err)
}

// sentence is say without the log line, for hints that change with every key.
func sentence(err error) string {
	if err == nil {
		return ""
	}
	var e *model.Error
	if !errors.As(err, &e) {
		return i18n.T("failure.internal")
	}
	key := "failure." + string(e.Code)
	switch {
	case e.Code == model.CodeWrongPIN && e.Left > 0:
		key = "failure.wrong_pin_left"
	case e.Code == model.CodePINUsed && e.Left > 0:
		key = "failure.pin_used_left"
	case e.Code == model.CodeSecondStopped && e.Field == "pin":
		key = "failure.second_stopped_inside"
	case e.Code == model.CodeNotBackupCode && e.Left > 0:
		key = "failure.not_backup_code_left"
	case e.Code == model.CodeKitTyped && (e.Row == 0 || e.Row > kitGroups):
		key = "failure.kit_short"
	case e.Code == model.CodePasswordContext && e.Field == "passphrase":
		key = "failure.passphrase_weak_context"
	case e.Code == model.CodePasswordCommon && e.Field == "passphrase":
		key = "failure.passphrase_weak_common"
	case e.Code == model.CodePasswordShort && e.Field == "passphrase":
		key = "failure.passphrase_short"
	case e.Code == model.CodePasswordLong && e.Field == "passphrase":
		key = "failure.passphrase_long"
	case e.Code == model.CodePasswordControl && e.Field == "passphrase":
		key = "failure.passphrase_control"
	case e.Code == model.CodeCSVEncoding && e.Text != "":
		key = "failure.csv_encoding_known"
	case e.Code == model.CodeCSVSeparator && e.Text == "\t":
		key = "failure.csv_separator_tab"
	case e.Code == model.CodeThrottled && e.Wait >= time.Minute:
		key = "failure.throttled_minutes"
	}
	return i18n.T(key, "Seconds", seconds(e.Wait), "Minutes", minutes(e.Wait), "Left", e.Left, "Min", e.Min, "Max", e.Max,
		"Path", e.Path, "Row", e.Row, "Text", e.Text)
}

// fieldOf names the input field that an error is about, "" when it is about none.
func fieldOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// rowOf is the row or line that an error is about.
func rowOf(err error) int64 {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Row
	}
	return 0
}

// waitOf is how long an error asks to wait before the next attempt.
func waitOf(err error) time.Duration {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Wait
	}
	return 0
}

// limitOf is the number an error names, such as the least length of a password.
func limitOf(err error) int {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Max
	}
	return 0
}

func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }

func minutes(d time.Duration) int { return int(math.Ceil(d.Minutes())) }
