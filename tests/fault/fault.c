/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A library to be preloaded (LD_PRELOAD) that makes calls of a program fail:
 *
 *   FAULT_CALL=NAME,...  which calls are counted; malloc stands for all that
 *                        allocates, new among it, lock for F_OFD_SETLK
 *   FAULT_AT=N           the N-th of them fails; with
 *   FAULT_STAY=1         all after it, too
 *   FAULT_DO=ERRNO       how: a number of errno.h (5, EIO, if not given), or
 *                        "kill": the process is killed before the call, or
 *                        "wait": the call is made once a signal has come
 *   FAULT_CHILD=1        only calls of processes that it has forked are counted
 *   FAULT_COUNT=FILE     where to write, at exit, how many there were
 *   FAULT_TRACE=FILE     where to append a byte for each, as it comes; that of
 *                        one that waits, when no signal can be missed any more
 *
 * Calls inside libc (stdio's own) are not seen. glibc only.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What a name of FAULT_CALL stands for. */
enum call {
	READ,
	WRITE,
	PREAD,
	PWRITE,
	FSYNC,
	FDATASYNC,
	FTRUNCATE,
	COPY,
	OPEN,
	CLOSE,
	RENAME,
	UNLINK,
	MKDIR,
	MMAP,
	LOCK,
	MALLOC,
	CALLS
};

static const char *const names[CALLS] = {
	"read",	 "write",     "pread",	   "pwrite",
	"fsync", "fdatasync", "ftruncate", "copy_file_range",
	"open",	 "close",     "rename",	   "unlink",
	"mkdir", "mmap",      "lock",	   "malloc"};

static bool counted[CALLS];
static bool armed, stays, child;
static long at;
static int fault = EIO; /* 0: kill */
static bool waits;
static const char *count_file;
static const char *trace_file;
static pid_t owner;
static atomic_long calls;

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

__attribute__((constructor)) static void arm(void)
{
	const char *list = getenv("FAULT_CALL"), *text;

	for (int i = 0; i < CALLS && list; i++) {
		size_t len = strlen(names[i]);

		for (const char *p = list; p; p = strchr(p, ',')) {
			p += *p == ',';
			if (!strncmp(p, names[i], len) &&
			    (p[len] == ',' || !p[len]))
				counted[i] = true;
		}
	}
	if ((text = getenv("FAULT_AT")))
		at = atol(text);
	if ((text = getenv("FAULT_DO")))
		fault = atoi(text);
	waits = text && !strcmp(text, "wait");
	trace_file = getenv("FAULT_TRACE");
	stays = getenv("FAULT_STAY");
	child = getenv("FAULT_CHILD");
	count_file = getenv("FAULT_COUNT");
	owner = getpid();
	armed = true;
}

__attribute__((destructor)) static void tell(void)
{
	char text[32];
	int fd, len;

	armed = false;
	if (!count_file || getpid() != owner)
		return;
	len = snprintf(text, sizeof(text), "%ld\n", atomic_load(&calls));
	fd = open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, text, (size_t)len) != len)
		abort();
	close(fd);
}

/* By calls that are not counted. A reader of the server closes what it did not
 * open itself, so the file is opened each time. */
static void put_trace(void)
{
	long fd;

	if (!trace_file)
		return;
	fd = syscall(SYS_openat, AT_FDCWD, trace_file,
		     O_WRONLY | O_CREAT | O_APPEND, 0666);
	if (fd < 0 || syscall(SYS_write, fd, ".", 1) != 1)
		abort();
	syscall(SYS_close, fd);
}

static void wait_for_signal(void)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	put_trace();
	sigsuspend(&before);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Is this call to fail? Then errno is set. */
static bool fails(enum call call)
{
	long n;

	if (!armed || !counted[call] || (child && getpid() == owner))
		return false;
	n = atomic_fetch_add(&calls, 1) + 1;
	if (!at || (n != at && !(stays && n > at))) {
		put_trace();
		return false;
	}
	if (waits) {
		wait_for_signal();
		return false;
	}
	if (!fault)
		raise(SIGKILL);
	errno = fault;
	return true;
}

/* The function of libc behind one of ours. */
#define REAL(name)                     \
	static __typeof__(name) *real; \
	if (!real)                     \
	*(void **)&real = dlsym(RTLD_NEXT, #name)

#define FORWARD(call, type, name, parameters, ...) \
	type name parameters                       \
	{                                          \
		REAL(name);                        \
		if (fails(call))                   \
			return (type)(-1);         \
		return real(__VA_ARGS__);          \
	}

/* clang-format off */
FORWARD(READ, ssize_t, read, (int fd, void *to, size_t len), fd, to, len)
FORWARD(WRITE, ssize_t, write, (int fd, const void *from, size_t len),
	fd, from, len)
FORWARD(PREAD, ssize_t, pread, (int fd, void *to, size_t len, off_t o),
	fd, to, len, o)
FORWARD(PREAD, ssize_t, pread64, (int fd, void *to, size_t len, off64_t o),
	fd, to, len, o)
FORWARD(PWRITE, ssize_t, pwrite, (int fd, const void *from, size_t len,
	off_t o), fd, from, len, o)
FORWARD(PWRITE, ssize_t, pwrite64, (int fd, const void *from, size_t len,
	off64_t o), fd, from, len, o)
FORWARD(FSYNC, int, fsync, (int fd), fd)
FORWARD(FDATASYNC, int, fdatasync, (int fd), fd)
FORWARD(FTRUNCATE, int, ftruncate, (int fd, off_t len), fd, len)
FORWARD(FTRUNCATE, int, ftruncate64, (int fd, off64_t len), fd, len)
FORWARD(COPY, ssize_t, copy_file_range, (int in, off64_t *from, int out,
	off64_t *to, size_t len, unsigned flags),
	in, from, out, to, len, flags)
FORWARD(RENAME, int, rename, (const char *from, const char *to), from, to)
FORWARD(UNLINK, int, unlink, (const char *path), path)
FORWARD(MKDIR, int, mkdir, (const char *path, mode_t mode), path, mode)
FORWARD(MMAP, void *, mmap, (void *where, size_t len, int prot, int flags,
	int fd, off_t o), where, len, prot, flags, fd, o)
FORWARD(MMAP, void *, mmap64, (void *where, size_t len, int prot, int flags,
	int fd, off64_t o), where, len, prot, flags, fd, o)
/* clang-format on */

#define FORWARD_OPEN(name)                                         \
	int name(const char *path, int flags, ...)                 \
	{                                                          \
		mode_t mode = 0;                                   \
		va_list args;                                      \
		REAL(name);                                        \
		va_start(args, flags);                             \
		if (flags & (O_CREAT | __O_TMPFILE))               \
			mode = (mode_t)va_arg(args, int);          \
		va_end(args);                                      \
		return fails(OPEN) ? -1 : real(path, flags, mode); \
	}

FORWARD_OPEN(open)
FORWARD_OPEN(open64)

/* Locks of open files; all else that fcntl() does is done. */
#define FORWARD_LOCK(name)                                 \
	int name(int fd, int command, ...)                 \
	{                                                  \
		va_list args;                              \
		void *what;                                \
		REAL(name);                                \
		va_start(args, command);                   \
		what = va_arg(args, void *);               \
		va_end(args);                              \
		if (command == F_OFD_SETLK && fails(LOCK)) \
			return -1;                         \
		return real(fd, command, what);            \
	}

FORWARD_LOCK(fcntl)
FORWARD_LOCK(fcntl64)
#if __TIMESIZE == 32 /* where a program asks for time of 64 bits */
int __fcntl_time64(int fd, int command, ...);
FORWARD_LOCK(__fcntl_time64)
#endif

/* What fails to close is closed all the same. */
int close(int fd)
{
	bool failed = fails(CLOSE);
	int error = errno, result;
	REAL(close);

	result = real(fd);
	if (!failed)
		return result;
	errno = error;
	return -1;
}

void *malloc(size_t len)
{
	return fails(MALLOC) ? NULL : __libc_malloc(len);
}

void *calloc(size_t count, size_t len)
{
	return fails(MALLOC) ? NULL : __libc_calloc(count, len);
}

void *realloc(void *old, size_t len)
{
	return fails(MALLOC) ? NULL : __libc_realloc(old, len);
}
