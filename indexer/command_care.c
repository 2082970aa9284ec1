/* SPDX-License-Identifier: GPL-2.0-or-later */

/* compact and check: what looks after an index. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/command.h"
#include "indexer/each.h"

enum hk_status hk_command_compact(struct hk_command_run *run,
				  struct hk_error *err)
{
	uint64_t before = 0, after = 0;
	enum hk_status status =
		hk_writer_open(&run->writer, run->dir, NULL,
			       (long)run->options->wait * 1000, err);

	if (!status)
		status = hk_writer_compact(run->writer, &before, &after, err);
	if (!status && run->set.sharded && !run->report.quiet)
		printf("shard-%02zu: ", run->shard);
	if (!status && !run->report.quiet)
		printf("%.1f MB, %.1f MB before\n", (double)after / 1e6,
		       (double)before / 1e6);
	return status;
}

/* ---- check ---- */

/* In a child: Xapian's own check can crash on a damaged database. */
static int check_structure(const char *database, int to)
{
	struct hk_error err = {HK_OK, ""};
	struct hk_buf words;
	size_t damages = 0;
	enum hk_status status;

	hk_buf_init(&words, 1u << 20);
	status = xap_check(database, &words, &damages, &err);
	if (status)
		(void)!write(to, err.message, strlen(err.message));
	else if (damages && words.len)
		(void)!write(to, words.data, words.len);
	return status || damages ? 1 : 0;
}

static enum hk_status run_check(const char *database, struct hk_buf *words,
				bool *sound, struct hk_error *err)
{
	int ends[2], how = 0;
	enum hk_status status;
	pid_t child;

	if (pipe(ends) != 0)
		return hk_error_system(err, errno, "no pipe can be made");
	fflush(stdout);
	child = fork();
	if (child < 0) {
		close(ends[0]);
		close(ends[1]);
		return hk_error_system(err, errno, "no process can be made");
	}
	if (child == 0) {
		close(ends[0]);
		_exit(check_structure(database, ends[1]));
	}
	close(ends[1]);
	status = hk_file_read_fd(words, ends[0], "the check", err);
	close(ends[0]);
	while (waitpid(child, &how, 0) < 0 && errno == EINTR)
		;
	*sound = WIFEXITED(how) && WEXITSTATUS(how) == 0;
	if (!*sound && !words->len &&
	    hk_buf_puts(words, "the check itself came to a bad end"))
		return hk_error_nomem(err);
	return status;
}

/* Reading every record verifies its checksum; passages must be numbered
 * without a gap. */
static enum hk_status check_article(void *ctx,
				    const struct hk_each_article *article)
{
	uint64_t *gaps = ctx;

	for (size_t i = 0; i < article->count; i++)
		*gaps += article->records[i].number != i + 1;
	return HK_OK;
}

/* The dictionary that is installed against the one the index was made with;
 * this time its bytes are read. */
static enum hk_status check_dictionary(struct hk_command_run *run,
				       const struct hk_signature *made,
				       struct hk_error *err)
{
	struct hk_signature now;
	enum hk_status status = hk_command_open_dict(run, made, err);

	if (!status)
		status = hk_command_signature(&now, run, err);
	if (status)
		return status;
	now.passage_chars = made->passage_chars;
	memcpy(now.user_hash, made->user_hash, sizeof(now.user_hash));
	return hk_signature_compare(made, run->dir, &now, "this program", err);
}

enum hk_status hk_command_check(struct hk_command_run *run,
				struct hk_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hk_folder folder;
	struct hk_buf words;
	uint64_t gaps = 0;
	bool sound = true;
	enum hk_status status = hk_folder_open(&folder, run->dir, err);

	if (status)
		return status;
	hk_buf_init(&words, 1u << 20);
	status = run_check(folder.database, &words, &sound, err);
	if (!status && !sound) {
		hk_report_failed(&run->report, hk_span_cstr(folder.database),
				 "its structure is damaged; `hiku-index "
				 "reindex` saves what can be read, or add the "
				 "sources to a new index");
		hk_report_line(&run->report, words.data);
	}
	/* A file that is missing is damage too. */
	if (!status && sound) {
		status = hk_command_open_reader(run, &why);
		sound = !status;
		if (status == HK_ECORRUPT) {
			hk_report_failed(&run->report, hk_span_cstr(folder.dir),
					 why.message);
			status = HK_OK;
		} else if (status) {
			*err = why;
		}
	}
	if (!status && sound) {
		if (hk_command_check_shard(
			    run, hk_reader_signature(run->reader), &why))
			hk_report_failed(&run->report, hk_span_cstr(folder.dir),
					 why.message);
		if (hk_each_article(hk_command_db(run), false, check_article,
				    &gaps, &why) ||
		    gaps)
			hk_report_failed(&run->report, hk_span_cstr(folder.dir),
					 gaps ? "passages are missing"
					      : why.message);
		if (check_dictionary(run, hk_reader_signature(run->reader),
				     &why))
			hk_report_failed(&run->report, hk_span_cstr(folder.dir),
					 why.message);
	}
	if (!status && run->last && !run->report.failed)
		printf("no damage found\n");
	hk_folder_release(&folder);
	hk_buf_release(&words);
	return status;
}
