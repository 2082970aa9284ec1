/* SPDX-License-Identifier: GPL-2.0-or-later */

/* analyze: prints the terms of a text. */

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/commands/command.h"
#include "indexer/commands/output.h"

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

/* "0-6	surface	kind	term	class	reading", and "unknown" if it is. */
static enum hk_status print_line(struct analysis *a, const struct hk_term *term,
				 struct hk_span s, const char *kind,
				 struct hk_str reading)
{
	const struct hk_morpheme *m = term->morpheme;
	enum hk_status status =
		hk_buf_printf(&a->out, "%zu-%zu\t", s.begin, s.end);

	if (!status)
		status = hk_output_clean(&a->out, hk_span_str(a->text + s.begin,
							      s.end - s.begin));
	if (!status)
		status = hk_buf_printf(&a->out, "\t%s\t", kind);
	if (!status)
		status = hk_output_clean(&a->out, term->text);
	if (!status)
		status = hk_buf_printf(&a->out, "\t%s\t",
				       m ? class_names[m->cls] : "");
	if (!status)
		status = hk_output_clean(&a->out, reading);
	if (!status && term->kind == HK_TERM_WORD && m && !m->known)
		status = hk_buf_puts(&a->out, "\tunknown");
	return status ? status : hk_buf_putc(&a->out, '\n');
}

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
		return print_line(a, term, s, kinds[term->kind], reading);
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
	hk_output_json(&json, "reading", reading);
	hk_json_object_end(&json);
	status = hk_json_status(&json);
	return status ? status : hk_buf_putc(&a->out, '\n');
}

/* The words of the command line, or standard input if there are none. */
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
		status = hk_output_flush(&a.out, err);
	hk_buf_release(&text);
	hk_buf_release(&a.out);
	hk_term_release(&analyser);
	return status;
}
