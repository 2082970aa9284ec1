/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The process in which the PDF library works: one for each file, since the
 * library keeps things of one file for the next. */

#include <sys/mman.h>
#include <sys/stat.h>

#include "base/file.h"
#include "formats/child/child.h"
#include "formats/pdf/pdf.h"

/* What it is given. */
struct job {
	struct hk_pdf_library *library;
	int fd; /* to be mapped; -1: the bytes */
	size_t size;
	struct hk_str bytes;
};

static void work(void *ctx, int out)
{
	struct job *job = ctx;

	if (job->fd >= 0) {
		void *map = mmap(NULL, job->size, PROT_READ, MAP_PRIVATE,
				 job->fd, 0);

		if (map == MAP_FAILED)
			return;
		job->bytes = hk_span_str(map, job->size);
	}
	hk_pdf_library_tell(job->library, job->bytes, out);
}

static enum hk_status run(struct hk_buf *told, const char **why,
			  struct job *job, struct hk_error *err)
{
	static const char *const ends[] = {
		[HK_CHILD_WELL] = NULL,
		[HK_CHILD_GAVE_UP] = HK_MESSAGE("the PDF library gave up"),
		[HK_CHILD_STOPPED] = HK_MESSAGE("the PDF library was stopped"),
		[HK_CHILD_LATE] = HK_MESSAGE("the PDF library took too long"),
		[HK_CHILD_CRASHED] = HK_MESSAGE(
			"the PDF library crashed or ran out of memory"),
	};
	struct hk_child_work there = {.run = work,
				      .ctx = job,
				      .in = job->fd,
				      .mapped = job->fd >= 0 ? job->size : 0};
	enum hk_child_end end = HK_CHILD_WELL;
	enum hk_status status = hk_child_run(told, &end, &there, err);

	*why = ends[end];
	return status;
}

enum hk_status hk_pdf_child_run(struct hk_buf *told, const char **why, int fd,
				struct hk_str bytes, struct hk_error *err)
{
	struct job job = {hk_pdf_library_new(), fd, 0, bytes};
	enum hk_status status = HK_OK;
	struct hk_buf all;
	struct stat st;

	hk_buf_init(&all, HK_PDF_FILE_MAX);
	if (!job.library) {
		status = hk_error_set(err, HK_ENOTTEXT,
				      "the PDF library (libpoppler-glib) is "
				      "not installed");
	} else if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		job.size = (size_t)st.st_size;
	} else if (fd >= 0) {
		status = hk_file_read_fd(&all, fd, "the PDF", err);
		job.bytes = hk_buf_str(&all);
		job.fd = -1;
	}
	if (job.fd < 0)
		job.size = job.bytes.len;
	if (!status && job.size > HK_PDF_FILE_MAX)
		status = hk_error_set(err, HK_ETOOBIG, "longer than %u MB",
				      HK_PDF_FILE_MAX >> 20);
	if (!status && !job.size)
		status = hk_error_set(err, HK_ENOTTEXT, "empty");
	if (!status)
		status = run(told, why, &job, err);
	hk_buf_release(&all);
	hk_pdf_library_free(job.library);
	return status;
}
