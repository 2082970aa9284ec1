/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/userdict.h"

#include "base/clean.h"
#include "text/char.h"
#include "text/dict_private.h"
#include "text/norm.h"
#include "base/utf8.h"
#include "text/variants.h"

/* How much less a word costs than its cheapest cut, in MeCab's costs. Those of
 * connections to neighbours differ by up to some thousands. */
#define MARGIN 3000
/* A common noun that every dictionary has; words added here get its class. */
#define MODEL_WORD "机"
/* Columns of the class; as many in every kind of dictionary. */
#define CLASS_COLUMNS 6

/* ---- The list ---- */

/* Take the next line of the list; false if there is no whole one. */
static bool next_line(struct hk_str *rest, struct hk_str *word,
		      struct hk_str *reading)
{
	const char *tab, *end;

	if (!rest->len)
		return false;
	end = memchr(rest->data, '\n', rest->len);
	tab = memchr(rest->data, '\t', rest->len);
	if (!end || !tab || tab > end)
		return false;
	*word = hk_span_str(rest->data, (size_t)(tab - rest->data));
	*reading = hk_span_str(tab + 1, (size_t)(end - tab - 1));
	rest->len -= (size_t)(end + 1 - rest->data);
	rest->data = end + 1;
	return true;
}

static bool is_word(struct hk_str word)
{
	if (!word.len || word.len > HK_USERDICT_WORD_MAX)
		return false;
	for (size_t at = 0, n; at < word.len; at += n) {
		struct hk_str rest = hk_span_str(word.data + at, word.len - at);
		uint32_t c;

		n = hk_utf8_decode(rest.data, rest.len, &c);
		if (!n || hk_clean_unsafe(rest) || c == ',' || c == '"' ||
		    hk_char_space(c))
			return false;
	}
	return true;
}

/* Is there a blank between two characters? The normal form may not have it. */
static bool has_gap(struct hk_str text)
{
	bool begun = false, blank = false;

	for (size_t at = 0, n; at < text.len; at += n ? n : 1) {
		uint32_t c = 0;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (n && hk_char_space(c))
			blank = begun;
		else if (blank)
			return true;
		else
			begun = true;
	}
	return false;
}

/* Append the reading in katakana; false if it is not in kana. */
static bool to_katakana(struct hk_buf *out, struct hk_str reading)
{
	if (!reading.len || reading.len > HK_USERDICT_WORD_MAX)
		return false;
	for (size_t at = 0, n; at < reading.len; at += n) {
		char bytes[4];
		uint32_t c;

		n = hk_utf8_decode(reading.data + at, reading.len - at, &c);
		if (n && c >= 0x3041 && c <= 0x3096)
			c += 0x60;
		if (!n || !hk_char_katakana(c) ||
		    hk_buf_append(out, bytes, hk_utf8_encode(bytes, c)))
			return false;
	}
	return true;
}

/* Where the line of the word is in the list, or would be; `*len` becomes its
 * length, or 0 if there is none. */
static size_t find(struct hk_str list, struct hk_str word, size_t *len)
{
	struct hk_str rest = list, one, reading;

	*len = 0;
	while (rest.len) {
		const char *at = rest.data;
		int order;

		if (!next_line(&rest, &one, &reading))
			break;
		order = hk_span_compare(one, word);
		if (order == 0)
			*len = (size_t)(rest.data - at);
		if (order >= 0)
			return (size_t)(at - list.data);
	}
	return list.len;
}

/* Replace `len` bytes of the list at `at` by `bytes`. */
static enum hk_status replace(struct hk_buf *list, size_t at, size_t len,
			      struct hk_str bytes)
{
	enum hk_status status = hk_buf_reserve(list, bytes.len);

	if (status)
		return status;
	memmove(list->data + at + bytes.len, list->data + at + len,
		list->len - at - len);
	memcpy(list->data + at, bytes.data, bytes.len);
	list->len += bytes.len - len;
	list->data[list->len] = '\0';
	return HK_OK;
}

/* The word in normal form, without the blanks around it. */
static enum hk_status normal(struct hk_norm *norm, struct hk_str text,
			     struct hk_str *out)
{
	enum hk_status status = hk_norm_run(norm, text);

	if (status)
		return status;
	*out = hk_buf_str(&norm->text);
	while (out->len && out->data[0] == ' ') {
		out->data++;
		out->len--;
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->len--;
	return HK_OK;
}

enum hk_status hk_userdict_put(struct hk_buf *list, struct hk_str word,
			       struct hk_str reading, struct hk_error *err)
{
	enum hk_status status;
	struct hk_norm norm;
	struct hk_buf line;
	struct hk_str text;
	size_t at, len;

	hk_norm_init(&norm);
	hk_buf_init(&line, 4 * HK_USERDICT_WORD_MAX);
	status = normal(&norm, word, &text);
	if (!status && (has_gap(word) || !is_word(text)))
		status = hk_error_set(err, HK_EUSAGE,
				      "'%.*s' cannot be a word of the "
				      "dictionary: it is empty, too long, or "
				      "has a blank, a comma or a quote",
				      (int)(word.len < 300 ? word.len : 300),
				      word.data);
	if (!status)
		at = find(hk_buf_str(list), text, &len);
	if (!status && (hk_buf_append(&line, text.data, text.len) ||
			hk_buf_putc(&line, '\t')))
		status = HK_ENOMEM;
	if (!status)
		status = normal(&norm, reading, &text);
	if (!status && (!to_katakana(&line, text) || hk_buf_putc(&line, '\n')))
		status = hk_error_set(
			err, HK_EUSAGE,
			"'%.*s' is not a reading: write it in kana",
			(int)(reading.len < 300 ? reading.len : 300),
			reading.data);
	if (!status)
		status = replace(list, at, len, hk_buf_str(&line));
	if (status == HK_ENOMEM)
		hk_error_nomem(err);
	else if (status == HK_ETOOBIG)
		hk_error_set(err, status,
			     "the user dictionary has too many words");
	hk_norm_release(&norm);
	hk_buf_release(&line);
	return status;
}

enum hk_status hk_userdict_drop(struct hk_buf *list, struct hk_str word,
				struct hk_error *err)
{
	enum hk_status status;
	struct hk_norm norm;
	struct hk_str text;
	size_t at, len = 0;

	hk_norm_init(&norm);
	status = normal(&norm, word, &text);
	if (status) {
		hk_error_nomem(err);
	} else {
		at = find(hk_buf_str(list), text, &len);
		if (!len)
			status = hk_error_set(
				err, HK_ENOTFOUND,
				"'%.*s' is not in the user dictionary; `dict "
				"list` shows what is",
				(int)(word.len < 300 ? word.len : 300),
				word.data);
		else
			status = replace(list, at, len, hk_span_str("", 0));
	}
	hk_norm_release(&norm);
	return status;
}

enum hk_status hk_userdict_check(struct hk_str list, struct hk_error *err)
{
	struct hk_str rest = list, before = {NULL, 0}, word, reading;
	struct hk_buf out;
	bool good = true;

	hk_buf_init(&out, HK_USERDICT_WORD_MAX);
	while (good && rest.len) {
		hk_buf_reset(&out);
		good = next_line(&rest, &word, &reading) && is_word(word) &&
		       to_katakana(&out, reading) &&
		       hk_span_same(hk_buf_str(&out), reading) &&
		       (!before.data || hk_span_compare(before, word) < 0);
		before = word;
	}
	hk_buf_release(&out);
	return good ? HK_OK
		    : hk_error_set(err, HK_ECORRUPT,
				   "a line is not `word TAB reading`, or not "
				   "in its place");
}

/* ---- Rows ---- */

struct maker {
	const struct hk_dict *dict;
	mecab_t *tagger;
	mecab_lattice_t *lattice;
	unsigned short left, right; /* context ids of the model word */
	struct hk_str class;	    /* its first columns; in `columns` */
	struct hk_buf columns;
	struct hk_buf word; /* the lattice's sentence */
};

static enum hk_status parse(struct maker *m, struct hk_str word)
{
	hk_buf_reset(&m->word);
	for (size_t at = 0, n; at < word.len; at += n) {
		char bytes[4];
		uint32_t c = 0;

		/* MeCab sees old kanji as new ones (text/morph_piece.c). */
		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		c = hk_variants_known(c);
		if (!n ||
		    hk_buf_append(&m->word, bytes, hk_utf8_encode(bytes, c)))
			return HK_ENOMEM;
	}
	mecab_lattice_set_sentence2(m->lattice, m->word.data, m->word.len);
	return mecab_parse_lattice(m->tagger, m->lattice) ? HK_OK : HK_EDICT;
}

static enum hk_status start(struct maker *m)
{
	struct hk_str word = hk_span_cstr(MODEL_WORD);
	const mecab_node_t *node;
	unsigned columns = 0;
	size_t len = 0;

	m->tagger = mecab_model_new_tagger(m->dict->model);
	m->lattice = mecab_model_new_lattice(m->dict->model);
	if (!m->tagger || !m->lattice)
		return HK_ENOMEM;
	if (parse(m, word))
		return HK_EDICT;
	node = mecab_lattice_get_bos_node(m->lattice)->next;
	if (!node || node->length != word.len || node->stat != MECAB_NOR_NODE)
		return HK_EDICT;
	for (; node->feature[len]; len++)
		if (node->feature[len] == ',' && ++columns == CLASS_COLUMNS)
			break;
	if (columns != CLASS_COLUMNS)
		return HK_EDICT;
	m->left = node->lcAttr;
	m->right = node->rcAttr;
	if (hk_buf_append(&m->columns, node->feature, len))
		return HK_ENOMEM;
	m->class = hk_buf_str(&m->columns);
	return HK_OK;
}

static enum hk_status add_row(struct maker *m, struct hk_buf *out,
			      struct hk_str word, struct hk_str reading)
{
	const mecab_node_t *begin, *end;
	bool lemma_first = m->dict->format.lemma < m->dict->format.reading;
	struct hk_str first = lemma_first ? word : reading;
	struct hk_str second = lemma_first ? reading : word;
	enum hk_status status = parse(m, word);
	long cost;

	if (status)
		return status;
	begin = mecab_lattice_get_bos_node(m->lattice);
	end = mecab_lattice_get_eos_node(m->lattice);
	cost = end->cost - MARGIN -
	       mecab_model_transition_cost(m->dict->model, begin->rcAttr,
					   m->left) -
	       mecab_model_transition_cost(m->dict->model, m->right,
					   end->lcAttr);
	cost = cost < -30000 ? -30000 : cost > 30000 ? 30000 : cost;
	return hk_buf_printf(out, "%.*s,%u,%u,%ld,%.*s,%.*s,%.*s,%.*s\n",
			     (int)m->word.len, m->word.data, m->left, m->right,
			     cost, (int)m->class.len, m->class.data,
			     (int)first.len, first.data, (int)second.len,
			     second.data, (int)reading.len, reading.data);
}

enum hk_status hk_userdict_rows(struct hk_buf *out, const struct hk_dict *dict,
				struct hk_str list, struct hk_error *err)
{
	struct maker m = {.dict = dict};
	struct hk_str word, reading;
	enum hk_status status;

	hk_buf_init(&m.columns, 4096);
	hk_buf_init(&m.word, 4096);
	status = start(&m);
	while (!status && next_line(&list, &word, &reading))
		status = add_row(&m, out, word, reading);
	if (m.lattice)
		mecab_lattice_destroy(m.lattice);
	if (m.tagger)
		mecab_destroy(m.tagger);
	hk_buf_release(&m.columns);
	hk_buf_release(&m.word);
	if (status == HK_EDICT)
		return hk_error_set(err, status,
				    "cannot add words to the MeCab dictionary "
				    "in '%s': it has no common noun to copy",
				    dict->dir);
	return status ? hk_error_nomem(err) : HK_OK;
}
