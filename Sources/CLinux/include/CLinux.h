// What Swift cannot reach on Linux: variadic and GNU-only calls, and starting processes between fork and exec.
// Functions return a value of 0 or more, or a negated errno.
#ifndef CLINUX_H
#define CLINUX_H

#include "unpack.h"

// Processes

struct cl_spawn_request {
    const char *path;
    char *const *argv;
    char *const *envp;
    // NULL keeps the caller's.
    const char *directory;
    // descriptors[i] becomes descriptor i; at most CL_SPAWN_DESCRIPTORS of them. Everything else is closed.
    const int *descriptors;
    int descriptor_count;
    // Starts a session whose controlling terminal is descriptor 0.
    int controlling_terminal;
};
enum { CL_SPAWN_DESCRIPTORS = 8 };

// Starts a program; the pid, with a descriptor of the process in *pidfd.
int cl_spawn(const struct cl_spawn_request *request, int *pidfd);
int cl_pidfd_open(int pid);
int cl_pidfd_send_signal(int pidfd, int signal);
// Reaps an exited child: its exit code, or 128 + the signal that ended it; -EAGAIN while it runs.
int cl_reap(int pidfd);

// Namespaces and mounts

enum { CL_NEW_NETWORK = 1, CL_NEW_IPC = 2, CL_NEW_UTS = 4 };
int cl_unshare(int which);
int cl_set_hostname(const char *name);
int cl_interface_up(const char *name);
enum { CL_MOUNT_BIND = 1, CL_MOUNT_NOSUID = 2, CL_MOUNT_NODEV = 4, CL_MOUNT_NOEXEC = 8, CL_MOUNT_PRIVATE = 16 };
int cl_mount(const char *source, const char *target, const char *type, int flags, const char *data);
// Takes the mount out of sight at once, following no symbolic link; it goes when its last user does.
int cl_unmount(const char *target);

// Files

// Opens for reading below directory as if that were "/": no symbolic link or ".." leads out.
int cl_open_in_root(int directory, const char *path);
// Names a directory without opening it for anything else (O_PATH).
int cl_open_path(const char *path);
// An empty file in memory.
int cl_memory_file(const char *name);
int cl_pipe(int ends[2]);
int cl_set_pipe_size(int descriptor, int size);
int cl_set_nonblocking(int descriptor);

// Sockets and terminals

int cl_connect_seqpacket(const char *path);
// A pair of terminal ends: raw, but newlines still become CR LF on output.
int cl_open_terminal(int *controller, int *terminal, unsigned short columns, unsigned short rows);
int cl_set_window_size(int descriptor, unsigned short columns, unsigned short rows);

// Events

enum { CL_READABLE = 1, CL_WRITABLE = 2, CL_ONCE = 4 };
int cl_epoll_create(void);
int cl_epoll_add(int epoll, int descriptor, int events, unsigned long long token);
int cl_epoll_remove(int epoll, int descriptor);
// Waits for events and stores their tokens; how many.
int cl_epoll_wait(int epoll, unsigned long long *tokens, int capacity);
int cl_eventfd(void);
int cl_inotify_create(void);
enum { CL_WATCH_MODIFIED = 1, CL_WATCH_APPEARED = 2 };
int cl_inotify_add(int inotify, const char *path, int events);
int cl_inotify_remove(int inotify, int watch);
// Reads one event out of a buffer at offset: the offset of the next one. *name is empty for the watched file itself.
int cl_inotify_event(const void *buffer, int offset, int *watch, const char **name);

// Threads

// Runs body(context) on a new detached thread, for work that leaves its thread changed.
int cl_thread(void (*body)(void *), void *context);

// Memory

// How many heaps glibc's allocator makes at most; it would make up to eight a core, for threads to share.
void cl_limit_heaps(int count);
// Gives free memory in the middle of the heaps back to the system.
void cl_trim_heaps(void);

#endif
