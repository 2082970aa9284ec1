/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/tell.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/message.h"
#include "base/quote.h"
#include "query/plan/filter.h"
#include "query/search/verify.h"
#include "query/show/parsed.h"
#include "store/folder.h"
#include "store/schema.h"

/* Bytes of the name of a field that is not one, at least and at most. */
#define FIELD_MIN 2
#define FIELD_MAX 12
/* Bytes of a command line that is told. */
#define COMMAND_MAX 400

void hk_tell_init(struct hk_tell *out, const struct hk_query_options *options,
		  int argc, char **argv)
{
	*out = (struct hk_tell){.options = options,
				.terminal = isatty(STDERR_FILENO) != 0,
				.argc = argc,
				.argv = argv};
}

bool hk_tell_is_loud(const struct hk_tell *tell)
{
	return tell->terminal || tell->options->verbose;
}

/* Say a line in the user's language. */
static void say(const char *format, ...) HK_PRINTF(1, 2);
static void say(const char *format, ...)
{
	char line[HK_CLEAN_MAX];
	va_list args;

	va_start(args, format);
	hk_clean_format(line, sizeof(line), hk_message_text(format), args,
			NULL);
	va_end(args);
	fprintf(stderr, "hiku: %s\n", line);
}

/* A command of hiku-index for what was searched, to be pasted. */
static const char *hint(struct hk_clean_buf *out, const struct hk_tell *tell,
			const char *command)
{
	const struct hk_opt_list *dbs = &tell->options->dbs;
	struct hk_buf dir;

	if (dbs->count == 1 && !hk_location_is_elsewhere(dbs->items[0]))
		return hk_folder_hint(out, dbs->items[0], command);
	if (dbs->count == 1 && dbs->items[0][0] == '@' &&
	    !strchr(dbs->items[0], ','))
		return hk_clean_line(out, "hiku-index -C %s %s",
				     dbs->items[0] + 1, command);
	if (dbs->count)
		return hk_clean_line(out, "hiku-index --db DIR %s", command);
	hk_buf_init(&dir, 1u << 20);
	if (hk_folder_default(&dir, NULL))
		hk_clean_line(out, "hiku-index %s", command);
	else
		hk_folder_hint(out, dir.data, command);
	hk_buf_release(&dir);
	return out->text;
}

void hk_tell_spellings(const struct hk_tell *tell,
		       const struct hk_session *session)
{
	const struct hk_error *why = &session->synonyms.why;
	struct hk_message_buf said;
	struct hk_clean_buf command;

	if (why->status && !tell->options->no_synonyms)
		say("%s", hk_message_line(&said, why->message));
	if (!hk_signature_same_spellings(hk_reader_signature(session->reader)))
		say("the index was made with another table of spellings, so "
		    "some are not found; run `%s`",
		    hint(&command, tell, "reindex"));
}

void hk_tell_damage(const struct hk_tell *tell, struct hk_error *err)
{
	struct hk_clean_buf command, line;

	if (err->status != HK_ECORRUPT || strchr(err->message, '`'))
		return;
	hk_clean_line(&line, "%s", err->message);
	hk_error_set(err, HK_ECORRUPT, "%s; `%s` says more", line.text,
		     hint(&command, tell, "check"));
}

/* ---- How it was found ---- */

/* Name the indexes that did not answer. */
static void tell_missing(const struct hk_reader *reader)
{
	struct hk_message_buf said;
	const char *why;

	for (size_t i = 0; hk_reader_missing(reader, i, &why); i++)
		say("skipped an index: %s", hk_message_line(&said, why));
}

static void tell_way(const struct hk_tell *tell, const struct hk_result *result)
{
	if (result->way == HK_SEARCH_RESCUE)
		say("no passage has these words; showing passages that have "
		    "the same characters");
	if (result->way == HK_SEARCH_LITERAL && !tell->options->literal)
		say("no passage has these words; showing passages that have "
		    "the same characters, inside other words too");
	if (result->way == HK_SEARCH_ARTICLES)
		say("no passage has all of the words; showing articles that "
		    "do");
	if (result->capped)
		say("only the first %d candidates were "
		    "examined; add words to narrow it down",
		    HK_VERIFY_MAX);
	if (result->plan.dropped)
		say("the query is too long; part of it was ignored");
}

/* Append the texts that were searched by sound. */
static enum hk_status list_also(struct hk_buf *out,
				const struct hk_result *result)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < result->also_count && !status; i++)
		status = hk_buf_printf(out, "%s%.*s", i ? ", " : "",
				       (int)result->also[i].len,
				       result->also[i].data);
	return status;
}

static void tell_sound(const struct hk_tell *tell,
		       const struct hk_session *session,
		       const struct hk_result *result)
{
	const char *note = hk_readings_note(session->ears.from);
	struct hk_message_buf why;
	struct hk_buf list;

	if (session->ears.why.status)
		say("%s", hk_message_line(&why, session->ears.why.message));
	if (note && hk_tell_is_loud(tell))
		say("%s", hk_message_text(note));
	if (!result->also_count || result->way == HK_SEARCH_SLIP)
		return;
	hk_buf_init(&list, HK_CLEAN_MAX);
	if (!list_also(&list, result) || list.len)
		say("also searched %s (%.*s)", list.len ? list.data : "",
		    (int)result->spoken.len, result->spoken.data);
	hk_buf_release(&list);
}

/* ---- Slips ---- */

/* Append the words that were offered for a word. */
static enum hk_status list_near(struct hk_buf *out,
				const struct hk_search_doubt *doubt)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < doubt->count && !status; i++)
		status = hk_buf_printf(
			out, "%s%.*s", i ? hk_message_text(", ") : "",
			(int)doubt->words[i].len, doubt->words[i].data);
	return status;
}

/* What may have been meant by a word that no passage has, though others were
 * found; or else by one that was taken for another word. */
static void tell_near(const struct hk_search_doubt *doubt, bool searched)
{
	struct hk_buf list;

	hk_buf_init(&list, HK_CLEAN_MAX);
	if (list_near(&list, doubt) || !list.len)
		;
	else if (searched)
		say("%.*s may be meant for %s", (int)doubt->typed.len,
		    doubt->typed.data, list.data);
	else
		say("no passage has %.*s; did you mean %s?",
		    (int)doubt->typed.len, doubt->typed.data, list.data);
	hk_buf_release(&list);
}

/* What was searched in place of what was typed, and what else may be. */
static void tell_slips(const struct hk_tell *tell,
		       const struct hk_result *result)
{
	bool searched = result->way == HK_SEARCH_SLIP;
	struct hk_buf typed;

	hk_buf_init(&typed, HK_CLEAN_MAX);
	for (size_t i = 0; i < result->doubt_count; i++)
		if (hk_buf_printf(&typed, "%s%.*s", i ? " " : "",
				  (int)result->doubts[i].typed.len,
				  result->doubts[i].typed.data))
			break;
	if (searched && typed.len)
		say("searched %.*s instead of %s, of which there is little or "
		    "nothing",
		    (int)result->also[0].len, result->also[0].data, typed.data);
	for (size_t i = 0;
	     i < result->doubt_count && result->count && hk_tell_is_loud(tell);
	     i++)
		if (!searched || result->doubts[i].count > 1)
			tell_near(&result->doubts[i], searched);
	hk_buf_release(&typed);
}

/* ---- What was taken for words ---- */

/* Does the word look like a field, `name:value`, that there is not? The length
 * of the name, or 0. */
static size_t field_like(struct hk_str word)
{
	size_t len = 0;

	while (len < word.len && isalpha((unsigned char)word.data[len]))
		len++;
	if (len < FIELD_MIN || len > FIELD_MAX || len + 1 >= word.len ||
	    word.data[len] != ':' || word.data[len + 1] == '/')
		return 0;
	return len;
}

static void tell_field(struct hk_str name)
{
	char all[256] = "";

	for (const struct hk_field *f = hk_field_table; f->name; f++)
		snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s%s",
			 *all ? " " : "", f->name);
	say("'%.*s:' is not a field and was taken as a word; fields: %s",
	    (int)name.len, name.data, all);
}

static void tell_word(struct hk_str word, struct hk_str next)
{
	size_t field = field_like(word);

	if (field)
		tell_field(hk_span_str(word.data, field));
	if (hk_span_same(word, hk_span_cstr("NOT")) && next.len)
		say("NOT was taken as a word; to leave out a word write -%.*s",
		    (int)next.len, next.data);
	if (hk_span_same(word, hk_span_cstr("AND")) && next.len)
		say("AND was taken as a word; to require all words use --all, "
		    "or write +%.*s",
		    (int)next.len, next.data);
}

static struct hk_str first_word(struct hk_str text)
{
	size_t begin = 0, end;

	while (begin < text.len && text.data[begin] == ' ')
		begin++;
	for (end = begin; end < text.len && text.data[end] != ' ';)
		end++;
	return hk_span_str(text.data + begin, end - begin);
}

static void tell_words(const struct hk_parse_node *node)
{
	struct hk_str rest = node->text, word, next;

	for (const struct hk_parse_node *n = node->children; n; n = n->next)
		tell_words(n);
	if (node->kind != HK_PARSE_TEXT || !rest.len)
		return;
	for (word = first_word(rest); word.len; word = next) {
		rest = hk_span_from(rest,
				    (size_t)(word.data - rest.data) + word.len);
		next = first_word(rest);
		tell_word(word, next);
	}
}

/* "date:先月: 2026-10-01 to 2026-10-31": what a date means today. */
static void tell_days(const char *name, struct hk_str value,
		      enum hk_filter_side side)
{
	struct hk_when when;

	if (hk_filter_range(&when, side, value, NULL))
		return;
	if (!when.high[0])
		say("%s%.*s: %s and later", name, (int)value.len, value.data,
		    when.low);
	else if (!when.low[0])
		say("%s%.*s: up to %s", name, (int)value.len, value.data,
		    when.high);
	else
		say("%s%.*s: %s to %s", name, (int)value.len, value.data,
		    when.low, when.high);
}

static void tell_dates(const struct hk_parse_node *node)
{
	for (const struct hk_parse_node *n = node->children; n; n = n->next)
		tell_dates(n);
	if (node->kind == HK_PARSE_FIELD && node->field->kind == HK_FIELD_DATE)
		tell_days("date:", node->text, HK_FILTER_DATE);
}

static void tell_parsed(const struct hk_tell *tell,
			const struct hk_result *result)
{
	struct hk_buf text;

	hk_buf_init(&text, HK_CLEAN_MAX);
	/* A line that is too long is shown as far as it goes. */
	if ((!hk_parsed_query(&text, &result->parse) || text.len) && text.len)
		say("query: %s", text.data);
	hk_buf_reset(&text);
	if (!hk_parsed_words(&text, &result->plan) || text.len)
		say("words: %s", text.len ? text.data : "");
	hk_buf_reset(&text);
	if ((!hk_parsed_synonyms(&text, &result->plan) || text.len) && text.len)
		say("synonyms: %s", text.data);
	if (tell->options->path)
		say("only below: %s", tell->options->path);
	if (result->parse.root)
		tell_dates(result->parse.root);
	if (tell->options->since)
		tell_days("--since ", hk_span_cstr(tell->options->since),
			  HK_FILTER_SINCE);
	if (tell->options->until)
		tell_days("--until ", hk_span_cstr(tell->options->until),
			  HK_FILTER_UNTIL);
	hk_buf_release(&text);
}

void hk_tell_before(const struct hk_tell *tell,
		    const struct hk_session *session,
		    const struct hk_result *result)
{
	tell_missing(session->reader);
	tell_way(tell, result);
	tell_sound(tell, session, result);
	tell_slips(tell, result);
	if (tell->options->explain)
		tell_parsed(tell, result);
	if (hk_tell_is_loud(tell) && result->parse.root &&
	    !tell->options->literal)
		tell_words(result->parse.root);
}

/* ---- Nothing, or more ---- */

/* What was looked for, and words of the index that may have been meant. That
 * a hint is missing for want of memory does no harm. */
static enum hk_status describe(struct hk_buf *out, struct hk_buf *meant,
			       const struct hk_result *result)
{
	const struct hk_plan *plan = &result->plan;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < plan->unit_count && !status; i++)
		if (!plan->units[i].excluded)
			status = hk_buf_printf(out, "%s%.*s",
					       out->len ? hk_message_text(", ")
							: "",
					       (int)plan->units[i].surface.len,
					       plan->units[i].surface.data);
	for (size_t i = 0; i < result->doubt_count && !status; i++) {
		struct hk_buf near;

		hk_buf_init(&near, HK_CLEAN_MAX);
		status = list_near(&near, &result->doubts[i]);
		if (!status)
			status = hk_buf_printf(
				meant, hk_message_text("; did you mean %s?"),
				near.data);
		hk_buf_release(&near);
	}
	return status;
}

/* Is there no file below the path in the index? */
static bool is_empty_path(const char *path, const struct xap_db *db)
{
	uint32_t documents = 1;
	struct hk_buf name, term;

	hk_buf_init(&name, 1u << 16);
	hk_buf_init(&term, 1u << 16);
	if (hk_filter_path(&name, hk_span_cstr(path), NULL) ||
	    hk_schema_term(&term, HK_SCHEMA_PATH, hk_buf_str(&name)) ||
	    xap_db_term_freq(db, hk_buf_str(&term), &documents, NULL))
		documents = 1;
	hk_buf_release(&name);
	hk_buf_release(&term);
	return documents == 0;
}

static void tell_nothing(const struct hk_tell *tell, struct hk_result *result,
			 const struct xap_db *db)
{
	uint32_t passages = 0;
	struct hk_clean_buf command;
	struct hk_buf text, meant;

	if (tell->options->path && is_empty_path(tell->options->path, db)) {
		say("nothing found: no article of the index is below %s",
		    tell->options->path);
		return;
	}
	hk_buf_init(&text, HK_CLEAN_MAX);
	hk_buf_init(&meant, HK_CLEAN_MAX);
	if (describe(&text, &meant, result))
		hk_buf_reset(&text);
	if (xap_db_doc_count(db, &passages, NULL))
		passages = 0;
	if (!passages)
		say("nothing found: the index is empty; add something with "
		    "`%s`",
		    hint(&command, tell, "add FOLDER"));
	else if (text.len)
		say("nothing found for %s%s; --explain shows how the query was "
		    "cut",
		    text.data, meant.len ? meant.data : "");
	else
		say("nothing found; --explain shows how the query was cut");
	hk_buf_release(&text);
	hk_buf_release(&meant);
}

/* The same command with another offset. */
static enum hk_status put_command(struct hk_buf *out,
				  const struct hk_tell *tell, uint64_t offset)
{
	enum hk_status status = hk_buf_printf(out, "hiku --offset %llu",
					      (unsigned long long)offset);

	for (int i = 1; i < tell->argc && !status; i++) {
		const char *word = tell->argv[i];

		if (hk_clean_unsafe(hk_span_cstr(word)))
			return HK_EUSAGE;
		if (!strncmp(word, "--offset=", 9))
			continue;
		if (!strcmp(word, "--offset")) {
			i++;
			continue;
		}
		status = hk_buf_putc(out, ' ');
		if (!status)
			status = hk_quote_word(out, word);
	}
	return status;
}

static void tell_more(const struct hk_tell *tell,
		      const struct hk_result *result)
{
	unsigned long long first = result->hits[0].rank,
			   last = first + result->count - 1;
	const char *how;
	struct hk_buf command;

	hk_buf_init(&command, COMMAND_MAX);
	if (put_command(&command, tell, last))
		hk_buf_reset(&command);
	how = command.len ? command.data
			  : hk_message_text("the same with --offset");
	if (result->passages)
		say("passages %llu to %llu of %llu; more: %s", first, last,
		    (unsigned long long)result->passages, how);
	else
		say("passages %llu to %llu; more: %s", first, last, how);
	hk_buf_release(&command);
}

void hk_tell_behind(const struct hk_tell *tell,
		    const struct hk_session *session, struct hk_result *result)
{
	if (!hk_tell_is_loud(tell))
		return;
	/* A page behind the last one is empty, too. */
	if (!result->count && !result->articles && !tell->options->offset)
		tell_nothing(tell, result, hk_reader_db(session->reader));
	if (result->count && result->more)
		tell_more(tell, result);
}
