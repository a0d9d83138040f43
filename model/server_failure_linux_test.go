package model

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"qlingo/model/store/pgtest"
)

// onOwnServer makes an office of so many PCs on a server of its own, to which prepare may do something before.
func onOwnServer(t *testing.T, n int, prepare func(*pgtest.Another, *Server)) (*pgtest.Another, []*bench) {
	t.Helper()
	another := pgtest.NewAnother(t)
	another.Exec(t, "postgres", "CREATE DATABASE office")
	another.Exec(t, "office", ServerScript(pgtest.AppRole))
	server := Server{Hosts: []string{another.Folder}, Port: another.Port, Database: "office", Role: pgtest.AppRole}
	prepare(another, &server)
	first := &bench{
		T: t, clock: &clock{now: time.Date(2026, 11, 22, 13, 5, 0, 0, time.UTC)},
		server: server, password: pgtest.AppPassword,
	}
	first.options = newPC(t, "PC 1")
	first.options.Clock, first.options.ownClock = first.clock.Now, true
	first.kit = must(NewRecoveryKit())(t)
	first.Office = must(CreateShared(t.Context(), first.options, server, first.password, Setup{
		Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: first.kit,
	}))(t)
	t.Cleanup(first.closeOffice)
	pcs := []*bench{first}
	for len(pcs) < n {
		pcs = append(pcs, first.another(fmt.Sprintf("PC %d", len(pcs)+1)))
	}
	return another, pcs
}

// load is what several PCs write without a pause, and what of it was acknowledged.
type load struct {
	stop  context.CancelFunc
	all   sync.WaitGroup
	mutex sync.Mutex
	acked []string // logins of people who were reported as added
	by    []int    // how many of them at each PC
	odd   []error
}

// startLoad lets an administrator at every PC add one person after the other until it is stopped.
func startLoad(t *testing.T, pcs []*bench, name string) *load {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	l := &load{stop: cancel, by: make([]int, len(pcs))}
	for i, b := range pcs {
		admin := b.admin()
		l.all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				login := fmt.Sprintf("%s.%d.%d", name, i, n)
				_, _, err := admin.AddUser(ctx, NewUser{Login: login, Details: Details{Name: login}})
				l.note(i, login, err)
			}
		})
	}
	t.Cleanup(l.end)
	return l
}

func (l *load) note(pc int, login string, err error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	switch {
	case err == nil:
		l.acked = append(l.acked, login)
		l.by[pc]++
	case !isLost(err) && CodeOf(err) != CodeCanceled && CodeOf(err) != CodeReadOnly && CodeOf(err) != CodeInUse:
		l.odd = append(l.odd, fmt.Errorf("PC %d, %s: %w", pc+1, login, err))
	}
}

// more waits until every PC has added so many people more.
func (l *load) more(t *testing.T, n int) {
	t.Helper()
	l.mutex.Lock()
	before := slices.Clone(l.by)
	l.mutex.Unlock()
	for deadline := time.Now().Add(3 * time.Minute); ; time.Sleep(5 * time.Millisecond) {
		l.mutex.Lock()
		least := slices.Min(diff(l.by, before))
		odd := errors.Join(l.odd...)
		l.mutex.Unlock()
		if odd != nil {
			t.Fatal(odd)
		}
		if least >= n {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the PCs do not go on: %v, before %v", l.by, before)
		}
	}
}

func diff(a, b []int) []int {
	d := make([]int, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
	}
	return d
}

func (l *load) end() {
	l.stop()
	l.all.Wait()
}

// everythingThere fails unless each PC finds everybody there who was reported as added, and the whole log sound.
func everythingThere(t *testing.T, pcs []*bench, l *load) {
	t.Helper()
	l.end()
	if err := errors.Join(l.odd...); err != nil {
		t.Error(err)
	}
	for i, b := range pcs {
		there := map[string]bool{}
		for _, p := range must(b.admin().People(t.Context()))(t) {
			there[p.Login] = true
			if p.State == StateTampered {
				t.Errorf("PC %d: %s is bad", i+1, p.Login)
			}
		}
		for _, login := range l.acked {
			if !there[login] {
				t.Errorf("PC %d: %s was acknowledged and is not there", i+1, login)
			}
		}
	}
	for _, b := range pcs { // one that comes anew, too
		b.want("", b.reopen())
		must(b.WaitForVerification(t.Context()))(t)
	}
	soundOn(t, pcs)
}

// kill −9 of the server while several PCs write: what was acknowledged is there when it comes back, and they go on.
func TestServerKilledUnderLoad(t *testing.T) {
	onlyThere(t)
	server, pcs := onOwnServer(t, 3, func(*pgtest.Another, *Server) {})
	l := startLoad(t, pcs, "user")
	for range 3 {
		l.more(t, 5)
		server.Kill(t)
		server.Start(t)
	}
	l.more(t, 5)
	everythingThere(t, pcs, l)
}

// synchronously has a server wait for a standby with every commit.
func synchronously(t *testing.T, server *pgtest.Another, standby string) {
	t.Helper()
	server.Exec(t, "postgres", "ALTER SYSTEM SET synchronous_standby_names = '"+standby+"'")
	server.Exec(t, "postgres", "SELECT pg_reload_conf()")
	// Until it is there:
	server.Exec(t, "postgres", `DO $$ BEGIN
		WHILE NOT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync') LOOP
			PERFORM pg_sleep(0.02), pg_stat_clear_snapshot();
		END LOOP;
	END $$`)
}

// The server dies, and its synchronous standby takes its place: nothing that was acknowledged is lost, and the PCs find it.
func TestFailoverToSynchronousStandby(t *testing.T) {
	onlyThere(t)
	var standby *pgtest.Another
	server, pcs := onOwnServer(t, 3, func(a *pgtest.Another, s *Server) {
		standby = a.NewStandby(t, "standby")
		synchronously(t, a, "standby")
		s.Hosts = append(s.Hosts, standby.Folder)
	})
	l := startLoad(t, pcs, "user")
	l.more(t, 10)
	server.Kill(t)
	standby.Promote(t)
	l.more(t, 10)
	everythingThere(t, pcs, l)
}

// A standby that lags takes the place of the server: what it lacks is lost, and every PC that has seen it says so. One that
// has not goes on.
func TestFailoverToStandbyThatLags(t *testing.T) {
	onlyThere(t)
	var standby *pgtest.Another
	server, pcs := onOwnServer(t, 4, func(a *pgtest.Another, s *Server) {
		standby = a.NewStandby(t, "standby")
		synchronously(t, a, "standby") // until all have joined
		s.Hosts = append(s.Hosts, standby.Folder)
	})
	away := pcs[3]
	away.closeOffice()
	server.Exec(t, "postgres", "ALTER SYSTEM SET synchronous_standby_names = ''")
	server.Exec(t, "postgres", "SELECT pg_reload_conf()")
	standby.Stop()
	writer, sees, opens := pcs[0], pcs[1], pcs[2]
	admin := writer.admin()
	id, _ := writer.user("takahashi.k")
	look := sees.admin()
	sees.byLogin(look, "takahashi.k")
	opens.want("", opens.reopen())
	must(opens.WaitForVerification(t.Context()))(t)
	opens.closeOffice()
	server.Kill(t)
	standby.Start(t)
	standby.Promote(t)

	writer.want(CodeOldCopy, untilReached(func() error { return errOf(admin.Member(t.Context(), id)) }))
	writer.want(CodeOldCopy, untilReached(func() error {
		_, _, err := writer.SignIn(t.Context(), "sato.h", adminPassword)
		return err
	}))
	sees.want(CodeOldCopy, untilReached(func() error { return errOf(look.People(t.Context())) }))
	for _, b := range []*bench{writer, sees, opens} {
		b.want(CodeOldCopy, untilReached(b.reopen))
		b.want(CodeOldCopy, Recover(t.Context(), b.options, b.kitText(), false))
		b.want(CodeOldCopy, b.reopen())
	}
	away.want("", untilReached(away.reopen))
	away.admin()
}

// untilReached calls do until the server answers.
func untilReached(do func() error) error {
	err := do()
	for deadline := time.Now().Add(time.Minute); isLost(err) && time.Now().Before(deadline); err = do() {
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// A PC that is frozen while it has its turn holds nobody up for long.
func TestFrozenPC(t *testing.T) {
	onlyThere(t)
	b := newBenchOn(t, KindMulti, true)
	other := b.another("PC 2")
	other.closeOffice()
	dir := t.TempDir()
	copyFolder(t, other.options.Data, filepath.Join(dir, "data"))
	copyFolder(t, other.options.Config, filepath.Join(dir, "config"))
	c := startChild(t, "turn", dir, 0)
	if got := c.line(); got != "has its turn" {
		t.Fatalf("the child says %q", got)
	}
	must(0, c.Process.Signal(syscall.SIGSTOP))(t)
	admin := untilIn(b)
	_, _, err := admin.AddUser(t.Context(), NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
	b.want("", err)
	must(0, c.Process.Signal(syscall.SIGCONT))(t)
	must(fmt.Fprintln(c.stdin))(t)
	if got := c.line(); got != "written: "+string(CodeServerUnreachable) {
		t.Errorf("the child says %q", got)
	}
	people := must(b.admin().People(t.Context()))(t)
	if len(people) != 2 {
		t.Errorf("%+v", people)
	}
	soundOn(t, []*bench{b})
}

// untilIn signs the administrator in, as often as somebody else's turn takes too long.
func untilIn(b *bench) (s *Session) {
	b.Helper()
	for range 5 {
		s, _, err := b.SignIn(b.Context(), "sato.h", adminPassword)
		if err == nil {
			return s
		}
		b.want(CodeInUse, err)
	}
	b.Fatal("nobody has a turn any more")
	return nil
}

// holdTheTurn begins to write and, when it has its turn, to think until a line comes in.
func holdTheTurn(dir string, _ int) error {
	office, err := Open(context.Background(), childOptions(dir, 0))
	if err != nil {
		return err
	}
	if _, err := office.WaitForVerification(context.Background()); err != nil {
		return err
	}
	err = office.write(context.Background(), func(w *writing) error {
		fmt.Println("has its turn")
		if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil { // it is frozen meanwhile
			return err
		}
		return w.log(event{kind: "filler", account: office.first}, nil)
	})
	fmt.Println("written: " + string(CodeOf(err)))
	return office.Close()
}

func init() { children["turn"] = holdTheTurn }

// A server that has no connection left says so, and whoever has one goes on.
func TestServerWithoutConnections(t *testing.T) {
	b := newBenchOn(t, KindMulti, true)
	other := b.another("PC 2")
	other.closeOffice()
	b.admin()
	database := databaseOf(t, b.options)
	pgtest.Exec(t, "postgres", "ALTER DATABASE "+database+" CONNECTION LIMIT 1")
	other.want(CodeServerConnections, other.reopen())
	_, err := ProbeServer(t.Context(), other.options, b.server, b.password)
	other.want(CodeServerConnections, err)
	_, err = BeginJoin(t.Context(), newPC(t, "PC 3"), b.server, b.password)
	other.want(CodeServerConnections, err)
	b.admin()
	pgtest.Exec(t, "postgres", "ALTER DATABASE "+database+" CONNECTION LIMIT -1")
	other.want("", other.reopen())
	other.admin()
}
