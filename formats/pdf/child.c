/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The process in which the PDF library works. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "formats/pdf/pdf.h"

#define CPU_SECONDS  120
#define WALL_SECONDS 300
/* Bytes of memory beyond what the process has at its start and the mapped file:
 * several times what the text of thousands of pages needs. With the address
 * sanitizer, freed memory counts for a while. */
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_MAX (768ull << 20)
#else
#define MEMORY_MAX (160ull << 20)
#endif
#define PIECE 65536

/* ---- In the child ---- */

/* Bytes of address space in use; 0: unknown here. */
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

static struct rlimit at_most(struct rlimit old, unsigned long long value)
{
	struct rlimit now = {(rlim_t)value, (rlim_t)value};

	return old.rlim_max < now.rlim_max ? old : now;
}

/* glibc has an enum for `resource`, others an int. */
#define LIMIT(resource, value)                             \
	do {                                               \
		struct rlimit limit_;                      \
		if (getrlimit((resource), &limit_) == 0) { \
			limit_ = at_most(limit_, (value)); \
			setrlimit((resource), &limit_);    \
		}                                          \
	} while (0)

/* Close the lock of the index, the other end of the pipe and everything else.
 */
static void close_others(int out, int in)
{
	long max = sysconf(_SC_OPEN_MAX);

	if (max < 0 || max > 4096)
		max = 4096;
	for (int fd = STDERR_FILENO + 1; fd < max; fd++)
		if (fd != out && fd != in)
			close(fd);
}

static void set_up(int out, int in, size_t size)
{
	static const int signals[] = {SIGINT,  SIGTERM, SIGHUP,
				      SIGPIPE, SIGALRM, SIGXFSZ};
	unsigned long long space = space_in_use();
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* Messages of the library are not for the user. */
	for (int fd = 0; null >= 0 && fd <= STDERR_FILENO; fd++)
		if (fd != out && fd != in)
			dup2(null, fd);
	close_others(out, in);
	alarm(WALL_SECONDS);
	LIMIT(RLIMIT_CPU, CPU_SECONDS);
	LIMIT(RLIMIT_CORE, 0);
	LIMIT(RLIMIT_FSIZE, 0);
	if (space)
		LIMIT(RLIMIT_AS, space + size + MEMORY_MAX);
}

static void work(const struct hk_pdf_library *library, int fd, size_t size,
		 struct hk_str bytes, int out)
{
	set_up(out, fd, fd >= 0 ? size : 0);
	if (fd >= 0) {
		void *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

		if (map == MAP_FAILED)
			return;
		bytes = hk_span_str(map, size);
	}
	hk_pdf_library_tell(library, bytes, out);
}

/* ---- In the parent ---- */

/* Milliseconds left; the child's own alarm comes earlier. */
static int time_left(const struct timespec *begin)
{
	struct timespec now;
	long long passed;

	clock_gettime(CLOCK_MONOTONIC, &now);
	passed = (now.tv_sec - begin->tv_sec) * 1000LL;
	passed = (WALL_SECONDS + 5) * 1000LL - passed;
	return passed > 0 ? (int)passed : 0;
}

/* Read everything until the other end is closed. */
static enum hk_status listen_to(struct hk_buf *told, int fd, pid_t child,
				struct hk_error *err)
{
	struct timespec begin;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (;;) {
		struct pollfd one = {fd, POLLIN, 0};
		int ready = poll(&one, 1, time_left(&begin));
		ssize_t n;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready == 0 || hk_buf_reserve(told, PIECE)) {
			kill(child, SIGKILL);
			return ready ? hk_error_nomem(err) : HK_OK;
		}
		n = read(fd, told->data + told->len, PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno,
					       "cannot read from a pipe");
		if (n == 0)
			return HK_OK;
		told->len += (size_t)n;
	}
}

static enum hk_status end_of(pid_t child, const char **why,
			     struct hk_error *err)
{
	int how, sig;
	pid_t got;

	do
		got = waitpid(child, &how, 0);
	while (got < 0 && errno == EINTR);
	*why = NULL;
	if (got < 0)
		return hk_error_system(err, errno, "cannot wait for a process");
	if (!WIFSIGNALED(how)) {
		if (WEXITSTATUS(how))
			*why = "the PDF library gave up";
		return HK_OK;
	}
	sig = WTERMSIG(how);
	if (sig == SIGINT || sig == SIGTERM || sig == SIGHUP)
		return hk_error_set(err, HK_EINTERRUPTED, "interrupted");
	if (sig == SIGXCPU || sig == SIGALRM || sig == SIGKILL)
		*why = "the PDF library took too long";
	else
		*why = "the PDF library crashed or ran out of memory";
	return HK_OK;
}

static enum hk_status run(struct hk_buf *told, const char **why,
			  const struct hk_pdf_library *library, int fd,
			  size_t size, struct hk_str bytes,
			  struct hk_error *err)
{
	enum hk_status status, ended;
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return hk_error_system(err, errno, "cannot create a pipe");
	child = fork();
	if (child == 0) {
		work(library, fd, size, bytes, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return hk_error_system(err, errno, "cannot start a process");
	}
	status = listen_to(told, ends[0], child, err);
	close(ends[0]);
	ended = end_of(child, why, err);
	return status ? status : ended;
}

enum hk_status hk_pdf_child_run(struct hk_buf *told, const char **why, int fd,
				struct hk_str bytes, struct hk_error *err)
{
	struct hk_pdf_library *library = hk_pdf_library_new();
	enum hk_status status = HK_OK;
	struct hk_buf all;
	struct stat st;
	size_t size = 0;

	hk_buf_init(&all, HK_PDF_FILE_MAX);
	if (!library) {
		status = hk_error_set(err, HK_ENOTTEXT,
				      "the PDF library (libpoppler-glib) is "
				      "not installed");
	} else if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		size = (size_t)st.st_size;
	} else if (fd >= 0) {
		status = hk_file_read_fd(&all, fd, "the PDF", err);
		bytes = hk_buf_str(&all);
		fd = -1;
	}
	if (fd < 0)
		size = bytes.len;
	if (!status && size > HK_PDF_FILE_MAX)
		status = hk_error_set(err, HK_ETOOBIG, "longer than %u MB",
				      HK_PDF_FILE_MAX >> 20);
	if (!status && !size)
		status = hk_error_set(err, HK_ENOTTEXT, "empty");
	if (!status)
		status = run(told, why, library, fd, size, bytes, err);
	hk_buf_release(&all);
	hk_pdf_library_free(library);
	return status;
}
