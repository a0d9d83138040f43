package model

import (
	"context"
	"time"
)

// audit follows the whole log, and looks whether every row that it names is there: only that finds an old row of the log
// that was deleted since.
func (o *Office) audit(ctx context.Context) error {
	var whole *chain
	err := o.read(ctx, func(v *view) error {
		whole = &chain{o.ring, v.meta.Base, v.meta.BaseHead}
		return nil
	})
	if err == nil {
		err = o.followGently(ctx, whole, func() bool { return true })
	}
	if err == nil {
		err = o.checkAllComplete(ctx)
	}
	if err == nil {
		o.noteAudit()
	}
	return err
}

// auditAgain audits from time to time until ctx ends. What it finds ends everything, as at opening.
func (o *Office) auditAgain(ctx context.Context) {
	select {
	case <-o.verification.done:
	case <-ctx.Done():
		return
	}
	ticker := time.NewTicker(auditEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := untilConclusive(ctx, o.audit); err != nil && ctx.Err() == nil {
				o.verification.conclude(err, o)
				o.options.Changed()
			}
		}
	}
}

// noteAudit keeps when the whole log was last followed.
func (o *Office) noteAudit() {
	if o.shared != nil {
		o.shared.mutex.Lock()
		o.shared.contact.Audited = o.options.Clock()
		o.shared.mutex.Unlock()
		o.options.Changed()
	}
}
