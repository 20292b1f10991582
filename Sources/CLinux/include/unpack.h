// Calls for unpacking untrusted archives: GNU- and Linux-only ones that Swift cannot reach.
// Functions return a value of 0 or more, or a negated errno.
#ifndef CLINUX_UNPACK_H
#define CLINUX_UNPACK_H

#include <stddef.h>
#include <sys/types.h>

// open(2)'s flags that need _GNU_SOURCE.
enum { CL_O_PATH = 010000000 };

// Opens below root as if that were "/": no symbolic link, ".." or magic link leads out. Adds O_CLOEXEC; never creates.
int cl_open_below(int root, const char *path, int flags);
// The same, and a symbolic link anywhere on the way is an error (ELOOP).
int cl_open_below_plain(int root, const char *path, int flags);

int cl_set_xattr(int descriptor, const char *name, const void *value, size_t size);
// Of the entry itself, also where it is a symbolic link.
int cl_set_xattr_at(int directory, const char *entry, const char *name, const void *value, size_t size);
// Copies every extended attribute but those of overlayfs and the system's own.
int cl_copy_xattrs(int from, int to);
// 1 where overlayfs shows nothing of the layers below through this directory, which must be open for reading.
int cl_is_opaque(int directory);

// Waits until all the file system holds is on disk.
int cl_sync_file_system(int descriptor);

// Makes the thread's locale "C", in which libarchive hands names over byte by byte; gives what restores the old one.
void *cl_enter_c_locale(void);
void cl_leave_c_locale(void *state);

#endif
