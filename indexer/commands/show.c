/* SPDX-License-Identifier: GPL-2.0-or-later */

/* list, status and analyze: what only looks. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "indexer/commands/command.h"
#include "indexer/commands/each.h"
#include "indexer/walk/rules.h"
#include "store/folder.h"

/* Print and empty the buffer. */
static enum hk_status flush(struct hk_buf *out, struct hk_error *err)
{
	enum hk_status status = hk_file_write_all(
		STDOUT_FILENO, hk_buf_str(out), "standard output", err);

	hk_buf_reset(out);
	return status;
}

/* Text from files is made printable, and a tab in it a blank. */
static enum hk_status put_clean(struct hk_buf *out, struct hk_str text)
{
	struct hk_error line;

	hk_error_set(&line, HK_OK, "%.*s",
		     (int)(text.len > 1000 ? 1000 : text.len),
		     text.len ? text.data : "");
	return hk_buf_puts(out, line.message);
}

/* ---- list ---- */

struct list {
	struct hk_buf out;
	bool json;
	struct hk_error *err;
};

static void json_text(struct hk_json *json, const char *key, struct hk_str text)
{
	if (!text.len)
		return;
	hk_json_key(json, key);
	hk_json_name(json, text);
}

static void json_number(struct hk_json *json, const char *key, uint32_t number)
{
	if (!number)
		return;
	hk_json_key(json, key);
	hk_json_uint(json, number);
}

static enum hk_status list_article(void *ctx,
				   const struct hk_each_article *article)
{
	struct list *l = ctx;
	const struct hk_record *r = &article->records[0];
	enum hk_status status = HK_OK;
	char guess[16] = "";

	if (r->encoding.len && r->confidence < 100)
		snprintf(guess, sizeof(guess), " %u%%", r->confidence);
	if (l->json) {
		struct hk_json json;

		hk_json_init(&json, &l->out);
		hk_json_object_begin(&json);
		json_text(&json, "id", r->id);
		json_text(&json, "path", r->path);
		json_text(&json, "title", r->title);
		json_text(&json, "type", r->type);
		json_text(&json, "author", r->author);
		json_text(&json, "lang", r->lang);
		json_text(&json, "note", r->note);
		json_text(&json, "member", r->member);
		json_text(&json, "encoding", r->encoding);
		json_number(&json, "confidence",
			    r->encoding.len ? r->confidence : 0);
		json_number(&json, "replaced", r->replaced);
		json_text(&json, "date", r->date);
		json_text(&json, "url", r->url);
		hk_json_key(&json, "passages");
		hk_json_uint(&json, article->count);
		hk_json_object_end(&json);
		status = hk_json_status(&json);
		if (!status)
			status = hk_buf_putc(&l->out, '\n');
	} else {
		status = put_clean(&l->out, r->id);
		if (!status)
			status = hk_buf_putc(&l->out, '\t');
		if (!status)
			status = put_clean(&l->out, r->title);
		if (!status)
			status = hk_buf_printf(
				&l->out, "\t%.*s\t%.*s%s\t%.*s\t%zu\n",
				(int)r->type.len, r->type.data,
				(int)r->encoding.len, r->encoding.data, guess,
				(int)r->date.len,
				r->date.len ? r->date.data : "",
				article->count);
	}
	if (status)
		return hk_error_nomem(l->err);
	return l->out.len < 65536 ? HK_OK : flush(&l->out, l->err);
}

enum hk_status hk_command_list(struct hk_command_run *run, struct hk_error *err)
{
	struct list l = {.json = run->options->json, .err = err};
	enum hk_status status = hk_command_open_reader(run, err);

	hk_buf_init(&l.out, HK_BUF_NO_MAX);
	if (!status)
		status = hk_each_article(hk_command_db(run), true, list_article,
					 &l, err);
	if (!status)
		status = flush(&l.out, err);
	hk_buf_release(&l.out);
	return status;
}

/* ---- status ---- */

struct tally {
	uint64_t indexed, failed, skipped, articles;
	struct hk_buf reasons;
};

static enum hk_status count_source(void *ctx, const struct hk_source *source)
{
	struct tally *t = ctx;
	enum hk_status status;

	t->articles += source->articles;
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
		status = put_clean(&t->reasons, source->path);
	if (!status)
		status = hk_buf_puts(&t->reasons, ": ");
	if (!status)
		status = put_clean(&t->reasons, source->reason);
	return status ? status : hk_buf_putc(&t->reasons, '\n');
}

static enum hk_status count_article(void *ctx,
				    const struct hk_each_article *article)
{
	(void)article;
	++*(uint64_t *)ctx;
	return HK_OK;
}

/* A root and its options on a line; of those of lists only how many. */
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
		struct hk_error clean;

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
		hk_error_set(&clean, HK_OK, "%s", line.data);
		printf("%s%s\n", before, clean.message);
		before = "            ";
	}
	if (from_lists)
		printf("%s%zu by lists (%s)\n", before, from_lists, listed);
	hk_buf_release(&line);
	return status;
}

/* Where the index is and how large, and its shards. */
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

/* What is known of sources is the same in all shards: the first one tells. */
enum hk_status hk_command_status(struct hk_command_run *run,
				 struct hk_error *err)
{
	const struct hk_signature *sig;
	const struct hk_root *roots;
	struct hk_arena arena;
	struct tally t = {0, 0, 0, 0, {0}};
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
	printf("files:      %llu indexed, %llu passed over, %llu failed\n",
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

/* ---- analyze ---- */

static const char *const class_names[] = {
	[HK_MORPH_NOUN] = "noun",
	[HK_MORPH_PROPER] = "name",
	[HK_MORPH_NUMBER] = "number",
	[HK_MORPH_WORD] = "word",
	[HK_MORPH_PREFIX] = "prefix",
	[HK_MORPH_SUFFIX] = "suffix",
	[HK_MORPH_VERB] = "verb",
	[HK_MORPH_ADJECTIVE] = "adjective",
	[HK_MORPH_ADVERB] = "adverb",
	[HK_MORPH_ADNOMINAL] = "adnominal",
	[HK_MORPH_PRONOUN] = "pronoun",
	[HK_MORPH_BOUND] = "bound",
	[HK_MORPH_CONJUNCTION] = "conjunction",
	[HK_MORPH_INTERJECTION] = "interjection",
	[HK_MORPH_PARTICLE] = "particle",
	[HK_MORPH_AUXILIARY] = "auxiliary",
	[HK_MORPH_SYMBOL] = "symbol",
};

struct analysis {
	struct hk_buf out;
	const struct hk_analyser *analyser;
	const char *text;
	bool json;
};

static enum hk_status print_term(void *ctx, const struct hk_term *term)
{
	static const char *const kinds[] = {"word", "part", "fold", "bigram"};
	struct analysis *a = ctx;
	struct hk_span s = hk_norm_source(&a->analyser->norm, term->norm);
	const struct hk_morpheme *m = term->morpheme;
	const char *cls = m ? class_names[m->cls] : "";
	bool word = m && term->kind == HK_TERM_WORD;
	struct hk_str reading = word ? hk_morph_reading(a->analyser->morph, m)
				     : hk_span_str("", 0);
	struct hk_json json;
	enum hk_status status;

	if (!a->json)
		return hk_buf_printf(
			&a->out, "%zu-%zu\t%.*s\t%s\t%.*s\t%s\t%.*s%s\n",
			s.begin, s.end, (int)(s.end - s.begin),
			a->text + s.begin, kinds[term->kind],
			(int)term->text.len, term->text.data, cls,
			(int)reading.len, reading.len ? reading.data : "",
			word && !m->known ? "\tunknown" : "");
	hk_json_init(&json, &a->out);
	hk_json_object_begin(&json);
	hk_json_key(&json, "begin");
	hk_json_uint(&json, s.begin);
	hk_json_key(&json, "end");
	hk_json_uint(&json, s.end);
	hk_json_key(&json, "surface");
	hk_json_string(&json, hk_span_str(a->text + s.begin, s.end - s.begin));
	hk_json_key(&json, "kind");
	hk_json_string(&json, hk_span_cstr(kinds[term->kind]));
	hk_json_key(&json, "term");
	hk_json_string(&json, term->text);
	if (m) {
		hk_json_key(&json, "class");
		hk_json_string(&json, hk_span_cstr(cls));
		hk_json_key(&json, "known");
		hk_json_bool(&json, m->known);
	}
	json_text(&json, "reading", reading);
	hk_json_object_end(&json);
	status = hk_json_status(&json);
	return status ? status : hk_buf_putc(&a->out, '\n');
}

/* The words of the command line, or standard input where there are none. */
static enum hk_status read_text(struct hk_command_run *run, struct hk_buf *text,
				struct hk_error *err)
{
	if (!run->word_count)
		return hk_file_read_fd(text, STDIN_FILENO, "standard input",
				       err);
	for (size_t i = 0; i < run->word_count; i++)
		if ((i && hk_buf_putc(text, ' ')) ||
		    hk_buf_puts(text, run->words[i]))
			return hk_error_nomem(err);
	return HK_OK;
}

enum hk_status hk_command_analyze(struct hk_command_run *run,
				  struct hk_error *err)
{
	struct analysis a = {.json = run->options->json};
	struct hk_analyser analyser = {.morph = NULL};
	struct hk_buf text;
	enum hk_status status;

	hk_buf_init(&text, 16u << 20);
	hk_buf_init(&a.out, HK_BUF_NO_MAX);
	status = hk_command_index_dict(run, err);
	if (status)
		return status;
	status = hk_term_init(&analyser, run->dict, err);
	if (!status)
		status = read_text(run, &text, err);
	if (!status)
		status = hk_term_analyse(&analyser, hk_buf_str(&text), err);
	a.analyser = &analyser;
	a.text = text.data;
	if (!status && hk_term_each(&analyser, print_term, &a))
		status = hk_error_nomem(err);
	if (!status)
		status = flush(&a.out, err);
	hk_buf_release(&text);
	hk_buf_release(&a.out);
	hk_term_release(&analyser);
	return status;
}
