/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What a process that reads hostile input may do, and why one ended. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "formats/child/child_private.h"

/* Bytes of memory beyond what the process has at its start and the mapped file:
 * several times what the text of thousands of pages needs. With the address
 * sanitizer, freed memory counts for a while. */
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_MAX (768ull << 20)
#else
#define MEMORY_MAX (160ull << 20)
#endif
/* Bytes that a kept process may go on holding. */
#define WORN (MEMORY_MAX / 4)

/* Bytes of address space; 0: unknown here. */
static unsigned long long space_in_use(void)
{
	unsigned long long pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");
	char line[64];

	if (!file)
		return 0;
	if (fgets(line, sizeof(line), file))
		pages = strtoull(line, NULL, 10);
	fclose(file);
	return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

/* Set the soft limit, and the hard one too if it is `final`. */
static struct rlimit at_most(struct rlimit old, unsigned long long value,
			     bool final)
{
	rlim_t now = (rlim_t)value;

	if (old.rlim_max != RLIM_INFINITY && old.rlim_max < now)
		now = old.rlim_max;
	old.rlim_cur = now;
	if (final)
		old.rlim_max = now;
	return old;
}

/* glibc has an enum for `resource`, others an int. */
#define LIMIT(resource, value, final)                               \
	do {                                                        \
		struct rlimit limit_;                               \
		if (getrlimit((resource), &limit_) == 0) {          \
			limit_ = at_most(limit_, (value), (final)); \
			setrlimit((resource), &limit_);             \
		}                                                   \
	} while (0)

/* Close the lock of the index, the other end of the pipe and everything else.
 */
static void close_others(int a, int b)
{
	long max = sysconf(_SC_OPEN_MAX);

	if (max < 0 || max > 4096)
		max = 4096;
	for (int fd = STDERR_FILENO + 1; fd < max; fd++)
		if (fd != a && fd != b)
			close(fd);
}

void hk_child_limit_init(struct hk_child_limit *limit, int a, int b)
{
	static const int signals[] = {SIGINT,  SIGTERM, SIGHUP,
				      SIGPIPE, SIGALRM, SIGXFSZ};
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	limit->space = space_in_use();
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* Messages of libraries are not for the user. */
	for (int fd = 0; null >= 0 && fd <= STDERR_FILENO; fd++)
		if (fd != a && fd != b)
			dup2(null, fd);
	close_others(a, b);
	LIMIT(RLIMIT_CORE, 0, true);
	LIMIT(RLIMIT_FSIZE, 0, true);
}

void hk_child_limit_once(const struct hk_child_limit *limit, size_t more)
{
	alarm(HK_CHILD_WALL_SECONDS);
	LIMIT(RLIMIT_CPU, HK_CHILD_CPU_SECONDS, true);
	if (limit->space)
		LIMIT(RLIMIT_AS, limit->space + more + MEMORY_MAX, true);
}

void hk_child_limit_renew(const struct hk_child_limit *limit, size_t more)
{
	struct rusage used;

	if (getrusage(RUSAGE_SELF, &used) == 0)
		LIMIT(RLIMIT_CPU,
		      (unsigned long long)used.ru_utime.tv_sec +
			      (unsigned long long)used.ru_stime.tv_sec +
			      HK_CHILD_CPU_SECONDS,
		      false);
	if (limit->space)
		LIMIT(RLIMIT_AS, limit->space + more + MEMORY_MAX, false);
}

bool hk_child_limit_worn(const struct hk_child_limit *limit)
{
	return limit->space && space_in_use() > limit->space + WORN;
}

enum hk_status hk_child_limit_wait(enum hk_child_end *end, pid_t pid,
				   struct hk_error *err)
{
	int how, sig;
	pid_t got;

	*end = HK_CHILD_WELL;
	do
		got = waitpid(pid, &how, 0);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return hk_error_system(err, errno, "cannot wait for a process");
	if (!WIFSIGNALED(how)) {
		if (WEXITSTATUS(how))
			*end = HK_CHILD_GAVE_UP;
		return HK_OK;
	}
	sig = WTERMSIG(how);
	if (sig == SIGXCPU || sig == SIGALRM || sig == SIGKILL)
		*end = HK_CHILD_LATE;
	else
		*end = HK_CHILD_CRASHED;
	if (sig != SIGINT && sig != SIGTERM && sig != SIGHUP)
		return HK_OK;
	*end = HK_CHILD_STOPPED;
	return hk_error_set(err, HK_EINTERRUPTED, "interrupted");
}
