package messages

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// Sentences that name a limit of the model without being given it name the right one.
func TestSentencesNameTheLimitsOfTheModel(t *testing.T) {
	t.Cleanup(func() { i18n.Use(i18n.Japanese) })
	day := 24 * time.Hour
	for _, lang := range i18n.Languages() {
		i18n.Use(lang)
		for key, limits := range map[string][]any{
			"failure.login_invalid":   {model.MinLogin, model.MaxLogin},
			"failure.request_expired": {int(model.RequestLife / day)},
			"failure.token_expired":   {int(model.TokenLife / time.Hour)},
			"failure.pin_format":      {otp.Digits, otp.BackupLength},
			"failure.backup_length":   {otp.BackupLength},
			"failure.backup_format":   {otp.BackupLength},
			"pin.expired":             {int(model.PendingIdle / time.Minute)},
			"pin.help_user":           {otp.BackupLength},
			"code_check.code":         {otp.BackupLength},
			"help.codes_text":         {otp.BackupLength},
			"help.pin_text":           {int(otp.Period / time.Second)},
		} {
			for _, limit := range limits {
				if !strings.Contains(i18n.T(key), fmt.Sprint(limit)) {
					t.Errorf("%s: %s does not name %v: %s", lang, key, limit, i18n.T(key))
				}
			}
		}
	}
}

// The widgets know nothing of the model, but take its codes.
func TestWidgetsTakeCodesOfTheModelsLength(t *testing.T) {
	if widgets.PINDigits != otp.Digits || widgets.BackupDigits != otp.BackupLength {
		t.Errorf("the widgets take %d and %d digits, the model %d and %d",
			widgets.PINDigits, widgets.BackupDigits, otp.Digits, otp.BackupLength)
	}
}
