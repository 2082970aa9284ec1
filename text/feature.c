/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/feature.h"

#include <string.h>

#define COLUMNS_MAX 64

/* Take one column of CSV at `*p`, without quotes that enclose all of it. (A
 * doubled quote inside stays doubled: no indexed word has one.) */
static struct hk_str read_column(const char **p)
{
	const char *begin = *p, *end;

	if (*begin == '"') {
		end = ++begin;
		while (*end && !(end[0] == '"' && end[1] != '"'))
			end += end[0] == '"' ? 2 : 1;
		*p = *end ? end + 1 : end;
	} else {
		end = begin + strcspn(begin, ",");
		*p = end;
	}
	if (**p == ',')
		(*p)++;
	return hk_span_str(begin, (size_t)(end - begin));
}

static bool is(struct hk_str text, const char *what)
{
	return hk_span_same(text, hk_span_cstr(what));
}

static enum hk_morph_class noun_class(struct hk_str sub)
{
	if (is(sub, "固有名詞"))
		return HK_MORPH_PROPER;
	if (is(sub, "数") || is(sub, "数詞"))
		return HK_MORPH_NUMBER;
	if (is(sub, "代名詞"))
		return HK_MORPH_PRONOUN;
	if (is(sub, "接尾"))
		return HK_MORPH_SUFFIX;
	if (is(sub, "非自立") || is(sub, "特殊") || is(sub, "助動詞語幹"))
		return HK_MORPH_BOUND;
	return HK_MORPH_NOUN;
}

static enum hk_morph_class class_of(struct hk_str pos, struct hk_str sub)
{
	bool bound = is(sub, "非自立") || is(sub, "非自立可能");

	if (is(pos, "名詞"))
		return noun_class(sub);
	if (is(pos, "動詞"))
		return is(sub, "接尾")	   ? HK_MORPH_AUXILIARY
		       : is(sub, "非自立") ? HK_MORPH_BOUND
					   : HK_MORPH_VERB;
	if (is(pos, "助詞"))
		return HK_MORPH_PARTICLE;
	if (is(pos, "助動詞"))
		return HK_MORPH_AUXILIARY;
	if (is(pos, "記号") || is(pos, "補助記号") || is(pos, "空白"))
		return HK_MORPH_SYMBOL;
	if (is(pos, "形容詞"))
		return bound && is(sub, "非自立") ? HK_MORPH_BOUND
						  : HK_MORPH_ADJECTIVE;
	if (is(pos, "形状詞"))
		return is(sub, "助動詞語幹") ? HK_MORPH_BOUND : HK_MORPH_NOUN;
	if (is(pos, "副詞"))
		return HK_MORPH_ADVERB;
	if (is(pos, "連体詞"))
		return HK_MORPH_ADNOMINAL;
	if (is(pos, "代名詞"))
		return HK_MORPH_PRONOUN;
	if (is(pos, "接続詞"))
		return HK_MORPH_CONJUNCTION;
	if (is(pos, "接頭詞") || is(pos, "接頭辞"))
		return HK_MORPH_PREFIX;
	if (is(pos, "接尾辞"))
		return HK_MORPH_SUFFIX;
	if (is(pos, "感動詞") || is(pos, "フィラー"))
		return HK_MORPH_INTERJECTION;
	return HK_MORPH_NOUN;
}

/* UniDic tells homographs apart by a suffix after '-': a Latin word or a
 * class. */
static struct hk_str strip_suffix(struct hk_str lemma)
{
	const char *dash =
		lemma.len ? memchr(lemma.data + 1, '-', lemma.len - 1) : NULL;
	return dash ? hk_span_str(lemma.data, (size_t)(dash - lemma.data))
		    : lemma;
}

/* Do words of this part of speech not inflect (in IPADIC)? */
static bool is_uninflected(struct hk_str pos)
{
	static const char *const uninflected[] = {
		"名詞",	  "助詞",   "記号",   "副詞",	 "連体詞",
		"接続詞", "接頭詞", "感動詞", "フィラー"};

	for (size_t i = 0; i < sizeof(uninflected) / sizeof(*uninflected); i++)
		if (is(pos, uninflected[i]))
			return true;
	return false;
}

static struct hk_feature_read read_feature(
	const struct hk_feature_format *format, const char *feature)
{
	struct hk_feature_read read = {.feature = feature};
	struct hk_str pos = {NULL, 0};
	const char *p = feature;

	for (unsigned i = 0; *p && i <= format->lemma; i++) {
		struct hk_str column = read_column(&p);

		if (i == 0)
			pos = column;
		else if (i == 1)
			read.cls = class_of(pos, column);
		else if (i == format->lemma && !is(column, "*") && column.len)
			read.lemma = column;
	}
	if (format->strip_suffix)
		read.lemma = strip_suffix(read.lemma);
	/* A-Z begin the prefixes of terms; the normal form has no A-Z. */
	if (read.lemma.len && read.lemma.data[0] >= 'A' &&
	    read.lemma.data[0] <= 'Z')
		read.lemma.len = 0;
	read.uninflected = is_uninflected(pos);
	return read;
}

/* The same, of the class alone. */
static bool read_class(const char *feature, enum hk_morph_class *out)
{
	struct hk_str pos = read_column(&feature);

	*out = class_of(pos, read_column(&feature));
	return is_uninflected(pos);
}

static bool has_context(const mecab_node_t *node)
{
	return node->stat == MECAB_NOR_NODE &&
	       node->lcAttr < HK_FEATURE_LEFT_MAX;
}

/* The class of a word whose left context has been seen. */
static bool seen(const struct hk_feature_classes *classes,
		 const mecab_node_t *node, enum hk_morph_class *out)
{
	unsigned char class = has_context(node) ? classes->of[node->lcAttr] : 0;

	if (class)
		*out = (enum hk_morph_class)(class - 1);
	return class != 0;
}

bool hk_feature_class(const struct hk_feature_classes *classes,
		      const mecab_node_t *node, enum hk_morph_class *out)
{
	return seen(classes, node, out) ||
	       (classes->published && has_context(node) &&
		read_class(node->feature, out));
}

void hk_feature_word(const struct hk_feature_format *format,
		     struct hk_feature_classes *classes,
		     const mecab_node_t *node, struct hk_str surface,
		     struct hk_morpheme *out)
{
	const uintptr_t where = (uintptr_t)node->feature;
	struct hk_feature_read *read;

	out->feature = node->feature;
	out->lemma = surface;
	if (seen(classes, node, &out->cls))
		return;
	read = &classes->words[(where ^ where >> 8) % HK_FEATURE_WORDS];
	if (read->feature != node->feature)
		*read = read_feature(format, node->feature);
	out->cls = read->cls;
	if (read->lemma.len)
		out->lemma = read->lemma;
	else if (!read->lemma.data && format->strip_suffix)
		out->lemma = strip_suffix(surface);
	if (read->uninflected && format->published && has_context(node))
		classes->of[node->lcAttr] = (unsigned char)(out->cls + 1);
}

static struct hk_str column(const char *feature, unsigned number)
{
	const char *p = feature;

	for (unsigned i = 0; *p && i <= number; i++) {
		struct hk_str one = read_column(&p);

		if (i == number && !is(one, "*"))
			return one;
	}
	return hk_span_str(NULL, 0);
}

struct hk_str hk_feature_reading(const struct hk_feature_format *format,
				 const char *feature)
{
	return column(feature, format->reading);
}

struct hk_str hk_feature_spoken(const struct hk_feature_format *format,
				const char *feature)
{
	return column(feature, format->spoken);
}

unsigned hk_feature_count(const char *feature)
{
	unsigned columns = 0;

	for (const char *p = feature; *p && columns < COLUMNS_MAX; columns++)
		read_column(&p);
	return columns;
}
