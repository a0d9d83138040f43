package app

import (
	"errors"
	"fmt"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// backUp is qlingo backup [--to FOLDER]. It asks for no password: whoever can run it can copy the file as well.
func backUp(c *call) int {
	if len(c.args) > 0 {
		return c.usage(i18n.T("cli.unexpected_argument", "Value", c.args[0]))
	}
	made, err := model.BackUp(c.ctx, c.office, c.given["--to"])
	if err != nil {
		return c.failWith(err)
	}
	fmt.Fprintln(c.stdout, made.Path)
	return exitOK
}

// restore is qlingo restore FILE. It reads the recovery kit from stdin.
func restore(c *call) int {
	switch {
	case len(c.args) == 0:
		return c.usage(i18n.T("cli.no_file"))
	case len(c.args) > 1:
		return c.usage(i18n.T("cli.unexpected_argument", "Value", c.args[1]))
	}
	preview, err := model.PreviewRestore(c.ctx, c.office, c.args[0])
	if err != nil {
		return c.failWith(err)
	}
	fmt.Fprintln(c.stderr, i18n.T("cli.restore_preview", "Path", preview.Path, "Accounts", preview.Accounts,
		"People", preview.People, "MFA", preview.MFAOn, "Newest", i18n.When(preview.Newest)))
	if preview.Other {
		fmt.Fprintln(c.stderr, i18n.T("cli.restore_other"))
	}
	kit, err := c.secret(i18n.T("cli.kit_prompt"))
	switch {
	case c.ctx.Err() != nil:
		return c.fail(i18n.T("failure.canceled"))
	case err != nil:
		return c.fail(i18n.T("cli.no_kit"))
	}
	kept, err := model.Restore(c.ctx, c.office, c.args[0], kit)
	if err != nil {
		return c.failWith(err)
	}
	fmt.Fprintln(c.stdout, i18n.T("cli.restored"))
	if kept != "" {
		fmt.Fprintln(c.stdout, i18n.T("cli.restore_kept", "Path", kept))
	}
	return exitOK
}

// check is qlingo check [FILE]. Its exit code tells sound, damaged or tampered with, and could not be verified apart.
func check(c *call) int {
	path := ""
	switch {
	case len(c.args) > 1:
		return c.usage(i18n.T("cli.unexpected_argument", "Value", c.args[1]))
	case len(c.args) == 1:
		path = c.args[0]
	}
	report, err := model.Check(c.ctx, c.office, path)
	switch {
	case err == nil:
		fmt.Fprintln(c.stdout, i18n.T("cli.check_passed", "Path", report.Path, "Rows", report.Rows, "People", report.People))
		return exitOK
	case model.IsDamaged(err):
		c.failWith(err)
		fmt.Fprintln(c.stderr, i18n.T("cli.detail", "Text", cause(err)))
		return exitFailed
	}
	c.failWith(err)
	return exitUnknown
}

// cause is what was found, as the log would say it.
func cause(err error) string {
	var e *model.Error
	for errors.As(err, &e) && e.Err != nil {
		err = e.Err
	}
	return err.Error()
}
