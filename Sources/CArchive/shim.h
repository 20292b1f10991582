// Without this, archive.h would declare `struct stat` a second time, and it would depend on the order of compilation
// whether Swift takes it for Glibc's or for this module's.
#define _SYS_STAT_H 1
struct stat;
#include <archive.h>
#include <archive_entry.h>
#undef _SYS_STAT_H
