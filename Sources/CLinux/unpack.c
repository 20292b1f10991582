#define _GNU_SOURCE
#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

_Static_assert(CL_O_PATH == O_PATH, "O_PATH differs on this architecture");

static int open_below(int root, const char *path, int flags, unsigned long long resolve) {
    struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC), .resolve = resolve | RESOLVE_NO_MAGICLINKS};
    long result;
    // EAGAIN: something was renamed while the kernel looked; the call is to be made again (openat2(2)).
    do result = syscall(SYS_openat2, root, *path ? path : ".", &how, sizeof how);
    while (result < 0 && (errno == EAGAIN || errno == EINTR));
    return result < 0 ? -errno : (int)result;
}

int cl_open_below(int root, const char *path, int flags) { return open_below(root, path, flags, RESOLVE_IN_ROOT); }

int cl_open_below_plain(int root, const char *path, int flags) {
    return open_below(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS);
}

int cl_set_xattr(int descriptor, const char *name, const void *value, size_t size) {
    return fsetxattr(descriptor, name, value, size, 0) < 0 ? -errno : 0;
}

int cl_set_xattr_at(int directory, const char *entry, const char *name, const void *value, size_t size) {
    // There is no setxattrat before Linux 6.13; entry is a single name, so the magic link is the only one followed.
    char path[32 + 256];
    if (snprintf(path, sizeof path, "/proc/self/fd/%d/%s", directory, entry) >= (int)sizeof path) return -ENAMETOOLONG;
    return lsetxattr(path, name, value, size, 0) < 0 ? -errno : 0;
}

int cl_copy_xattrs(int from, int to) {
    char names[65536], value[65536];
    ssize_t length = flistxattr(from, names, sizeof names);
    if (length < 0) return errno == ENOTSUP ? 0 : -errno;
    for (char *name = names; name < names + length; name += strlen(name) + 1) {
        if (!strncmp(name, "trusted.", 8) || !strcmp(name, "security.selinux")) continue;
        ssize_t size = fgetxattr(from, name, value, sizeof value);
        if (size < 0 || fsetxattr(to, name, value, (size_t)size, 0) < 0) return -errno;
    }
    return 0;
}

int cl_is_opaque(int directory) {
    char value;
    return fgetxattr(directory, "trusted.overlay.opaque", &value, 1) == 1 && value == 'y';
}

int cl_sync_file_system(int descriptor) { return syncfs(descriptor) < 0 ? -errno : 0; }

struct locale_state {
    locale_t own, before;
};

void *cl_enter_c_locale(void) {
    struct locale_state *state = malloc(sizeof *state);
    if (!state) return NULL;
    state->own = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    state->before = uselocale(state->own);
    return state;
}

void cl_leave_c_locale(void *opaque) {
    struct locale_state *state = opaque;
    if (!state) return;
    uselocale(state->before);
    if (state->own) freelocale(state->own);
    free(state);
}
