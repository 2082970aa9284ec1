/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_CHILD_CHILD_H
#define HIKU_FORMATS_CHILD_CHILD_H

/*
 * Processes in which hostile input is read. A library that parses it may
 * crash, loop, or take all memory: then the process ends, and only the file at
 * hand is lost. What comes out of it is trusted as little as the file.
 *
 * There are two kinds:
 *
 * - Readers whose format is `apart` (formats/format.h) share one process, which
 *   is started for the first such file and kept for the next ones: a process a
 *   file would cost more than reading a small file. They give their articles,
 *   complaints and members as anywhere else, and do not know where they run.
 * - A library that is too large or too crash-prone to be kept gets a process
 * for each file, and writes to a pipe what it likes: hk_child_run().
 *
 * These processes are forked, so they need no program of their own. They hold
 * no file of ours open but what they read, and have limits of memory and time.
 */

#include <signal.h>

#include "formats/format.h"

/* Seconds of processor time for a file, and of silence. */
#define HK_CHILD_CPU_SECONDS  120
#define HK_CHILD_WALL_SECONDS 300

/* The process that readers share. Nothing is started here; `stop`, which may be
 * NULL, ends a reading when it becomes true. NULL: out of memory. */
struct hk_child *hk_child_new(const volatile sig_atomic_t *stop) HK_MUST_USE;
/* End it. */
void hk_child_free(struct hk_child *child);

/*
 * Read `input` as this format: in the process `input->child` if the format is
 * apart and there is one, else here. Returns what the reader returns, and:
 *
 * HK_EFORMAT if the process crashed or took too long before it gave anything
 * (after that it is complained about); HK_ETOOBIG if it needed too much memory;
 * HK_EINTERRUPTED; HK_EIO if no process can be started.
 */
enum hk_status hk_child_read(const struct hk_format *format,
			     const struct hk_format_input *input,
			     struct hk_error *err) HK_MUST_USE;

/* How a process ended. */
enum hk_child_end {
	HK_CHILD_WELL,
	HK_CHILD_GAVE_UP, /* with another exit status than 0 */
	HK_CHILD_STOPPED, /* by the user */
	HK_CHILD_LATE,
	HK_CHILD_CRASHED, /* or it ran out of memory */
};

/* What a process of its own does. */
struct hk_child_work {
	/* Called there; writes to `out`. It returns at its end. */
	void (*run)(void *ctx, int out);
	void *ctx;
	int in;	       /* a descriptor that it reads; -1: none */
	size_t mapped; /* bytes that it maps, which its limit leaves out */
};

/*
 * Run it, append all that it writes to `told`, and say how it ended. HK_EIO,
 * HK_ENOMEM (also past the cap of `told`); HK_EINTERRUPTED for one that the
 * user stopped.
 */
enum hk_status hk_child_run(struct hk_buf *told, enum hk_child_end *end,
			    const struct hk_child_work *work,
			    struct hk_error *err) HK_MUST_USE;

#endif
