//go:build e2e

package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

const deskPassphrase = "a lighthouse far from the office"

// An administrator with phone and codes lost gets back in by a token that was signed on
// another PC. The two have no file in common: only texts pass between them.
func TestSupportDesk(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	away := newDesk(t, "support-desk")
	away.keepSecret("passphrase", deskPassphrase)
	key := filepath.Join(away.papers, "desk.age")
	d := newDesk(t, "office")
	d.support = away.prints(deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", key)
	d.start("first_run_1")
	d.firstRun("山田商店", admin)
	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.toSecurity()
	d.switchesOn("administrator")
	d.signOut()

	request := d.asksSupport(admin)
	answer := away.prints(deskPassphrase+"\n"+request+"\n", "support", "sign", key, "--yes")
	d.pastes(answer)
	d.shot("answer")
	d.enter()
	d.sees("security")
	d.shot("signed-in-by-support")
	d.signOut()
	d.signIn(admin.login, admin.password)
	d.sees("users") // by the password alone

	// The same answer is nothing worth for what was set up anew.
	d.toSecurity()
	d.switchesOn("administrator-again")
	d.signOut()
	second := d.asksSupport(admin)
	if second == request {
		t.Error("the request that was answered is shown again")
	}
	d.pastes(answer)
	d.enter()
	d.isRefused("token_other")
	d.shot("same-answer-again")

	d.fill(away.answersByHand(key, second))
	d.enter()
	d.sees("security")
	d.quit()
	away.quit()
	d.findsNoSecret()
	away.findsNoSecret()
	d.isPrivate()
}

// prints runs a command with something piped in and returns what it prints.
func (d *desk) prints(stdin string, args ...string) string {
	d.t.Helper()
	cmd := d.command(args...)
	cmd.Stdin = strings.NewReader(stdin)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatalf("%v: %v\n%s", args, err, told.String())
	}
	return strings.TrimSpace(string(out))
}

// asksSupport goes from the login page to the support page and returns the request as
// the picture on the screen has it. The keyboard is in the answer then.
func (d *desk) asksSupport(who person) string {
	d.t.Helper()
	d.signIn(who.login, who.password)
	d.sees("pin")
	d.still()
	d.tab(3) // past the button and the way back
	d.enter()
	d.sees("support")
	request := d.shotOfCode("support")
	d.tab(-3)
	d.key("space")
	copied := d.copied("the request", func(text string) bool { return strings.HasPrefix(text, request[:5]) })
	if strings.Join(strings.Fields(copied), " ") != request {
		d.t.Errorf("the code holds %q, the clipboard %q", request, copied)
	}
	d.tab(3)
	return request
}

// answersByHand is the support desk's side in the window, on a PC without an account.
func (d *desk) answersByHand(key, request string) string {
	d.t.Helper()
	d.start("first_run_1")
	d.still()
	d.tab(5) // past the names, the language and restoring
	d.enter()
	d.opensKey(key)
	return d.signs(request)
}

// opensKey opens the support key on the desk's page.
func (d *desk) opensKey(key string) {
	d.t.Helper()
	d.sees("desk")
	d.shot("desk")
	d.enter()
	d.seesDialog("open")
	d.fill(key)
	d.shot("key-file")
	d.moving(d.enter)
	d.types(deskPassphrase)
	d.shot("passphrase")
	d.enter()
	d.sees("desk_open")
}

// signs answers a request, having made sure who asks.
func (d *desk) signs(request string) string {
	d.t.Helper()
	d.still()
	d.pastes(request)
	d.shot("asked")
	d.tab(1)
	d.key("space")
	d.tab(1)
	d.shot("made-sure")
	d.moving(d.enter)
	d.key("space")
	answer := d.copied("the answer", func(text string) bool { return text != request })
	d.shot("answer")
	return answer
}
