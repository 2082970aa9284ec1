/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_DISK_FIXTURE_H
#define HIKU_TESTS_UNIT_DISK_FIXTURE_H

/*
 * A disk that can be full: Xapian writes its blocks with pwrite(), and the
 * program's own comes before the C library's.
 */

#include <errno.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool disk_full;
static int disk_refused; /* writes so far */

/* With 64 bits for files the headers call it pwrite64(), but what Xapian calls
 * is what it was compiled with: both are this one. */
ssize_t disk_write(int fd, const void *data, size_t len,
		   off_t at) __asm__("pwrite");
ssize_t disk_write_64(int fd, const void *data, size_t len,
		      off_t at) __asm__("pwrite64");

ssize_t disk_write(int fd, const void *data, size_t len, off_t at)
{
	if (disk_full) {
		disk_refused++;
		errno = ENOSPC;
		return -1;
	}
	return syscall(SYS_pwrite64, fd, data, len, at);
}

ssize_t disk_write_64(int fd, const void *data, size_t len, off_t at)
{
	return disk_write(fd, data, len, at);
}

/* Xapian itself forgets some memory when a write fails. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libxapian";
}

#endif
