/* SPDX-License-Identifier: GPL-2.0-or-later */

/* check: looks for damage. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/message.h"
#include "indexer/commands/command.h"
#include "indexer/commands/each.h"
#include "store/lock.h"
#include "store/manifest.h"

/* How the child of a check ends. */
enum {
	SOUND,
	DAMAGED,
	NOT_CHECKED
};

/* Runs in a child, since Xapian's own check can crash on a damaged database.
 * It writes nothing, so signals may end it at once. */
static int check_structure(const char *database, int to)
{
	struct hk_error err = {HK_OK, ""};
	struct hk_buf words;
	size_t damages = 0;
	enum hk_status status;

	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	hk_buf_init(&words, 1u << 20);
	status = xap_check(database, &words, &damages, &err);
	if (status)
		(void)!write(to, err.message, strlen(err.message));
	else if (damages && words.len)
		(void)!write(to, words.data, words.len);
	if (status == HK_ENOMEM || status == HK_EACCES)
		return NOT_CHECKED;
	return status || damages ? DAMAGED : SOUND;
}

/* A signal that damage can cause; any other came from outside. */
static bool is_crash(int number)
{
	return number == SIGSEGV || number == SIGBUS || number == SIGABRT ||
	       number == SIGFPE || number == SIGILL || number == SIGSYS ||
	       number == SIGTRAP;
}

/* What `how` the child ended, as waitpid() gives it, says about `database`. */
static enum hk_status judge(const char *database, int how, struct hk_buf *words,
			    bool *sound, struct hk_error *err)
{
	if (WIFSIGNALED(how) && !is_crash(WTERMSIG(how)))
		return hk_error_set(
			err, HK_EINDEX,
			"'%s' could not be checked: the check was "
			"ended from outside (%s); run it again%s",
			database, strsignal(WTERMSIG(how)),
			WTERMSIG(how) == SIGKILL
				? HK_MESSAGE(", with more free memory if "
					     "the system ended it")
				: "");
	if (WIFEXITED(how) && WEXITSTATUS(how) == NOT_CHECKED)
		return hk_error_set(err, HK_EINDEX, "%s", words->data);
	*sound = WIFEXITED(how) && WEXITSTATUS(how) == SOUND;
	if (!*sound && !words->len &&
	    hk_buf_puts(words, HK_MESSAGE("the check could not be completed")))
		return hk_error_nomem(err);
	return HK_OK;
}

static enum hk_status run_check(const char *database, struct hk_buf *words,
				bool *sound, struct hk_error *err)
{
	int ends[2], how = 0;
	enum hk_status status;
	pid_t child;

	if (pipe(ends) != 0)
		return hk_error_system(err, errno, "cannot make a pipe");
	fflush(stdout);
	child = fork();
	if (child < 0) {
		close(ends[0]);
		close(ends[1]);
		return hk_error_system(err, errno, "cannot start a process");
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
	return status ? status : judge(database, how, words, sound, err);
}

struct gaps {
	struct hk_command_run *run;
	uint64_t count;
};

/* Reading every record verifies its checksum; the passages of an article must
 * be numbered without gaps. */
static enum hk_status check_article(void *ctx,
				    const struct hk_each_article *article)
{
	struct gaps *gaps = ctx;

	for (size_t i = 0; i < article->count; i++)
		gaps->count += article->records[i].number != i + 1;
	hk_report_progress(&gaps->run->report, 0, (unsigned)article->count);
	return HK_OK;
}

/* Compare the dictionary that is installed with the one that the index was made
 * with, by all of its bytes. */
static enum hk_status check_dictionary(struct hk_command_run *run,
				       const struct hk_signature *made,
				       struct hk_error *err)
{
	struct hk_signature now;
	enum hk_status status = hk_signature_check_rules(made, run->dir, err);

	if (!status)
		status = hk_command_open_dict(run, made, err);
	if (!status)
		status = hk_command_whole_signature(&now, run, err);
	if (status)
		return status;
	now.passage_chars = made->passage_chars;
	memcpy(now.user_hash, made->user_hash, sizeof(now.user_hash));
	return hk_signature_compare(made, run->dir, &now, "this program", err);
}

/* A writer would change what is being compared. Without --seal no lock is
 * needed if it cannot be taken because the folder is read-only: nobody can
 * write there. */
static enum hk_status keep_writers_out(const struct hk_command_run *run,
				       struct hk_folder *folder, int *lock,
				       struct hk_error *err)
{
	struct hk_error why = {HK_OK, ""};
	enum hk_status status = hk_folder_open(folder, run->dir, err);
	bool moved;

	if (status)
		return status;
	status = hk_lock_take(lock, folder->dir, hk_command_wait(run), &why);
	if (status && status != HK_ELOCKED && status != HK_EINTERRUPTED &&
	    !run->options->seal)
		status = HK_OK;
	if (status)
		*err = why;
	else
		status = hk_folder_refresh(folder, &moved, err);
	if (status)
		hk_folder_release(folder);
	return status;
}

/* A hk_manifest_fn and a hk_codebook_copy_fn too. */
static void damaged(void *run, const char *path, const char *what)
{
	hk_command_failed(run, hk_span_cstr(path), what);
}

/* Compare every byte with the seal, and run Xapian's check, which opens the
 * tables for writing although it does not write. */
static enum hk_status check_files(struct hk_command_run *run,
				  const struct hk_folder *folder, bool *sealed,
				  bool *sound, struct hk_error *err)
{
	const char *database = folder->database;
	struct hk_buf words;
	enum hk_status status =
		hk_manifest_verify(database, sealed, damaged, run, err);

	if (status)
		return status;
	if (!hk_folder_writable(folder)) {
		run->read_only = run->read_only || !*sealed;
		return HK_OK;
	}
	hk_buf_init(&words, 1u << 20);
	status = run_check(database, &words, sound, err);
	if (!status && !*sound) {
		damaged(run, database,
			"the structure of the database is damaged");
		hk_report_line(&run->report, words.data);
	}
	hk_buf_release(&words);
	return status;
}

/* Other rules, or another dictionary, are no damage: the index is sound, but
 * not what this program would make. */
static void check_rules(struct hk_command_run *run,
			const struct hk_signature *made, const char *dir)
{
	struct hk_error why = {HK_OK, ""};
	enum hk_status status = check_dictionary(run, made, &why);

	if (status == HK_ECORRUPT || status == HK_EIO)
		damaged(run, dir, why.message);
	else if (status)
		hk_report_line(&run->report, why.message);
}

/* Open the index as any reader does, and check what it holds. */
static enum hk_status check_articles(struct hk_command_run *run,
				     const char *dir, bool sealed,
				     struct hk_error *err)
{
	struct hk_error why = {HK_OK, ""};
	const struct hk_signature *made;
	enum hk_status status = hk_command_open_reader(run, &why);
	struct gaps gaps = {.run = run};

	/* A missing file is damage too. */
	if (status == HK_ECORRUPT) {
		damaged(run, dir, why.message);
		return HK_OK;
	}
	if (status) {
		*err = why;
		return status;
	}
	made = hk_reader_signature(run->reader);
	if (hk_codebook_copy_check(hk_reader_codebooks(run->reader)->places,
				   !sealed, damaged, run, &why))
		damaged(run, dir, why.message);
	if (hk_command_check_shard(run, made, &why))
		damaged(run, dir, why.message);
	if (hk_command_expect_passages(run, &why) ||
	    hk_each_article(hk_command_db(run), hk_command_codebooks(run),
			    false, check_article, &gaps, &why))
		damaged(run, dir, why.message);
	else if (gaps.count)
		damaged(run, dir, "passages are missing");
	check_rules(run, made, dir);
	return HK_OK;
}

static void print_verdict(struct hk_command_run *run)
{
	if (run->failed.all)
		hk_report_advise(&run->report, false,
				 "`%s` saves what can be read; otherwise add "
				 "the sources to a new index",
				 "reindex");
	else if (run->read_only)
		hk_report_say(
			&run->report,
			hk_message_text("no damage found; the structure of the "
					"database was not checked, since it "
					"may not be opened for writing here (a "
					"copy can be checked)"));
	else if (run->unsealed)
		hk_report_advise(&run->report, true,
				 "no damage found; not every byte could be "
				 "checked, since the index has no checksums of "
				 "its files (`%s` adds them)",
				 "check --seal");
	else
		printf("%s\n", hk_message_text("no damage found"));
}

enum hk_status hk_command_check(struct hk_command_run *run,
				struct hk_error *err)
{
	uint64_t failed = run->failed.all;
	struct hk_folder folder;
	bool sealed = false, sound = true;
	int lock = -1;
	enum hk_status status = keep_writers_out(run, &folder, &lock, err);

	if (status)
		return status;
	status = check_files(run, &folder, &sealed, &sound, err);
	if (!status && sound)
		status = check_articles(run, folder.dir, sealed, err);
	if (!status && run->options->seal && run->failed.all == failed) {
		status = hk_manifest_seal(folder.database, err);
		sealed = true;
	}
	run->unsealed = run->unsealed || !sealed;
	if (!status && run->last)
		print_verdict(run);
	hk_lock_free(lock);
	hk_folder_release(&folder);
	return status;
}
