/* SPDX-License-Identifier: GPL-2.0-or-later */

/* synonyms: the user's tables of words with the same meaning. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "encoding/encoding.h"
#include "formats/json/tree.h"
#include "indexer/commands/command.h"
#include "indexer/commands/output.h"
#include "store/synonym_tables.h"
#include "text/norm.h"
#include "text/synonyms_read.h"

/* Bytes of a file of synonyms. */
#define FILE_MAX (256u << 20)
/* Faults of a file that are told; of more, only how many. */
#define FAULTS_TOLD 20

struct adding {
	struct hk_command_run *run;
	const char *file;
	struct hk_synonyms_maker *maker;
	uint64_t faults;
};

static void fault(void *ctx, uint32_t line, const char *why)
{
	struct adding *a = ctx;
	char text[200];

	if (a->faults++ >= FAULTS_TOLD)
		return;
	snprintf(text, sizeof(text), HK_MESSAGE("line %u is left out: %s"),
		 (unsigned)line, why);
	hk_report_failed(&a->run->report, hk_span_cstr(a->file), text);
}

/* ---- Sudachi's table as JSON ---- */

/* A text of a group, and what its expansion control says. */
static enum hk_status take_item(struct adding *a,
				const struct hk_json_tree *tree, uint32_t item)
{
	uint32_t text = hk_json_tree_member(tree, item, "midashi");
	uint32_t control = hk_json_tree_member(tree, item, "expandControl");
	struct hk_str value = hk_json_tree_text(tree, control);
	enum hk_synonyms_role role = hk_synonyms_read_control(
		value.len ? (unsigned)(value.data[0] - '0') : 0);
	enum hk_status status;

	if (!text) {
		fault(a, hk_json_tree_line(tree, item), "it has no midashi");
		return HK_OK;
	}
	if (!role)
		return HK_OK;
	status = hk_synonyms_maker_text(a->maker, hk_json_tree_text(tree, text),
					role);
	if (status != HK_EUSAGE)
		return status;
	fault(a, hk_json_tree_line(tree, item),
	      "a text of it is too long, or has nothing but signs");
	return HK_OK;
}

static enum hk_status take_group(void *ctx, const struct hk_json_tree *tree,
				 uint32_t value, bool element)
{
	struct adding *a = ctx;
	uint32_t items = hk_json_tree_kind(tree, value) == HK_JSON_OBJECT
				 ? hk_json_tree_member(tree, value, "items")
				 : 0;
	enum hk_status status = HK_OK;
	bool says;

	(void)element;
	if (!items || hk_json_tree_kind(tree, items) != HK_JSON_ARRAY) {
		fault(a, hk_json_tree_line(tree, value),
		      "it is not a group of Sudachi's synonyms, which has "
		      "items");
		return HK_OK;
	}
	for (uint32_t i = hk_json_tree_first(tree, items); i && !status;
	     i = hk_json_tree_next(tree, i))
		status = take_item(a, tree, i);
	return status ? status : hk_synonyms_maker_end(a->maker, &says);
}

static enum hk_status read_json(struct adding *a, struct hk_str text)
{
	struct hk_json_flaw flaw = {.why = NULL};
	enum hk_status status =
		hk_json_tree_read(text, 1, take_group, a, &flaw);

	if (!status && flaw.why)
		fault(a, flaw.line, flaw.why);
	return status;
}

/* ---- Adding ---- */

/* The file as UTF-8. */
static enum hk_status read_file(struct hk_buf *out, const char *file,
				struct hk_error *err)
{
	struct hk_buf bytes;
	enum hk_status status;

	hk_buf_init(&bytes, FILE_MAX);
	status = !strcmp(file, "-") ? hk_file_read_fd(&bytes, STDIN_FILENO,
						      "standard input", err)
				    : hk_file_read(&bytes, file, err);
	if (!status && bytes.len)
		status = hk_encoding_decode(out, hk_buf_str(&bytes),
					    hk_span_cstr(""), NULL, err);
	hk_buf_release(&bytes);
	return status;
}

static enum hk_status read_table(struct adding *a, struct hk_error *err)
{
	struct hk_buf text;
	enum hk_status status;
	struct hk_str trimmed;

	hk_buf_init(&text, FILE_MAX);
	status = read_file(&text, a->file, err);
	if (status) {
		hk_buf_release(&text);
		return status;
	}
	trimmed = hk_span_trim(hk_buf_str(&text));
	status = trimmed.len && (*trimmed.data == '[' || *trimmed.data == '{')
			 ? read_json(a, hk_buf_str(&text))
			 : hk_synonyms_read(a->maker, hk_buf_str(&text), fault,
					    a);
	hk_buf_release(&text);
	if (status == HK_ETOOBIG)
		return hk_error_set(err, status,
				    "'%s' has too many synonyms: at most %u "
				    "groups, and 10,000 words in one",
				    a->file, HK_SYNONYMS_GROUPS_MAX);
	return status ? hk_error_nomem(err) : HK_OK;
}

static enum hk_status keep_table(struct adding *a, const char *name,
				 struct hk_error *err)
{
	struct hk_synonyms table;
	struct hk_buf bytes;
	enum hk_status status;
	char line[300];

	hk_buf_init(&bytes, HK_SYNONYMS_BYTES_MAX);
	status = hk_synonyms_maker_write(&bytes, a->maker);
	if (!status)
		status = hk_synonyms_open(&table, hk_buf_str(&bytes));
	if (status)
		status = hk_error_nomem(err);
	else if (!hk_synonyms_groups(&table))
		status = hk_error_set(err, HK_EFORMAT,
				      "'%s' has no synonyms: write words with "
				      "commas between them, one group a line",
				      a->file);
	else
		status = hk_synonym_tables_save(name, hk_buf_str(&bytes), err);
	if (!status) {
		snprintf(line, sizeof(line), "%s: %u groups, %u words", name,
			 (unsigned)hk_synonyms_groups(&table),
			 (unsigned)hk_synonyms_texts(&table));
		hk_report_say(&a->run->report, line);
	}
	hk_buf_release(&bytes);
	return status;
}

static enum hk_status add_file(struct hk_command_run *run, const char *file,
			       struct hk_error *err)
{
	struct adding a = {.run = run, .file = file};
	char name[HK_SYNONYM_NAME_MAX], line[100];
	enum hk_status status = hk_synonym_tables_name(name, file, err);

	if (status)
		return status;
	a.maker = hk_synonyms_maker_new();
	if (!a.maker)
		return hk_error_nomem(err);
	status = read_table(&a, err);
	if (a.faults > FAULTS_TOLD) {
		snprintf(line, sizeof(line),
			 HK_MESSAGE("and %llu more lines are left out"),
			 (unsigned long long)(a.faults - FAULTS_TOLD));
		hk_report_failed(&run->report, hk_span_cstr(file), line);
	}
	run->failed.all += a.faults;
	if (!status)
		status = keep_table(&a, name, err);
	hk_synonyms_maker_free(a.maker);
	return status;
}

enum hk_status hk_command_synonyms_add(struct hk_command_run *run,
				       struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < run->word_count && !status; i++)
		status = add_file(run, run->words[i], err);
	return status;
}

enum hk_status hk_command_synonyms_remove(struct hk_command_run *run,
					  struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < run->word_count && !status; i++)
		status = hk_synonym_tables_remove(run->words[i], err);
	return status;
}

/* ---- Looking at them ---- */

static enum hk_status open_tables(struct hk_command_run *run,
				  struct hk_synonym_tables *tables,
				  struct hk_error *err)
{
	enum hk_status status = hk_synonym_tables_open(tables, err);

	if (!status && tables->why.status) {
		hk_report_line(&run->report, tables->why.message);
		run->failed.all++;
	}
	return status;
}

enum hk_status hk_command_synonyms_list(struct hk_command_run *run,
					struct hk_error *err)
{
	struct hk_synonym_tables tables;
	struct hk_buf out;
	enum hk_status status = open_tables(run, &tables, err);

	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < tables.count && !status; i++) {
		const struct hk_synonym_table *t = &tables.list[i];

		if (hk_output_clean(&out, hk_span_cstr(t->name)) ||
		    hk_buf_printf(&out, "\t%u groups\t%u words\t%.1f MB\n",
				  (unsigned)hk_synonyms_groups(&t->table),
				  (unsigned)hk_synonyms_texts(&t->table),
				  (double)t->table.size / 1e6))
			status = hk_error_nomem(err);
	}
	if (!status && out.len)
		status = hk_output_table(&out, true, err);
	hk_buf_release(&out);
	hk_synonym_tables_release(&tables);
	return status;
}

struct showing {
	struct hk_buf *out;
	const char *word, *table;
};

static enum hk_status show_one(void *ctx, struct hk_str text)
{
	const struct showing *s = ctx;
	enum hk_status status = hk_output_clean(s->out, hk_span_cstr(s->word));

	if (!status)
		status = hk_buf_putc(s->out, '\t');
	if (!status)
		status = hk_output_clean(s->out, text);
	if (!status)
		status = hk_buf_putc(s->out, '\t');
	if (!status)
		status = hk_output_clean(s->out, hk_span_cstr(s->table));
	return status ? status : hk_buf_putc(s->out, '\n');
}

static enum hk_status show_word(struct hk_buf *out, struct hk_norm *norm,
				const struct hk_synonym_tables *tables,
				const char *word)
{
	struct showing s = {.out = out, .word = word};
	enum hk_status status = hk_norm_query(norm, hk_span_cstr(word));
	char bytes[HK_SYNONYMS_KEY_MAX];
	struct hk_str key;

	if (status)
		return status;
	key = hk_synonyms_key(bytes, hk_span_trim(hk_buf_str(&norm->text)));
	for (size_t i = 0; i < tables->count && !status; i++) {
		s.table = tables->list[i].name;
		status = hk_synonyms_find(&tables->list[i].table, key, show_one,
					  &s);
	}
	return status;
}

enum hk_status hk_command_synonyms_show(struct hk_command_run *run,
					struct hk_error *err)
{
	struct hk_synonym_tables tables;
	struct hk_norm norm;
	struct hk_buf out;
	enum hk_status status = open_tables(run, &tables, err);

	hk_norm_init(&norm);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < run->word_count && !status; i++)
		if (show_word(&out, &norm, &tables, run->words[i]))
			status = hk_error_nomem(err);
	if (!status && out.len)
		status = hk_output_table(&out, true, err);
	hk_buf_release(&out);
	hk_norm_release(&norm);
	hk_synonym_tables_release(&tables);
	return status;
}
