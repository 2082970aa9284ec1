/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/aozora/notation.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"
#include "formats/aozora/accent.h"
#include "text/article.h"
#include "text/char.h"
#include "base/utf8.h"

#define NOTE	  "［＃"
#define BAR	  "｜"
#define REFERENCE "※" /* before the note on a character */
/* Bytes; longer text is not a reading, or not a base marked with ｜. */
#define READING_MAX 300
#define BASE_MAX    400

void hk_aozora_init(struct hk_aozora *a)
{
	memset(a, 0, sizeof(*a));
	hk_buf_init(&a->text, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&a->readings, HK_BLOCK_TEXT_MAX);
	hk_gaiji_init(&a->gaiji);
}

void hk_aozora_release(struct hk_aozora *a)
{
	hk_buf_release(&a->text);
	hk_buf_release(&a->readings);
	hk_gaiji_release(&a->gaiji);
	free(a->rubies);
	free(a->marks);
	free(a->notes);
	free(a->open);
	memset(a, 0, sizeof(*a));
}

void hk_aozora_reset(struct hk_aozora *a)
{
	hk_buf_reset(&a->text);
	hk_buf_reset(&a->readings);
	a->ruby_count = a->mark_count = 0;
}

static struct hk_str part(struct hk_str text, size_t begin, size_t end)
{
	return hk_span_str(text.data + begin, end - begin);
}

static bool stands(struct hk_str text, size_t at, const char *what)
{
	return hk_span_starts(part(text, at, text.len), what);
}

/* ---- Notes ---- */

static enum hk_status push_open(struct hk_aozora *a, size_t count,
				struct hk_span bracket)
{
	if (!HK_ARRAY_RESERVE(a->open, a->open_capacity, count + 1))
		return HK_ENOMEM;
	a->open[count] = bracket;
	return HK_OK;
}

/* Add a note in place of those inside it, which were added before. */
static enum hk_status push_note(struct hk_aozora *a, struct hk_span note)
{
	while (a->note_count && a->notes[a->note_count - 1].begin > note.begin)
		a->note_count--;
	if (!HK_ARRAY_RESERVE(a->notes, a->note_capacity, a->note_count + 1))
		return HK_ENOMEM;
	a->notes[a->note_count++] = note;
	return HK_OK;
}

/*
 * Find the notes of a line, which may be nested. `plain`: brackets without ＃
 * have an end of their own, too. `*left`: notes without an end.
 */
static enum hk_status find_notes(struct hk_aozora *a, struct hk_str line,
				 bool plain, size_t *left)
{
	size_t opened = 0, at = 0;
	enum hk_status status = HK_OK;

	a->note_count = *left = 0;
	while (!status && at < line.len) {
		bool note = stands(line, at, NOTE);

		if (note || (plain && stands(line, at, "［"))) {
			/* `end` tells what kind of bracket it is. */
			struct hk_span bracket = {at, note};

			status = push_open(a, opened++, bracket);
			at += 3;
		} else if (opened && stands(line, at, "］")) {
			struct hk_span span = {a->open[--opened].begin, at + 3};

			if (a->open[opened].end)
				status = push_note(a, span);
			at += 3;
		} else {
			at++;
		}
	}
	while (opened)
		*left += a->open[--opened].end;
	return status;
}

static enum hk_status notes_of(struct hk_aozora *a, struct hk_str line)
{
	enum hk_status status;
	size_t left;

	a->note_count = 0;
	if (!line.len || !memmem(line.data, line.len, NOTE, strlen(NOTE)))
		return HK_OK;
	status = find_notes(a, line, true, &left);
	if (!status && left)
		status = find_notes(a, line, false, &left);
	return status;
}

/* What stands between ［＃ and ］. */
static struct hk_str inside(struct hk_str line, struct hk_span note)
{
	return part(line, note.begin + strlen(NOTE), note.end - strlen("］"));
}

/* ---- Repetition marks ---- */

/* ／＼ and ／″＼, which stand for 〳〵 and 〴〵; returns their bytes. */
static size_t repetition_at(struct hk_str text, size_t at, const char **to)
{
	static const char *const marks[][2] = {
		{"／＼", "〳〵"}, {"／″＼", "〴〵"}, {"／゛＼", "〴〵"}};

	for (size_t i = 0; i < 3; i++)
		if (stands(text, at, marks[i][0])) {
			*to = marks[i][1];
			return strlen(marks[i][0]);
		}
	return 0;
}

/* ---- Text inside readings and notes ---- */

/* Put the character that the note names in place of the ※ that ends `out`,
 * which stays where it names none. */
static enum hk_status append_gaiji(struct hk_aozora *a, struct hk_buf *out,
				   struct hk_str note)
{
	char gaiji[HK_GAIJI_MAX];
	size_t len = hk_gaiji_note(&a->gaiji, note, gaiji);

	if (len)
		out->len -= strlen(REFERENCE);
	return len ? hk_buf_append(out, gaiji, len) : HK_OK;
}

/* Append the text without notes and without the brackets of readings that an
 * editor gave; characters that are named are put in. */
static enum hk_status append_clean(struct hk_aozora *a, struct hk_buf *out,
				   struct hk_str text)
{
	enum hk_status status = HK_OK;
	size_t at = 0, depth = 0, begin = 0, n;
	bool named = false;
	const char *to;
	uint32_t c;

	for (; !status && at < text.len; at += n) {
		if (stands(text, at, NOTE)) {
			n = strlen(NOTE);
			if (depth++ == 0) {
				named = at >= 3 &&
					stands(text, at - 3, REFERENCE);
				begin = at + n;
			}
			continue;
		}
		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		n = n ? n : 1;
		if (depth && stands(text, at, "］")) {
			if (--depth == 0 && named)
				status = append_gaiji(a, out,
						      part(text, begin, at));
		} else if (!depth && repetition_at(text, at, &to)) {
			n = repetition_at(text, at, &to);
			status = hk_buf_puts(out, to);
		} else if (!depth && !stands(text, at, "〔") &&
			   !stands(text, at, "〕")) {
			status = hk_buf_append(out, text.data + at, n);
		}
	}
	return status;
}

/* ---- A line ---- */

struct scan {
	struct hk_aozora *a;
	struct hk_str line;
	size_t at;	  /* of the line */
	size_t note;	  /* the first that is not behind `at` */
	size_t begin;	  /* of the line, in the text */
	size_t floor;	  /* the base of a ruby begins here or later */
	size_t noted;	  /* the text ended here before a note; */
	size_t old_floor; /* this was the floor then */
	size_t bar;	  /* a base marked with ｜ begins here */
	bool has_bar;
	size_t accents;	  /* end of the accented text around `at`, or 0 */
	size_t group;	  /* the last one's begin */
	size_t group_end; /* and end, in the text */
};

static enum hk_status add_mark(struct hk_aozora *a, struct hk_aozora_mark mark)
{
	if (!HK_ARRAY_RESERVE(a->marks, a->mark_capacity, a->mark_count + 1))
		return HK_ENOMEM;
	a->marks[a->mark_count++] = mark;
	return HK_OK;
}

/* Take `end` off the end of the text. */
static bool cut(struct hk_str *text, const char *end)
{
	size_t n = strlen(end);

	if (text->len < n || memcmp(text->data + text->len - n, end, n))
		return false;
	text->len -= n;
	return true;
}

/* Where the text that the note quotes begins: it ends here. */
static enum hk_status find_quoted(struct scan *s, struct hk_str quoted,
				  size_t *begin)
{
	struct hk_buf *text = &s->a->text;
	enum hk_status status;
	struct hk_buf own;

	hk_buf_init(&own, HK_BLOCK_TEXT_MAX);
	status = append_clean(s->a, &own, quoted);
	*begin = s->begin;
	if (!status && own.len && own.len <= text->len - s->begin &&
	    !memcmp(text->data + text->len - own.len, own.data, own.len))
		*begin = text->len - own.len;
	hk_buf_release(&own);
	return status;
}

/* Does the note tell of a heading? */
static enum hk_status take_heading(struct scan *s, struct hk_str note)
{
	struct hk_aozora_mark mark = {HK_AOZORA_LINE, 2, 0, 0};
	bool ends = cut(&note, "終わり"), part_of_line;

	if (!cut(&note, "見出し"))
		return HK_OK;
	if (cut(&note, "大"))
		mark.level = 1;
	else if (cut(&note, "小"))
		mark.level = 3;
	else if (!cut(&note, "中"))
		return HK_OK;
	part_of_line = cut(&note, "同行") || cut(&note, "窓");
	mark.begin = mark.end = s->a->text.len;
	if (ends) {
		mark.kind = HK_AOZORA_CLOSE;
		return !note.len || cut(&note, "ここで") ? add_mark(s->a, mark)
							 : HK_OK;
	}
	if (!note.len || hk_span_same(note, hk_span_cstr("ここから"))) {
		mark.kind = HK_AOZORA_OPEN;
		return add_mark(s->a, mark);
	}
	if (!stands(note, 0, "「") || !cut(&note, "」は"))
		return HK_OK;
	if (part_of_line) {
		mark.kind = HK_AOZORA_SPAN;
		if (find_quoted(s, part(note, strlen("「"), note.len),
				&mark.begin))
			return HK_ENOMEM;
	}
	return add_mark(s->a, mark);
}

/* Skip the note that begins here. */
static enum hk_status take_note(struct scan *s)
{
	struct hk_span note = s->a->notes[s->note++];

	if (s->noted != s->a->text.len) {
		s->old_floor = s->floor;
		s->noted = s->floor = s->a->text.len;
	}
	s->at = note.end;
	return take_heading(s, inside(s->line, note));
}

/* ※ and a note on the character: put it in, or keep the ※. */
static enum hk_status take_gaiji(struct scan *s)
{
	struct hk_span note = s->a->notes[s->note++];
	struct hk_buf *text = &s->a->text;

	s->at = note.end;
	if (hk_buf_puts(text, REFERENCE))
		return HK_ENOMEM;
	return append_gaiji(s->a, text, inside(s->line, note));
}

static bool at_note(const struct scan *s, size_t at)
{
	return s->note < s->a->note_count && s->a->notes[s->note].begin == at;
}

/* Does the ｜ here mark the base of a ruby? */
static bool is_bar(const struct scan *s)
{
	size_t at = s->at + strlen(BAR), note = s->note, bytes = 0;
	struct hk_str reading;

	while (at < s->line.len && bytes <= BASE_MAX) {
		if (note < s->a->note_count && s->a->notes[note].begin == at) {
			at = s->a->notes[note++].end;
			continue;
		}
		if (stands(s->line, at, BAR))
			return false;
		if (stands(s->line, at, "《"))
			return bytes &&
			       hk_aozora_ruby_at(s->line, at, &reading);
		at++;
		bytes++;
	}
	return false;
}

/* 《…》 behind a base; `*n` stays 0 where it is text. */
static enum hk_status take_ruby(struct scan *s, size_t *n)
{
	struct hk_aozora *a = s->a;
	struct hk_str reading, text = hk_buf_str(&a->text);
	struct hk_aozora_ruby ruby = {{0, a->text.len}, {a->readings.len, 0}};
	size_t floor =
		s->noted == text.len && text.len ? s->old_floor : s->floor;
	size_t bytes = hk_aozora_ruby_at(s->line, s->at, &reading);

	if (!bytes)
		return HK_OK;
	if (s->has_bar)
		ruby.base.begin = s->bar;
	else if (s->group_end == text.len && s->group < text.len)
		ruby.base.begin = s->group;
	else
		ruby.base.begin =
			hk_aozora_base(text, floor, text.len, reading);
	if (ruby.base.begin >= text.len)
		return HK_OK;
	if (!HK_ARRAY_RESERVE(a->rubies, a->ruby_capacity, a->ruby_count + 1) ||
	    append_clean(a, &a->readings, reading))
		return HK_ENOMEM;
	ruby.reading.end = a->readings.len;
	a->rubies[a->ruby_count++] = ruby;
	s->floor = s->noted = text.len;
	s->old_floor = s->floor;
	s->has_bar = false;
	*n = bytes;
	return HK_OK;
}

/* How many bytes from here on are text for sure: no sign begins with them. */
static size_t plain_run(const struct scan *s)
{
	size_t at = s->at;

	while (!s->accents && at < s->line.len) {
		unsigned char c = (unsigned char)s->line.data[at];

		if (c == 0xE2 || c == 0xE3 || c == 0xEF)
			break;
		at++;
	}
	return at - s->at;
}

/* Does a group of letters with accents begin here? */
static bool begins_accents(struct scan *s)
{
	if (s->accents || !stands(s->line, s->at, "〔"))
		return false;
	s->accents = hk_accent_group(s->line, s->at + 3);
	return s->accents;
}

/* How many bytes stand here for something else, `to`; 0 if none do. */
static size_t replaced_at(const struct scan *s, const char **to)
{
	size_t n = s->accents ? hk_accent_at(s->line, s->at, to) : 0;

	return n ? n : repetition_at(s->line, s->at, to);
}

/* Take what is not a note: text, or a sign of the notation. */
static enum hk_status take_text(struct scan *s)
{
	struct hk_aozora *a = s->a;
	struct hk_str line = s->line;
	enum hk_status status = HK_OK;
	size_t n = plain_run(s);
	const char *to;
	uint32_t c;

	if (n) {
		status = hk_buf_append(&a->text, line.data + s->at, n);
	} else if (stands(line, s->at, "《")) {
		status = take_ruby(s, &n);
	} else if (stands(line, s->at, BAR) && is_bar(s)) {
		s->has_bar = true;
		s->bar = a->text.len;
		n = strlen(BAR);
	} else if (begins_accents(s)) {
		s->group = a->text.len;
		n = 3;
	} else if (s->accents && s->at == s->accents) {
		s->accents = 0;
		s->group_end = a->text.len;
		n = 3;
	} else {
		n = replaced_at(s, &to);
		if (n)
			status = hk_buf_puts(&a->text, to);
	}
	if (!n && !status) {
		n = hk_utf8_decode(line.data + s->at, line.len - s->at, &c);
		n = n ? n : 1;
		status = hk_buf_append(&a->text, line.data + s->at, n);
	}
	s->at += n;
	return status;
}

enum hk_status hk_aozora_line(struct hk_aozora *a, struct hk_str line)
{
	size_t begin = a->text.len;
	struct scan s = {.a = a,
			 .line = line,
			 .begin = begin,
			 .floor = begin,
			 .noted = begin,
			 .old_floor = begin,
			 .group_end = (size_t)-1};
	enum hk_status status = notes_of(a, line);

	while (!status && s.at < line.len) {
		if (at_note(&s, s.at))
			status = take_note(&s);
		else if (stands(line, s.at, REFERENCE) &&
			 at_note(&s, s.at + strlen(REFERENCE)))
			status = take_gaiji(&s);
		else
			status = take_text(&s);
	}
	return status ? HK_ENOMEM : HK_OK;
}
