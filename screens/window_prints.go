package screens

import (
	"sync"
	"time"
)

// printLife is how long a sheet stays in the file that the OS prints.
const printLife = time.Minute

// prints are the files that the OS is printing, and since when.
type prints struct {
	mutex sync.Mutex
	files []printed
}

type printed struct {
	since  time.Time
	remove func()
}

func (p *prints) add(since time.Time, remove func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.files = append(p.files, printed{since, remove})
}

// due takes out those whose time is over.
func (p *prints) due(now time.Time) (over []printed) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var left []printed
	for _, file := range p.files {
		if elapsed(file.since, now) < printLife {
			left = append(left, file)
		} else {
			over = append(over, file)
		}
	}
	p.files = left
	return over
}

// expirePrints is called with each tick.
func (d *Desk) expirePrints(now time.Time) {
	over := d.prints.due(now)
	if len(over) == 0 {
		return
	}
	d.spawn(func() {
		for _, file := range over {
			file.remove()
		}
	})
}
