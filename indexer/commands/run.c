/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Running a command on an index, or on the shards of a set, one after the
 * other, with one report.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/commands/command.h"
#include "store/location.h"

const struct hk_command hk_commands[HK_INDEX_COMMANDS] = {
	[HK_INDEX_ADD] = {hk_command_add, .each = true},
	[HK_INDEX_UPDATE] = {hk_command_update, .each = true},
	[HK_INDEX_WATCH] = {hk_command_watch, .each = false},
	[HK_INDEX_REMOVE] = {hk_command_remove, .each = true},
	[HK_INDEX_REINDEX] = {hk_command_reindex, .each = true},
	[HK_INDEX_DICT_ADD] = {hk_command_dict_add, .each = true},
	[HK_INDEX_DICT_REMOVE] = {hk_command_dict_remove, .each = true},
	[HK_INDEX_DICT_LIST] = {hk_command_dict_list, .each = false},
	[HK_INDEX_SYNONYMS_ADD] = {hk_command_synonyms_add, .no_index = true},
	[HK_INDEX_SYNONYMS_REMOVE] = {hk_command_synonyms_remove,
				      .no_index = true},
	[HK_INDEX_SYNONYMS_LIST] = {hk_command_synonyms_list, .no_index = true},
	[HK_INDEX_SYNONYMS_SHOW] = {hk_command_synonyms_show, .no_index = true},
	[HK_INDEX_LIST] = {hk_command_list, .each = false},
	[HK_INDEX_STATUS] = {hk_command_status, .each = false},
	[HK_INDEX_ANALYZE] = {hk_command_analyze, .each = false},
	[HK_INDEX_COMPACT] = {hk_command_compact, .each = true},
	[HK_INDEX_CHECK] = {hk_command_check, .each = true},
	[HK_INDEX_COLLECTIONS] = {hk_command_collections, .no_index = true},
};

static bool reads_stdin(const struct hk_command_run *run)
{
	const char *list = run->options->files_from;

	for (size_t i = 0; i < run->word_count; i++)
		if (!strcmp(run->words[i], "-"))
			return true;
	return list && !strcmp(list, "-");
}

/* Each shard reads standard input from its beginning: copy it to a file
 * without a name, which takes its place. */
static enum hk_status keep_stdin(struct hk_error *err)
{
	char piece[65536];
	enum hk_status status = HK_OK;
	FILE *file = tmpfile();
	ssize_t len;

	if (!file)
		return hk_error_system(err, errno,
				       "cannot make a temporary file for "
				       "standard input (see TMPDIR)");
	while (!status &&
	       (len = read(STDIN_FILENO, piece, sizeof(piece))) != 0) {
		if (len > 0)
			status = hk_file_write_all(
				fileno(file), hk_span_str(piece, (size_t)len),
				"a file for standard input", err);
		else if (errno != EINTR)
			status = hk_error_system(err, errno,
						 "cannot read standard input");
	}
	if (!status && dup2(fileno(file), STDIN_FILENO) < 0)
		status = hk_error_system(err, errno,
					 "cannot keep standard input");
	fclose(file);
	return status;
}

static enum hk_status run_each(const struct hk_command *command,
			       struct hk_command_run *run, struct hk_error *err)
{
	const struct hk_shard_set *set = &run->set;
	bool again = set->count > 1 && reads_stdin(run);
	enum hk_status status = again ? keep_stdin(err) : HK_OK;

	for (size_t i = 0; i < set->count && !status; i++) {
		run->shard = i;
		run->dir = set->shards[i];
		hk_arena_init(&run->fault_texts, HK_BUF_NO_MAX);
		run->last = i + 1 == set->count;
		hk_report_shard(&run->report, i, set->count);
		if (again && lseek(STDIN_FILENO, 0, SEEK_SET))
			return hk_error_system(err, errno,
					       "cannot read standard input "
					       "again");
		status = command->run(run, err);
		hk_command_close(run);
	}
	return status;
}

enum hk_status hk_command_run_on(const struct hk_command *command,
				 struct hk_command_run *run, const char *dir,
				 struct hk_error *err)
{
	uint64_t shards = run->options->shards; /* only `add` takes them */
	enum hk_status status;

	if (command->no_index)
		return command->run(run, err);
	if (hk_location_is_elsewhere(dir))
		return hk_error_set(err, HK_EUSAGE,
				    "'%s' is not a folder; hiku-index works "
				    "only on an index of this machine, given "
				    "as --db DIR",
				    dir);
	status = shards ? hk_shard_set_plan(&run->set, dir, (size_t)shards, err)
			: hk_shard_set_open(&run->set, dir, err);
	if (status)
		return status;
	if (command->each) {
		status = run_each(command, run, err);
	} else {
		run->dir = dir;
		run->all = run->last = true;
		status = command->run(run, err);
		hk_command_close(run);
	}
	free(run->found);
	hk_shard_set_release(&run->set);
	return status;
}
