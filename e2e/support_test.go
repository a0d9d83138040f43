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
	away := newPC(t, "support-desk")
	away.keepSecret("passphrase", deskPassphrase)
	key := filepath.Join(away.papers, "desk.age")
	c := newPC(t, "office")
	c.support = away.prints(deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", key)
	c.start("first_run_1")
	c.firstRun("山田商店", admin)
	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.toSecurity()
	c.switchesOn("administrator")
	c.signOut()

	request := c.asksSupport(admin)
	answer := away.prints(deskPassphrase+"\n"+request+"\n", "support", "sign", key, "--yes")
	c.pastes(answer)
	c.shot("answer")
	c.enter()
	c.sees("security")
	c.shot("signed-in-by-support")
	c.signOut()
	c.signIn(admin.login, admin.password)
	c.sees("users") // by the password alone

	// The same answer is nothing worth for what was set up anew.
	c.toSecurity()
	c.switchesOn("administrator-again")
	c.signOut()
	second := c.asksSupport(admin)
	if second == request {
		t.Error("the request that was answered is shown again")
	}
	c.pastes(answer)
	c.enter()
	c.isRefused("token_other")
	c.shot("same-answer-again")

	c.fill(away.answersByHand(key, second))
	c.enter()
	c.sees("security")
	c.quit()
	away.quit()
	c.findsNoSecret()
	away.findsNoSecret()
	c.isPrivate()
}

// prints runs a command with something piped in and returns what it prints.
func (c *pc) prints(stdin string, args ...string) string {
	c.t.Helper()
	cmd := c.command(args...)
	cmd.Stdin = strings.NewReader(stdin)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		c.t.Fatalf("%v: %v\n%s", args, err, told.String())
	}
	return strings.TrimSpace(string(out))
}

// asksSupport goes from the login page to the support page and returns the request as
// the picture on the screen has it. The keyboard is in the answer then.
func (c *pc) asksSupport(who person) string {
	c.t.Helper()
	c.signIn(who.login, who.password)
	c.sees("pin")
	c.still()
	c.tab(3) // past the button and the way back
	c.enter()
	c.sees("support")
	request := c.shotOfCode("support")
	c.tab(-3)
	c.key("space")
	copied := c.copied("the request", func(text string) bool { return strings.HasPrefix(text, request[:5]) })
	if strings.Join(strings.Fields(copied), " ") != request {
		c.t.Errorf("the code holds %q, the clipboard %q", request, copied)
	}
	c.tab(3)
	return request
}

// answersByHand is the support desk's side in the window, on a PC without an account.
func (c *pc) answersByHand(key, request string) string {
	c.t.Helper()
	c.start("first_run_1")
	c.still()
	c.tab(-4) // from the name of the office, over the help
	c.enter()
	c.opensKey(key)
	return c.signs(request)
}

// opensKey opens the support key on the desk's page.
func (c *pc) opensKey(key string) {
	c.t.Helper()
	c.sees("desk")
	c.shot("desk")
	c.enter()
	c.seesDialog("open")
	c.fill(key)
	c.shot("key-file")
	c.moving(c.enter)
	c.types(deskPassphrase)
	c.shot("passphrase")
	c.enter()
	c.sees("desk_open")
}

// signs answers a request, having made sure who asks.
func (c *pc) signs(request string) string {
	c.t.Helper()
	c.still()
	c.pastes(request)
	c.shot("asked")
	c.tab(1)
	c.key("space")
	c.tab(1)
	c.shot("made-sure")
	c.moving(c.enter)
	c.key("space")
	answer := c.copied("the answer", func(text string) bool { return text != request })
	c.shot("answer")
	return answer
}
