/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/synonyms_read.h"

#include "base/utf8.h"

#define MARK "\xEF\xBB\xBF" /* of the order of bytes */

/* Columns of Sudachi's rows. */
#define COLUMN_GROUP   0
#define COLUMN_CONTROL 2
#define COLUMN_LAST    6 /* of those that are numbers */
#define COLUMN_TEXT    8
#define COLUMNS	       9
#define GROUP_DIGITS   6

struct reader {
	struct hk_synonyms_maker *maker;
	hk_synonyms_fault fault;
	void *ctx;
	uint32_t line;
	char group[GROUP_DIGITS]; /* of the row before */
	bool open;		  /* it is still being read */
	struct hk_buf word;
};

static void complain(const struct reader *r, const char *why)
{
	r->fault(r->ctx, r->line, why);
}

/* A text that cannot be one is a fault of its line; anything else is the end.
 */
static enum hk_status add(struct reader *r, struct hk_str text,
			  enum hk_synonyms_role role)
{
	enum hk_status status = hk_synonyms_maker_text(r->maker, text, role);

	if (status != HK_EUSAGE)
		return status;
	complain(r, "a text of it is too long, or has nothing but signs");
	return HK_OK;
}

/* Is the line text? What could not be decoded is U+FFFD. */
static bool is_text(struct hk_str text)
{
	uint32_t c = 0;

	for (size_t at = 0, n; at < text.len; at += n) {
		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || c == 0xFFFD)
			return false;
	}
	return true;
}

/* ---- Groups in lines ---- */

/* The bytes of the sign that begins here, if it is one of `signs`; else 0. */
static size_t sign_at(struct hk_str text, const char *const *signs)
{
	for (; *signs; signs++)
		if (hk_span_starts(text, *signs))
			return strlen(*signs);
	return 0;
}

static const char *const commas[] = {",", "\t", "\uFF0C", "\u3001", NULL};
static const char *const arrows[] = {"=>", "\uFF1D\uFF1E", NULL};

/* The next text of a line, up to a sign, which is taken too. `*arrow`: it is an
 * arrow. */
static enum hk_status next_text(struct reader *r, struct hk_str *rest,
				bool *arrow)
{
	enum hk_status status = HK_OK;

	hk_buf_reset(&r->word);
	*arrow = false;
	while (rest->len && !status) {
		size_t comma = sign_at(*rest, commas);
		size_t sign = sign_at(*rest, arrows);

		if (comma || sign) {
			*arrow = sign > 0;
			*rest = hk_span_from(*rest, comma + sign);
			break;
		}
		if (rest->data[0] == '\\' && rest->len > 1)
			*rest = hk_span_from(*rest, 1);
		status = hk_buf_putc(&r->word, rest->data[0]);
		*rest = hk_span_from(*rest, 1);
	}
	return status;
}

/* Where the arrow of the line is: 0, 1 or more of them. */
static enum hk_status count_arrows(struct reader *r, struct hk_str line,
				   size_t *count)
{
	enum hk_status status = HK_OK;
	bool arrow;

	for (*count = 0; line.len && !status; *count += arrow)
		status = next_text(r, &line, &arrow);
	return status;
}

static enum hk_status read_line(struct reader *r, struct hk_str line)
{
	enum hk_synonyms_role role = HK_SYNONYMS_BOTH;
	enum hk_status status;
	struct hk_str rest = line, text;
	size_t arrows_met;
	bool arrow, says;

	if (!line.len || line.data[0] == '#')
		return HK_OK;
	status = count_arrows(r, line, &arrows_met);
	if (arrows_met > 1)
		complain(r, "it has more than one =>");
	if (status || arrows_met > 1)
		return status;
	if (arrows_met)
		role = HK_SYNONYMS_TRIGGER;
	while (rest.len && !status) {
		status = next_text(r, &rest, &arrow);
		text = hk_span_trim(hk_buf_str(&r->word));
		if (!status && text.len)
			status = add(r, text, role);
		if (arrow)
			role = HK_SYNONYMS_TARGET;
	}
	if (!status)
		status = hk_synonyms_maker_end(r->maker, &says);
	/* A line that says what another one did does no harm. */
	if (!status && !says)
		complain(r, arrows_met
				    ? HK_MESSAGE("there must be other words "
						 "before and behind its =>")
				    : HK_MESSAGE("there must be two words with "
						 "a comma between them"));
	return status;
}

/* ---- Sudachi's rows ---- */

enum hk_synonyms_role hk_synonyms_read_control(unsigned control)
{
	return control == 0   ? HK_SYNONYMS_BOTH
	       : control == 1 ? HK_SYNONYMS_TARGET
			      : (enum hk_synonyms_role)0;
}

/* Cut a row at its commas; a text in quotes may have some. */
static bool cut_row(struct hk_str columns[COLUMNS], struct hk_str row)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		bool quoted = row.len && row.data[0] == '"';
		size_t n = quoted;

		while (n < row.len && row.data[n] != (quoted ? '"' : ','))
			n++;
		columns[i] = hk_span_str(row.data + quoted, n - quoted);
		n += quoted && n < row.len;
		if (n == row.len && i + 1 < COLUMNS)
			return false;
		row = hk_span_from(row, n == row.len ? n : n + 1);
	}
	return true;
}

static bool is_number(struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return true;
}

/* Is it a row of Sudachi's source? */
static bool read_row(struct hk_str columns[COLUMNS], struct hk_str line)
{
	bool is = cut_row(columns, line) &&
		  columns[COLUMN_GROUP].len == GROUP_DIGITS;

	for (size_t i = 0; i <= COLUMN_LAST && is; i++)
		is = is_number(columns[i]);
	return is && columns[COLUMN_CONTROL].len <= 1;
}

static enum hk_status end_group(struct reader *r)
{
	bool says;

	if (!r->open)
		return HK_OK;
	r->open = false;
	/* Groups that say nothing are common, and no faults. */
	return hk_synonyms_maker_end(r->maker, &says);
}

static enum hk_status take_row(struct reader *r, struct hk_str line)
{
	struct hk_str columns[COLUMNS], control;
	enum hk_synonyms_role role;
	enum hk_status status = HK_OK;

	if (!line.len)
		return HK_OK;
	if (!read_row(columns, line)) {
		complain(r, "it is not a row of Sudachi's synonyms");
		return HK_OK;
	}
	if (memcmp(r->group, columns[COLUMN_GROUP].data, GROUP_DIGITS) != 0)
		status = end_group(r);
	memcpy(r->group, columns[COLUMN_GROUP].data, GROUP_DIGITS);
	r->open = true;
	control = columns[COLUMN_CONTROL];
	role = hk_synonyms_read_control(
		control.len ? (unsigned)(control.data[0] - '0') : 0);
	return status || !role ? status : add(r, columns[COLUMN_TEXT], role);
}

/* ---- Both ---- */

enum hk_status hk_synonyms_read(struct hk_synonyms_maker *maker,
				struct hk_str text, hk_synonyms_fault fault,
				void *ctx)
{
	struct reader r = {.maker = maker, .fault = fault, .ctx = ctx};
	enum {
		UNKNOWN,
		LINES,
		ROWS
	} kind = UNKNOWN;
	enum hk_status status = HK_OK;

	if (hk_span_starts(text, MARK))
		text = hk_span_from(text, strlen(MARK));
	hk_buf_init(&r.word, HK_SYNONYMS_LINE_MAX);
	while (text.len && !status) {
		const char *end = memchr(text.data, '\n', text.len);
		size_t len = end ? (size_t)(end - text.data) : text.len;
		struct hk_str line = hk_span_trim(hk_span_str(text.data, len));
		struct hk_str columns[COLUMNS];

		r.line++;
		text = hk_span_from(text, end ? len + 1 : len);
		if (kind == UNKNOWN && line.len && line.data[0] != '#')
			kind = read_row(columns, line) ? ROWS : LINES;
		if (len > HK_SYNONYMS_LINE_MAX)
			complain(&r, "it is too long");
		else if (!is_text(line))
			complain(&r, "it has bytes that are no text");
		else if (kind == ROWS)
			status = take_row(&r, line);
		else
			status = read_line(&r, line);
	}
	if (!status)
		status = end_group(&r);
	hk_buf_release(&r.word);
	return status;
}
