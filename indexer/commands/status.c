/* SPDX-License-Identifier: GPL-2.0-or-later */

/* status: prints what an index holds, and what failed. */

#include <stdio.h>

#include "base/clean.h"
#include "base/dir.h"
#include "indexer/commands/command.h"
#include "indexer/commands/each.h"
#include "indexer/commands/output.h"
#include "indexer/walk/rules.h"
#include "store/folder.h"

/* What is known about the sources. */
struct tally {
	uint64_t indexed, failed, skipped; /* files */
	struct hk_buf reasons;		   /* a line for each failure */
};

static enum hk_status count_source(void *ctx, const struct hk_source *source)
{
	struct tally *t = ctx;
	enum hk_status status;

	if (source->state == HK_SOURCE_SKIPPED)
		t->skipped++;
	else if (source->state == HK_SOURCE_INDEXED)
		t->indexed++;
	else
		t->failed++;
	if (!source->reason.len || source->state == HK_SOURCE_SKIPPED)
		return HK_OK;
	status = hk_buf_puts(&t->reasons, "  ");
	if (!status)
		status = hk_output_clean(&t->reasons, source->path);
	if (!status)
		status = hk_buf_puts(&t->reasons, ": ");
	if (!status)
		status = hk_output_clean(&t->reasons, source->reason);
	return status ? status : hk_buf_putc(&t->reasons, '\n');
}

static enum hk_status count_article(void *ctx,
				    const struct hk_each_article *article)
{
	(void)article;
	++*(uint64_t *)ctx;
	return HK_OK;
}

/* Print each root with its options; of those that came from lists only how
 * many there are. */
static enum hk_status print_roots(const struct hk_root *roots, size_t count)
{
	static const char listed[] = "--files-from";
	const char *before = "added:      ";
	enum hk_status status = HK_OK;
	size_t from_lists = 0;
	struct hk_buf line;

	hk_buf_init(&line, HK_BUF_NO_MAX);
	for (size_t i = 0; i < count && !status; i++) {
		const struct hk_root *root = &roots[i];
		struct hk_clean_buf clean;

		if (hk_span_starts(root->rules, listed)) {
			from_lists++;
			continue;
		}
		hk_buf_reset(&line);
		status = hk_buf_append(&line, root->path.data, root->path.len);
		if (!status && root->format.len)
			status = hk_buf_printf(&line, " --format %s",
					       root->format.data);
		if (!status && root->encoding.len)
			status = hk_buf_printf(&line, " --encoding %s",
					       root->encoding.data);
		if (!status && root->columns.len)
			status = hk_buf_printf(&line, " --columns %s",
					       root->columns.data);
		if (!status)
			status = hk_rules_show(&line, root->rules);
		if (status)
			break;
		printf("%s%s\n", before,
		       hk_clean_line(&clean, "%s", line.data));
		before = "            ";
	}
	if (from_lists)
		printf("%s%zu from lists (%s)\n", before, from_lists, listed);
	hk_buf_release(&line);
	return status;
}

/* Print where the index and its shards are, and how large they are. */
static enum hk_status print_index(const struct hk_shard_set *set,
				  struct hk_error *err)
{
	struct hk_folder folder;
	enum hk_status status = HK_OK;

	if (set->sharded)
		printf("index:      %s (%zu shards)\n", set->dir, set->count);
	for (size_t i = 0; i < set->count && !status; i++) {
		uint64_t bytes = 0;

		status = hk_folder_open(&folder, set->shards[i], err);
		if (status)
			return status;
		status = hk_dir_size(&bytes, folder.database, err);
		if (!status)
			printf("%s%s (%s, %.1f MB)\n",
			       set->sharded ? "            " : "index:      ",
			       folder.dir, folder.generation,
			       (double)bytes / 1e6);
		hk_folder_release(&folder);
	}
	return status;
}

/* All shards know the same about sources: the reader gives what the first one
 * does. */
enum hk_status hk_command_status(struct hk_command_run *run,
				 struct hk_error *err)
{
	const struct hk_signature *sig;
	const struct hk_root *roots;
	struct hk_arena arena;
	struct tally t = {.indexed = 0};
	uint64_t articles = 0;
	uint32_t passages = 0;
	size_t count = 0;
	enum hk_status status = hk_command_open_reader(run, err);

	if (status)
		return status;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&t.reasons, HK_BUF_NO_MAX);
	if (!status)
		status = xap_db_doc_count(hk_command_db(run), &passages, err);
	if (!status)
		status = hk_each_article(hk_command_db(run), true,
					 count_article, &articles, err);
	if (!status)
		status = hk_source_each(hk_command_db(run), count_source, &t,
					err);
	if (!status)
		status = hk_source_roots(&roots, &count, &arena,
					 hk_command_db(run), err);
	if (!status)
		status = print_index(&run->set, err);
	if (status)
		goto out;
	sig = hk_reader_signature(run->reader);
	printf("articles:   %llu in %u passages of about %u characters\n",
	       (unsigned long long)articles, passages, sig->passage_chars);
	printf("dictionary: %s, version %u, %u words%s\n", sig->dictionary,
	       sig->dictionary_version, sig->lexicon_size,
	       sig->user_hash[0] ? ", and a user dictionary" : "");
	printf("schema:     %u, normal form %u, terms %u%s\n", sig->schema,
	       sig->normaliser, sig->terms,
	       hk_signature_same_spellings(sig)
		       ? ""
		       : ", other spellings than this program");
	status = print_roots(roots, count);
	if (status) {
		hk_error_nomem(err);
		goto out;
	}
	printf("files:      %llu indexed, %llu skipped, %llu failed\n",
	       (unsigned long long)t.indexed, (unsigned long long)t.skipped,
	       (unsigned long long)t.failed);
	if (t.reasons.len)
		printf("failed:\n%s", t.reasons.data);
	fflush(stdout);
out:
	hk_buf_release(&t.reasons);
	hk_arena_release(&arena);
	return status;
}
