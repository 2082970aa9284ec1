/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/note.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/clean.h"
#include "base/message.h"
#include "query/plan/filter.h"
#include "query/search/verify.h"
#include "query/show/parsed.h"
#include "store/folder.h"
#include "store/schema.h"

/* Bytes of the name of a field that is not one, at least and at most. */
#define FIELD_MIN 2
#define FIELD_MAX 12

/* Add a line in the user's language. */
static void add_note(struct hk_notes *notes, enum hk_note_kind kind,
		     const char *format, ...) HK_PRINTF(3, 4);
static void add_note(struct hk_notes *notes, enum hk_note_kind kind,
		     const char *format, ...)
{
	char line[HK_CLEAN_MAX];
	va_list args;
	char *copy;

	va_start(args, format);
	hk_clean_format(line, sizeof(line), hk_message_text(format), args,
			NULL);
	va_end(args);
	copy = hk_arena_copy(notes->arena, line, strlen(line));
	if (!copy || !HK_ARENA_RESERVE(notes->arena, notes->list,
				       notes->capacity, notes->count + 1)) {
		notes->failed = true;
		return;
	}
	notes->list[notes->count++] = (struct hk_note){kind, copy};
}

/* A command of hiku-index for what was searched, to be pasted. */
static const char *hint(struct hk_clean_buf *out, const struct hk_note_ask *ask,
			const char *command)
{
	const char *place = ask->place_count ? ask->places[0] : NULL;
	struct hk_buf dir;

	if (ask->place_count == 1 && !hk_location_is_elsewhere(place))
		return hk_folder_hint(out, place, command);
	if (ask->place_count == 1 && place[0] == '@' && !strchr(place, ','))
		return hk_clean_line(out, "hiku-index -C %s %s", place + 1,
				     command);
	if (ask->place_count)
		return hk_clean_line(out, "hiku-index --db DIR %s", command);
	hk_buf_init(&dir, 1u << 20);
	if (hk_folder_default(&dir, NULL))
		hk_clean_line(out, "hiku-index %s", command);
	else
		hk_folder_hint(out, dir.data, command);
	hk_buf_release(&dir);
	return out->text;
}

enum hk_status hk_note_index(struct hk_notes *notes,
			     const struct hk_note_ask *ask,
			     const struct hk_session *session)
{
	const struct hk_error *why = &session->synonyms.why;
	struct hk_message_buf said;
	struct hk_clean_buf command;

	if (why->status && !ask->search->no_synonyms)
		add_note(notes, HK_NOTE_ALWAYS, "%s",
			 hk_message_line(&said, why->message));
	if (!hk_signature_same_spellings(hk_reader_signature(session->reader)))
		add_note(notes, HK_NOTE_ALWAYS,
			 "the index was made with another table of spellings, "
			 "so "
			 "some are not found; run `%s`",
			 hint(&command, ask, "reindex"));
	return notes->failed ? HK_ENOMEM : HK_OK;
}

void hk_note_damage(const struct hk_note_ask *ask, struct hk_error *err)
{
	struct hk_clean_buf command, line;

	if (err->status != HK_ECORRUPT || strchr(err->message, '`'))
		return;
	hk_clean_line(&line, "%s", err->message);
	hk_error_set(err, HK_ECORRUPT, "%s; `%s` says more", line.text,
		     hint(&command, ask, "check"));
}

/* ---- How it was found ---- */

/* Name the indexes that did not answer. */
static void tell_missing(struct hk_notes *notes, const struct hk_reader *reader)
{
	struct hk_message_buf said;
	const char *why;

	for (size_t i = 0; hk_reader_missing(reader, i, &why); i++)
		add_note(notes, HK_NOTE_ALWAYS, "skipped an index: %s",
			 hk_message_line(&said, why));
}

static void tell_way(struct hk_notes *notes, const struct hk_note_ask *ask,
		     const struct hk_result *result)
{
	if (result->way == HK_SEARCH_RESCUE)
		add_note(notes, HK_NOTE_ALWAYS,
			 "no passage has these words; showing passages that "
			 "have "
			 "the same characters");
	if (result->way == HK_SEARCH_LITERAL && !ask->search->plan.literal)
		add_note(notes, HK_NOTE_ALWAYS,
			 "no passage has these words; showing passages that "
			 "have "
			 "the same characters, inside other words too");
	if (result->way == HK_SEARCH_ARTICLES)
		add_note(notes, HK_NOTE_ALWAYS,
			 "no passage has all of the words; showing articles "
			 "that "
			 "do");
	if (result->capped)
		add_note(notes, HK_NOTE_ALWAYS,
			 "only the first %d candidates were "
			 "examined; add words to narrow it down",
			 (int)hk_verify_most(ask->search));
	if (result->plan.dropped)
		add_note(notes, HK_NOTE_ALWAYS,
			 "the query is too long; part of it was ignored");
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

static void tell_sound(struct hk_notes *notes, const struct hk_note_ask *ask,
		       const struct hk_session *session,
		       const struct hk_result *result)
{
	const char *note = hk_readings_note(session->ears.from);
	struct hk_message_buf why;
	struct hk_buf list;

	if (session->ears.why.status)
		add_note(notes, HK_NOTE_ALWAYS, "%s",
			 hk_message_line(&why, session->ears.why.message));
	if (note && ask->search->hints)
		add_note(notes, HK_NOTE_HINT, "%s", hk_message_text(note));
	if (!result->also_count || result->way == HK_SEARCH_SLIP)
		return;
	hk_buf_init(&list, HK_CLEAN_MAX);
	if (!list_also(&list, result) || list.len)
		add_note(notes, HK_NOTE_ALWAYS, "also searched %s (%.*s)",
			 list.len ? list.data : "", (int)result->spoken.len,
			 result->spoken.data);
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
static void tell_near(struct hk_notes *notes,
		      const struct hk_search_doubt *doubt, bool searched)
{
	struct hk_buf list;

	hk_buf_init(&list, HK_CLEAN_MAX);
	if (list_near(&list, doubt) || !list.len)
		;
	else if (searched)
		add_note(notes, HK_NOTE_HINT, "%.*s may be meant for %s",
			 (int)doubt->typed.len, doubt->typed.data, list.data);
	else
		add_note(notes, HK_NOTE_HINT,
			 "no passage has %.*s; did you mean %s?",
			 (int)doubt->typed.len, doubt->typed.data, list.data);
	hk_buf_release(&list);
}

/* What was searched in place of what was typed, and what else may be. */
static void tell_slips(struct hk_notes *notes, const struct hk_note_ask *ask,
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
		add_note(notes, HK_NOTE_ALWAYS,
			 "searched %.*s instead of %s, of which there is "
			 "little or "
			 "nothing",
			 (int)result->also[0].len, result->also[0].data,
			 typed.data);
	for (size_t i = 0;
	     i < result->doubt_count && result->count && ask->search->hints;
	     i++)
		if (!searched || result->doubts[i].count > 1)
			tell_near(notes, &result->doubts[i], searched);
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

static void tell_field(struct hk_notes *notes, struct hk_str name)
{
	char all[256] = "";

	for (const struct hk_field *f = hk_field_table; f->name; f++)
		snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s%s",
			 *all ? " " : "", f->name);
	add_note(notes, HK_NOTE_HINT,
		 "'%.*s:' is not a field and was taken as a word; fields: %s",
		 (int)name.len, name.data, all);
}

static void tell_word(struct hk_notes *notes, struct hk_str word,
		      struct hk_str next)
{
	size_t field = field_like(word);

	if (field)
		tell_field(notes, hk_span_str(word.data, field));
	if (hk_span_same(word, hk_span_cstr("NOT")) && next.len)
		add_note(notes, HK_NOTE_HINT,
			 "NOT was taken as a word; to leave out a word write "
			 "-%.*s",
			 (int)next.len, next.data);
	if (hk_span_same(word, hk_span_cstr("AND")) && next.len)
		add_note(notes, HK_NOTE_HINT,
			 "AND was taken as a word; to require all words use "
			 "--all, "
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

static void tell_words(struct hk_notes *notes, const struct hk_parse_node *node)
{
	struct hk_str rest = node->text, word, next;

	for (const struct hk_parse_node *n = node->children; n; n = n->next)
		tell_words(notes, n);
	if (node->kind != HK_PARSE_TEXT || !rest.len)
		return;
	for (word = first_word(rest); word.len; word = next) {
		rest = hk_span_from(rest,
				    (size_t)(word.data - rest.data) + word.len);
		next = first_word(rest);
		tell_word(notes, word, next);
	}
}

/* "date:先月: 2026-10-01 to 2026-10-31": what a date means today. */
static void tell_days(struct hk_notes *notes, const char *name,
		      struct hk_str value, enum hk_filter_side side)
{
	struct hk_when when;

	if (hk_filter_range(&when, side, value, NULL))
		return;
	if (!when.high[0])
		add_note(notes, HK_NOTE_ALWAYS, "%s%.*s: %s and later", name,
			 (int)value.len, value.data, when.low);
	else if (!when.low[0])
		add_note(notes, HK_NOTE_ALWAYS, "%s%.*s: up to %s", name,
			 (int)value.len, value.data, when.high);
	else
		add_note(notes, HK_NOTE_ALWAYS, "%s%.*s: %s to %s", name,
			 (int)value.len, value.data, when.low, when.high);
}

static void tell_dates(struct hk_notes *notes, const struct hk_parse_node *node)
{
	for (const struct hk_parse_node *n = node->children; n; n = n->next)
		tell_dates(notes, n);
	if (node->kind == HK_PARSE_FIELD && node->field->kind == HK_FIELD_DATE)
		tell_days(notes, "date:", node->text, HK_FILTER_DATE);
}

static void tell_parsed(struct hk_notes *notes, const struct hk_note_ask *ask,
			const struct hk_result *result)
{
	struct hk_buf text;

	hk_buf_init(&text, HK_CLEAN_MAX);
	/* A line that is too long is shown as far as it goes. */
	if ((!hk_parsed_query(&text, &result->parse) || text.len) && text.len)
		add_note(notes, HK_NOTE_ALWAYS, "query: %s", text.data);
	hk_buf_reset(&text);
	if (!hk_parsed_words(&text, &result->plan) || text.len)
		add_note(notes, HK_NOTE_ALWAYS, "words: %s",
			 text.len ? text.data : "");
	hk_buf_reset(&text);
	if ((!hk_parsed_synonyms(&text, &result->plan) || text.len) && text.len)
		add_note(notes, HK_NOTE_ALWAYS, "synonyms: %s", text.data);
	if (ask->search->plan.path)
		add_note(notes, HK_NOTE_ALWAYS, "only below: %s",
			 ask->search->plan.path);
	if (result->parse.root)
		tell_dates(notes, result->parse.root);
	if (ask->search->plan.since)
		tell_days(notes, "--since ",
			  hk_span_cstr(ask->search->plan.since),
			  HK_FILTER_SINCE);
	if (ask->search->plan.until)
		tell_days(notes, "--until ",
			  hk_span_cstr(ask->search->plan.until),
			  HK_FILTER_UNTIL);
	hk_buf_release(&text);
}

/* ---- Nothing ---- */

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

static void tell_nothing(struct hk_notes *notes, const struct hk_note_ask *ask,
			 const struct hk_result *result,
			 const struct xap_db *db)
{
	uint32_t passages = 0;
	struct hk_clean_buf command;
	struct hk_buf text, meant;

	if (ask->search->plan.path &&
	    is_empty_path(ask->search->plan.path, db)) {
		add_note(notes, HK_NOTE_EMPTY,
			 "nothing found: no article of the index is below %s",
			 ask->search->plan.path);
		return;
	}
	hk_buf_init(&text, HK_CLEAN_MAX);
	hk_buf_init(&meant, HK_CLEAN_MAX);
	if (describe(&text, &meant, result))
		hk_buf_reset(&text);
	if (xap_db_doc_count(db, &passages, NULL))
		passages = 0;
	if (!passages)
		add_note(
			notes, HK_NOTE_EMPTY,
			"nothing found: the index is empty; add something with "
			"`%s`",
			hint(&command, ask, "add FOLDER"));
	else if (text.len)
		add_note(notes, HK_NOTE_EMPTY,
			 "nothing found for %s%s; --explain shows how the "
			 "query was "
			 "cut",
			 text.data, meant.len ? meant.data : "");
	else
		add_note(
			notes, HK_NOTE_EMPTY,
			"nothing found; --explain shows how the query was cut");
	hk_buf_release(&text);
	hk_buf_release(&meant);
}

enum hk_status hk_note_answer(struct hk_notes *notes,
			      const struct hk_note_ask *ask,
			      const struct hk_session *session,
			      const struct hk_result *result)
{
	tell_missing(notes, session->reader);
	tell_way(notes, ask, result);
	tell_sound(notes, ask, session, result);
	tell_slips(notes, ask, result);
	if (ask->search->explain)
		tell_parsed(notes, ask, result);
	if (ask->search->hints && result->parse.root &&
	    !ask->search->plan.literal)
		tell_words(notes, result->parse.root);
	/* A page behind the last one is empty, too. */
	if (ask->search->hints && !result->count && !result->articles &&
	    !ask->search->offset)
		tell_nothing(notes, ask, result, hk_reader_db(session->reader));
	return notes->failed ? HK_ENOMEM : HK_OK;
}
