/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/light/tag.h"
#include "formats/plain.h"

/* Subtitles: SubRip and WebVTT, and (Advanced) SubStation Alpha. */

struct state {
	bool text;  /* behind the line of times of a cue */
	bool skip;  /* inside NOTE, STYLE or REGION */
	bool begun; /* the first line was read */
	/* SubStation Alpha. */
	unsigned columns; /* before the text, as Format: has them */
	unsigned name;	  /* the column of the speaker, from 1; 0: none */
	bool events;
	struct hk_str before; /* the text of the line before */
};

/* ---- Inside lines ---- */

/* <v 話者>, <00:01.000>, <i>, {\an8}, &amp; */
static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	size_t n;
	const char *end;

	if (*here.data == '&')
		return hk_light_reference(l, at);
	if (*here.data == '{') {
		end = memchr(here.data, '}', here.len < 1000 ? here.len : 1000);
		return end && here.data[1] == '\\'
			       ? (size_t)(end - here.data) + 1
			       : 0;
	}
	if (hk_span_starts(here, "<v ") || hk_span_starts(here, "<v.")) {
		end = memchr(here.data, '>', here.len < 200 ? here.len : 200);
		n = end ? (size_t)(end - here.data) : 0;
		if (!n || !memchr(here.data, ' ', n))
			return 0;
		end = memchr(here.data, ' ', n);
		hk_light_keep(l, at + (size_t)(end - here.data) + 1, at + n);
		hk_light_put(l, "  ", 2);
		return n + 1;
	}
	for (n = 1; n < here.len && n < 16 &&
		    ((here.data[n] >= '0' && here.data[n] <= ':') ||
		     here.data[n] == '.');
	     n++)
		;
	if (n > 3 && n < here.len && here.data[n] == '>')
		return n + 1;
	/* <c.red>: a class may follow the name. */
	if (here.len > 2 && here.data[2] == '.') {
		end = memchr(here.data, '>', here.len < 200 ? here.len : 200);
		return end ? (size_t)(end - here.data) + 1 : 0;
	}
	return hk_light_tag(l, at);
}

/* ---- SubRip, WebVTT ---- */

static bool is_times(struct hk_str line)
{
	const char *arrow =
		line.len ? memmem(line.data, line.len, "-->", 3) : NULL;

	line = hk_plain_trim(line);
	return arrow && line.len && *line.data >= '0' && *line.data <= '9';
}

static void take_first(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	s->begun = true;
	while (hk_span_starts(line, "\xEF\xBB\xBF"))
		line = hk_span_from(line, 3);
	if (!hk_span_starts(line, "WEBVTT"))
		return;
	line = hk_plain_trim(hk_span_from(line, 6));
	if (hk_span_starts(line, "-"))
		line = hk_span_from(line, 1);
	hk_light_title(l, line);
	s->skip = true; /* up to a blank line */
}

static void take_cue(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	if (!s->begun)
		take_first(l, line);
	if (is_times(line)) {
		hk_light_close(l);
		s->text = true;
		s->skip = false;
	} else if (hk_plain_is_blank(line)) {
		hk_light_close(l);
		s->text = s->skip = false;
	} else if (s->text) {
		hk_light_add(l, HK_BLOCK_PARAGRAPH, line);
	} else if (hk_span_starts(line, "NOTE") ||
		   hk_span_starts(line, "STYLE") ||
		   hk_span_starts(line, "REGION")) {
		s->skip = true;
	}
	/* Other lines before the times are the name of the cue. */
}

/* ---- SubStation Alpha ---- */

/* The columns that "Format: " names. */
static void take_columns(struct state *s, struct hk_str line)
{
	struct hk_str one;
	size_t n;

	s->columns = 0;
	s->name = 0;
	while (line.len) {
		const char *comma = memchr(line.data, ',', line.len);

		n = comma ? (size_t)(comma - line.data) : line.len;
		one = hk_plain_trim(hk_span_str(line.data, n));
		if (hk_light_is(one, "name") || hk_light_is(one, "actor"))
			s->name = s->columns + 1;
		if (!comma)
			return;
		s->columns++;
		line = hk_span_from(line, n + 1);
	}
}

/* Put the text of a line without its overrides. */
static void put_words(struct hk_light *l, struct hk_str text)
{
	bool drawing = false;

	for (size_t i = 0; i < text.len && !l->status;) {
		struct hk_str here = hk_span_from(text, i);
		const char *end = *here.data == '{'
					  ? memchr(here.data, '}', here.len)
					  : NULL;

		if (end) {
			const char *p = memmem(
				here.data, (size_t)(end - here.data), "\\p", 2);

			if (p && p + 2 < end && p[2] >= '0' && p[2] <= '9')
				drawing = p[2] != '0';
			i += (size_t)(end - here.data) + 1;
		} else if (hk_span_starts(here, "\\N") ||
			   hk_span_starts(here, "\\n") ||
			   hk_span_starts(here, "\\h")) {
			hk_light_put(l, here.data[1] == 'h' ? " " : "\n", 1);
			i += 2;
		} else {
			if (!drawing)
				hk_light_put(l, here.data, 1);
			i++;
		}
	}
}

static void take_dialogue(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str name = {NULL, 0};

	for (unsigned i = 0; i < s->columns; i++) {
		const char *comma = memchr(line.data, ',', line.len);

		if (!comma)
			return;
		if (i + 1 == s->name)
			name = hk_plain_trim(hk_span_str(
				line.data, (size_t)(comma - line.data)));
		line = hk_span_from(line, (size_t)(comma - line.data) + 1);
	}
	/* Layers of one text, for its edges and shadows. */
	if (hk_span_same(line, s->before))
		return;
	s->before = line;
	hk_buf_reset(&l->out);
	if (name.len) {
		hk_light_put(l, name.data, name.len);
		hk_light_put(l, "  ", 2);
	}
	put_words(l, line);
	if (!l->status && l->out.len > (name.len ? name.len + 2 : 0))
		l->status = hk_plain_block(l->article, HK_BLOCK_PARAGRAPH, 0,
					   hk_buf_str(&l->out), l->line);
}

static void take_script(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	if (hk_span_starts(line, "["))
		s->events = hk_light_starts(line, "[events]");
	else if (hk_light_starts(line, "title:") && !s->events)
		hk_light_title(l, hk_plain_trim(hk_span_from(line, 6)));
	else if (hk_light_starts(line, "original script:"))
		hk_light_author(l, hk_plain_trim(hk_span_from(line, 16)));
	else if (s->events && hk_light_starts(line, "format:"))
		take_columns(s, hk_span_from(line, 7));
	else if (s->events && hk_light_starts(line, "dialogue:"))
		take_dialogue(l, hk_span_from(line, 9));
}

/* ---- Formats ---- */

static enum hk_status read_cues(const struct hk_format_input *input,
				struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.hooks = "<{&",
		.hook = hook,
		.take = take_cue,
		.state_size = sizeof(struct state),
		.headings_only = true,
	};

	return hk_light_read(input, &syntax, err);
}

static enum hk_status read_script(const struct hk_format_input *input,
				  struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.take = take_script,
		.state_size = sizeof(struct state),
		.headings_only = true,
	};
	struct hk_light l;
	struct hk_str line;
	enum hk_status status;

	if (!memmem(input->text.data, input->text.len, "Dialogue:", 9))
		return hk_format_text.read(input, err);
	hk_light_init(&l, &syntax, input);
	l.article->lines = HK_BLOCK_LINES_RECORD;
	if (l.state)
		((struct state *)l.state)->columns = 9;
	while (hk_light_next(&l, &line))
		take_script(&l, line);
	status = hk_light_finish(&l, err);
	hk_light_release(&l);
	return status;
}

const struct hk_format hk_format_srt = {
	.takes = HK_FORMAT_TEXT,
	.read = read_cues,
};

const struct hk_format hk_format_vtt = {
	.takes = HK_FORMAT_TEXT,
	.read = read_cues,
};

const struct hk_format hk_format_ass = {
	.takes = HK_FORMAT_TEXT,
	.read = read_script,
};
