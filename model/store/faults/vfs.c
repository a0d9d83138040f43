//go:build linux

// A virtual file system that passes everything on to the default one, and asks Go
// before each operation on a file of a watched folder: faultsEnter, which may refuse it,
// and faultsLeave when it is done. Between the two no other operation runs there.
#include "vfs.h"
#include <string.h>
#include "_cgo_export.h"

typedef struct Watched {
  sqlite3_file base;
  sqlite3_int64 handle;
  sqlite3_file *real; // lies behind this struct
} Watched;

static sqlite3_vfs *original;
static sqlite3_vfs ours;

#define W(f) ((Watched*)(f))
#define REAL(f) (W(f)->real)
#define CALL(f, method, ...) REAL(f)->pMethods->method(REAL(f), ##__VA_ARGS__)

static int closeFile(sqlite3_file *f) {
  faultsClosed(W(f)->handle);
  return CALL(f, xClose);
}

static int readFile(sqlite3_file *f, void *data, int n, sqlite3_int64 at) {
  int rc = faultsRead(W(f)->handle);
  return rc ? rc : CALL(f, xRead, data, n, at);
}

static int writeFile(sqlite3_file *f, const void *data, int n, sqlite3_int64 at) {
  int rc = faultsEnter(W(f)->handle, WRITE);
  if (rc) {
    CALL(f, xWrite, data, n / 2, at); // what a full disk had room for
    return rc;
  }
  rc = CALL(f, xWrite, data, n, at);
  faultsLeave(W(f)->handle, WRITE, rc, (void*)data, n, at);
  return rc;
}

static int truncateFile(sqlite3_file *f, sqlite3_int64 size) {
  int rc = faultsEnter(W(f)->handle, TRUNCATE);
  if (rc) return rc;
  rc = CALL(f, xTruncate, size);
  faultsLeave(W(f)->handle, TRUNCATE, rc, NULL, 0, size);
  return rc;
}

static int syncFile(sqlite3_file *f, int flags) {
  int rc = faultsEnter(W(f)->handle, SYNC);
  if (rc) return rc;
  rc = CALL(f, xSync, flags);
  faultsLeave(W(f)->handle, SYNC, rc, NULL, 0, 0);
  return rc;
}

static int lockFile(sqlite3_file *f, int level) {
  int rc = faultsEnter(W(f)->handle, LOCK);
  if (rc) return rc;
  rc = CALL(f, xLock, level);
  faultsLeave(W(f)->handle, LOCK, rc, NULL, 0, 0);
  return rc;
}

static int fileSize(sqlite3_file *f, sqlite3_int64 *size) { return CALL(f, xFileSize, size); }
static int unlockFile(sqlite3_file *f, int level) { return CALL(f, xUnlock, level); }
static int reserved(sqlite3_file *f, int *out) { return CALL(f, xCheckReservedLock, out); }
static int control(sqlite3_file *f, int op, void *arg) { return CALL(f, xFileControl, op, arg); }
static int sectorSize(sqlite3_file *f) { return CALL(f, xSectorSize); }
static int device(sqlite3_file *f) { return CALL(f, xDeviceCharacteristics); }

// Version 1: no shared memory and no memory mapping, which DELETE journals do without.
static const sqlite3_io_methods methods = {
  1, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile, unlockFile,
  reserved, control, sectorSize, device,
};

static int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
  sqlite3_int64 disk = name ? faultsDisk((char*)name) : 0;
  if (!disk) return original->xOpen(original, name, f, flags, out);
  Watched *w = W(f);
  w->base.pMethods = NULL; // nothing to be closed when this fails
  w->real = (sqlite3_file*)(w + 1);
  memset(w->real, 0, original->szOsFile);
  int rc = faultsEnter(disk, OPEN);
  if (rc) return rc;
  rc = original->xOpen(original, name, w->real, flags, out);
  w->handle = faultsOpened(disk, rc, (char*)name, flags);
  if (rc == 0) w->base.pMethods = &methods;
  return rc;
}

static int deleteFile(sqlite3_vfs *vfs, const char *name, int syncDir) {
  sqlite3_int64 disk = faultsDisk((char*)name);
  if (!disk) return original->xDelete(original, name, syncDir);
  int rc = faultsEnter(disk, DELETE);
  if (rc) return rc;
  rc = original->xDelete(original, name, syncDir);
  faultsLeave(disk, DELETE, rc, (void*)name, strlen(name), 0);
  if (rc || !syncDir) return rc;
  rc = faultsEnter(disk, DIRSYNC); // the name is gone, but perhaps not for good
  if (rc) return rc;
  faultsLeave(disk, DIRSYNC, 0, (void*)name, strlen(name), 0);
  return 0;
}

int faults_register(void) {
  original = sqlite3_vfs_find(NULL);
  if (!original || original->iVersion != 3) return 1;
  ours = *original;
  ours.zName = "faults";
  ours.pNext = NULL;
  ours.szOsFile += sizeof(Watched);
  ours.xOpen = openFile;
  ours.xDelete = deleteFile;
  return sqlite3_vfs_register(&ours, 1);
}
