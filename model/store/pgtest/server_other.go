//go:build !linux

package pgtest

// cluster is never there.
type cluster struct {
	*Server
	stop func()
}

func newCluster() (*cluster, error) { return nil, nil }

func (*cluster) start() error        { return nil }
func (*cluster) signal(string) error { return nil }
func (*cluster) data() string        { return "" }
func (*cluster) remove()             {}
