// The part of SQLite's interface that a virtual file system needs. The driver keeps its
// header to itself, but this part has not changed since 2004 but by growing: SQLite
// promises that it does not.
#ifndef FAULTS_VFS_H
#define FAULTS_VFS_H

typedef long long sqlite3_int64;
typedef struct sqlite3_file sqlite3_file;
typedef struct sqlite3_vfs sqlite3_vfs;

typedef struct sqlite3_io_methods {
  int iVersion;
  int (*xClose)(sqlite3_file*);
  int (*xRead)(sqlite3_file*, void*, int amount, sqlite3_int64 offset);
  int (*xWrite)(sqlite3_file*, const void*, int amount, sqlite3_int64 offset);
  int (*xTruncate)(sqlite3_file*, sqlite3_int64 size);
  int (*xSync)(sqlite3_file*, int flags);
  int (*xFileSize)(sqlite3_file*, sqlite3_int64 *size);
  int (*xLock)(sqlite3_file*, int);
  int (*xUnlock)(sqlite3_file*, int);
  int (*xCheckReservedLock)(sqlite3_file*, int *out);
  int (*xFileControl)(sqlite3_file*, int op, void *arg);
  int (*xSectorSize)(sqlite3_file*);
  int (*xDeviceCharacteristics)(sqlite3_file*);
} sqlite3_io_methods;

struct sqlite3_file { const sqlite3_io_methods *pMethods; };

struct sqlite3_vfs {
  int iVersion;
  int szOsFile;
  int mxPathname;
  sqlite3_vfs *pNext;
  const char *zName;
  void *pAppData;
  int (*xOpen)(sqlite3_vfs*, const char *name, sqlite3_file*, int flags, int *out);
  int (*xDelete)(sqlite3_vfs*, const char *name, int syncDir);
  void *rest[14]; // of version 3, passed on as they are
};

// Weak, because they are in the driver's package and not in this one.
__attribute__((weak)) sqlite3_vfs *sqlite3_vfs_find(const char *name);
__attribute__((weak)) int sqlite3_vfs_register(sqlite3_vfs*, int makeDefault);

// What an operation does, as Go knows it.
enum { OPEN, READ, WRITE, TRUNCATE, SYNC, DELETE, DIRSYNC, LOCK };

int faults_register(void);

#endif
