#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <net/if.h>
#include <pthread.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static int result(long value) { return value < 0 ? -errno : (int)value; }

// Processes

// Runs in the child of vfork: it shares the parent's memory, so it only makes system calls and writes to its own frame.
static int become(const struct cl_spawn_request *request) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &standard, NULL);

    int moved[CL_SPAWN_DESCRIPTORS];
    for (int i = 0; i < request->descriptor_count; i++) {
        moved[i] = fcntl(request->descriptors[i], F_DUPFD_CLOEXEC, 64);
        if (moved[i] < 0) return errno;
    }
    for (int i = 0; i < request->descriptor_count; i++)
        if (dup2(moved[i], i) < 0) return errno;
    // Kernels before 5.11 lack this; then close-on-exec, which every descriptor of ours has, must do.
    syscall(SYS_close_range, request->descriptor_count, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);

    if (request->directory && chdir(request->directory) < 0) return errno;
    if (request->controlling_terminal) {
        if (setsid() < 0) return errno;
        if (ioctl(0, TIOCSCTTY, 0) < 0) return errno;
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(request->path, request->argv, request->envp);
    return errno;
}

int cl_spawn(const struct cl_spawn_request *request, int *pidfd) {
    if (request->descriptor_count > CL_SPAWN_DESCRIPTORS) return -EINVAL;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    volatile int failure = 0;
    // vfork, for it does not copy the page tables of a big parent: a fork of the server costs a millisecond and more.
    pid_t pid = vfork();
    if (pid == 0) {
        failure = become(request);
        _exit(127);
    }
    int fault = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (pid < 0) return -fault;
    if (failure) {
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
        return -failure;
    }
    *pidfd = cl_pidfd_open(pid);
    return *pidfd < 0 ? *pidfd : pid;
}

int cl_pidfd_open(int pid) { return result(syscall(SYS_pidfd_open, pid, 0)); }

int cl_pidfd_send_signal(int pidfd, int signal) {
    return result(syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0));
}

int cl_reap(int pidfd) {
    siginfo_t info = {0};
    if (waitid(P_PIDFD, pidfd, &info, WEXITED | WNOHANG) < 0) return -errno;
    if (info.si_pid == 0) return -EAGAIN;
    return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

// Namespaces and mounts

int cl_unshare(int which) {
    int flags = 0;
    if (which & CL_NEW_NETWORK) flags |= CLONE_NEWNET;
    if (which & CL_NEW_IPC) flags |= CLONE_NEWIPC;
    if (which & CL_NEW_UTS) flags |= CLONE_NEWUTS;
    return result(unshare(flags));
}

int cl_set_hostname(const char *name) { return result(sethostname(name, strlen(name))); }

int cl_interface_up(const char *name) {
    int socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket_fd < 0) return -errno;
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    int outcome = result(ioctl(socket_fd, SIOCGIFFLAGS, &request));
    if (outcome >= 0) {
        request.ifr_flags |= IFF_UP;
        outcome = result(ioctl(socket_fd, SIOCSIFFLAGS, &request));
    }
    close(socket_fd);
    return outcome;
}

int cl_mount(const char *source, const char *target, const char *type, int flags, const char *data) {
    unsigned long native = 0;
    if (flags & CL_MOUNT_BIND) native |= MS_BIND;
    if (flags & CL_MOUNT_NOSUID) native |= MS_NOSUID;
    if (flags & CL_MOUNT_NODEV) native |= MS_NODEV;
    if (flags & CL_MOUNT_NOEXEC) native |= MS_NOEXEC;
    if (flags & CL_MOUNT_PRIVATE) native |= MS_PRIVATE;
    return result(mount(source, target, type, native, data));
}

int cl_unmount(const char *target) { return result(umount2(target, MNT_DETACH | UMOUNT_NOFOLLOW)); }

// Files

int cl_open_in_root(int directory, const char *path) {
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
        .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
    };
    return result(syscall(SYS_openat2, directory, path, &how, sizeof how));
}

int cl_open_path(const char *path) { return result(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC)); }

int cl_pipe(int ends[2]) { return result(pipe2(ends, O_CLOEXEC)); }

int cl_memory_file(const char *name) { return result(memfd_create(name, MFD_CLOEXEC)); }

int cl_set_pipe_size(int descriptor, int size) { return result(fcntl(descriptor, F_SETPIPE_SZ, size)); }

int cl_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? -errno : result(fcntl(descriptor, F_SETFL, flags | O_NONBLOCK));
}

// Sockets and terminals

int cl_connect_seqpacket(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        int fault = errno;
        close(descriptor);
        return -fault;
    }
    return descriptor;
}

int cl_open_terminal(int *controller, int *terminal, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    if (openpty(controller, terminal, NULL, NULL, &size) < 0) return -errno;
    struct termios settings;
    if (tcgetattr(*terminal, &settings) < 0) return -errno;
    cfmakeraw(&settings);
    settings.c_oflag |= OPOST | ONLCR;
    if (tcsetattr(*terminal, TCSANOW, &settings) < 0) return -errno;
    fcntl(*controller, F_SETFD, FD_CLOEXEC);
    fcntl(*terminal, F_SETFD, FD_CLOEXEC);
    return 0;
}

int cl_set_window_size(int descriptor, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    return result(ioctl(descriptor, TIOCSWINSZ, &size));
}

// Events

int cl_epoll_create(void) { return result(epoll_create1(EPOLL_CLOEXEC)); }

int cl_epoll_add(int epoll, int descriptor, int events, unsigned long long token) {
    struct epoll_event event = {.data.u64 = token};
    if (events & CL_READABLE) event.events |= EPOLLIN | EPOLLRDHUP;
    if (events & CL_WRITABLE) event.events |= EPOLLOUT;
    if (events & CL_ONCE) event.events |= EPOLLONESHOT;
    return result(epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event));
}

int cl_epoll_remove(int epoll, int descriptor) { return result(epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL)); }

int cl_epoll_wait(int epoll, unsigned long long *tokens, int capacity) {
    struct epoll_event events[64];
    int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, -1);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) tokens[i] = events[i].data.u64;
    return count;
}

int cl_eventfd(void) { return result(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

int cl_inotify_create(void) { return result(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)); }

int cl_inotify_add(int inotify, const char *path, int events) {
    uint32_t mask = 0;
    if (events & CL_WATCH_MODIFIED) mask |= IN_MODIFY;
    if (events & CL_WATCH_APPEARED) mask |= IN_MOVED_TO | IN_CLOSE_WRITE;
    return result(inotify_add_watch(inotify, path, mask));
}

int cl_inotify_remove(int inotify, int watch) { return result(inotify_rm_watch(inotify, watch)); }

int cl_inotify_event(const void *buffer, int offset, int *watch, const char **name) {
    const struct inotify_event *event = (const void *)((const char *)buffer + offset);
    *watch = event->mask & IN_IGNORED ? -1 : event->wd;
    *name = event->len ? event->name : "";
    return offset + (int)sizeof *event + (int)event->len;
}

// Threads

struct start {
    void (*body)(void *);
    void *context;
};

static void *run(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    start.body(start.context);
    return NULL;
}

int cl_thread(void (*body)(void *), void *context) {
    struct start *start = malloc(sizeof *start);
    if (!start) return -ENOMEM;
    *start = (struct start){body, context};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    int fault = pthread_create(&thread, &attributes, run, start);
    pthread_attr_destroy(&attributes);
    if (fault) free(start);
    return -fault;
}

#if defined(__GLIBC__)
void cl_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }
void cl_trim_heaps(void) { malloc_trim(0); }
#else
void cl_limit_heaps(int count) { (void)count; }
void cl_trim_heaps(void) {}
#endif
