package window

import (
	"sync"
	"time"
)

// printLife is how long a sheet stays in the file that the OS prints.
const printLife = time.Minute

// printedFiles are the files that the OS is printing, and since when.
type printedFiles struct {
	mutex sync.Mutex
	files []printedFile
}

type printedFile struct {
	since  time.Time
	remove func()
}

func (p *printedFiles) add(since time.Time, remove func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.files = append(p.files, printedFile{since, remove})
}

// due removes and returns the files whose time is over.
func (p *printedFiles) due(now time.Time) (over []printedFile) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var left []printedFile
	for _, file := range p.files {
		if Elapsed(file.since, now) < printLife {
			left = append(left, file)
		} else {
			over = append(over, file)
		}
	}
	p.files = left
	return over
}

// RemoveLater removes the file of a sheet once the OS has had the time to print
// it.
func (w *Window) RemoveLater(remove func()) { w.printedFiles.add(w.Now(), remove) }

// expirePrints is called at each tick.
func (w *Window) expirePrints(now time.Time) {
	over := w.printedFiles.due(now)
	if len(over) == 0 {
		return
	}
	w.Spawn(func() {
		for _, file := range over {
			file.remove()
		}
	})
}
