// Package netfs tells whether a folder lies on a network file system, where neither file locks nor durable writes can be
// relied on. OnNetwork is all of it, once for each OS.
package netfs
