/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/dict.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"

#define COLUMNS_MAX 64
/* Words of IPADIC 2.7.0, and with the one that Debian adds. */
#define IPADIC_WORDS	    392126
#define IPADIC_WORDS_DEBIAN 392127

/* Where packages put dictionaries, per kind. */
static const struct {
	const char *kind, *dir;
} places[] = {
	{"ipadic", HIKU_DICDIR},
	{"ipadic", "/var/lib/mecab/dic/ipadic-utf8"},
	{"ipadic", "/usr/lib/mecab/dic/ipadic-utf8"},
	{"ipadic", "/usr/local/lib/mecab/dic/ipadic"},
	{"ipadic", "/opt/homebrew/lib/mecab/dic/ipadic"},
	{"unidic", "/var/lib/mecab/dic/unidic"},
	{"unidic", "/usr/lib/mecab/dic/unidic"},
	{"unidic", "/usr/local/lib/mecab/dic/unidic"},
	{"naist-jdic", "/var/lib/mecab/dic/naist-jdic-utf8"},
	{"naist-jdic", "/var/lib/mecab/dic/naist-jdic"},
	{"naist-jdic", "/usr/local/lib/mecab/dic/naist-jdic"},
};

/* ---- Features ---- */

/* One column of CSV at `*p`; quotes are taken off where they enclose it whole
 * (a doubled quote inside stays doubled: no word that we index has one). */
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

/* UniDic tells homographs apart behind a '-', in Latin or by class. */
static struct hk_str strip_suffix(struct hk_str lemma)
{
	const char *dash =
		lemma.len ? memchr(lemma.data + 1, '-', lemma.len - 1) : NULL;
	return dash ? hk_span_str(lemma.data, (size_t)(dash - lemma.data))
		    : lemma;
}

bool hk_dict_read(const struct hk_morph_dict *dict, const char *feature,
		  struct hk_str surface, struct hk_morpheme *out)
{
	static const char *const uninflected[] = {
		"名詞",	  "助詞",   "記号",   "副詞",	 "連体詞",
		"接続詞", "接頭詞", "感動詞", "フィラー"};
	struct hk_str pos = {NULL, 0};
	const char *p = feature;

	out->lemma = surface;
	for (unsigned i = 0; *p && i <= dict->columns.lemma; i++) {
		struct hk_str column = read_column(&p);

		if (i == 0)
			pos = column;
		else if (i == 1)
			out->cls = class_of(pos, column);
		else if (i == dict->columns.lemma && !is(column, "*") &&
			 column.len)
			out->lemma = column;
	}
	if (dict->columns.strip_suffix)
		out->lemma = strip_suffix(out->lemma);
	/* A-Z begins our prefixes; the normal form has none of it. */
	if (out->lemma.data[0] >= 'A' && out->lemma.data[0] <= 'Z')
		out->lemma = surface;
	for (size_t i = 0; i < sizeof(uninflected) / sizeof(*uninflected); i++)
		if (is(pos, uninflected[i]))
			return true;
	return false;
}

bool hk_dict_class(const struct hk_dict_classes *classes,
		   const mecab_node_t *node, enum hk_morph_class *out)
{
	unsigned char class = 0;

	if (node->stat == MECAB_NOR_NODE && node->lcAttr < HK_DICT_LEFT_MAX)
		class = classes->of[node->lcAttr];
	if (class)
		*out = (enum hk_morph_class)(class - 1);
	return class != 0;
}

void hk_dict_word(const struct hk_morph_dict *dict,
		  struct hk_dict_classes *classes, const mecab_node_t *node,
		  struct hk_str surface, struct hk_morpheme *out)
{
	out->feature = node->feature;
	if (hk_dict_class(classes, node, &out->cls))
		out->lemma = surface;
	else if (hk_dict_read(dict, node->feature, surface, out) &&
		 dict->published && node->stat == MECAB_NOR_NODE &&
		 node->lcAttr < HK_DICT_LEFT_MAX)
		classes->of[node->lcAttr] = (unsigned char)(out->cls + 1);
}

struct hk_str hk_dict_reading(const struct hk_morph_dict *dict,
			      const char *feature)
{
	const char *p = feature;

	for (unsigned i = 0; *p && i <= dict->columns.reading; i++) {
		struct hk_str column = read_column(&p);

		if (i == dict->columns.reading && !is(column, "*"))
			return column;
	}
	return hk_span_str(NULL, 0);
}

/* ---- Opening ---- */

/* How many columns a word has that every dictionary knows; an empty one at the
 * end does not count (NAIST-jdic's eleventh). */
static unsigned count_columns(mecab_model_t *model)
{
	mecab_t *tagger = mecab_model_new_tagger(model);
	mecab_lattice_t *lattice = mecab_model_new_lattice(model);
	unsigned columns = 0;

	if (tagger && lattice) {
		mecab_lattice_set_sentence(lattice, "東京");
		if (mecab_parse_lattice(tagger, lattice)) {
			const mecab_node_t *node =
				mecab_lattice_get_bos_node(lattice)->next;
			const char *p = node->feature;

			if (node->stat == MECAB_NOR_NODE)
				for (; *p && columns < COLUMNS_MAX; columns++)
					read_column(&p);
		}
	}
	if (lattice)
		mecab_lattice_destroy(lattice);
	if (tagger)
		mecab_destroy(tagger);
	return columns;
}

static void set_kind(struct hk_morph_dict *dict)
{
	unsigned columns = count_columns(dict->model);
	const char *kind = "other";

	dict->columns.lemma = 6;
	dict->columns.reading = 7;
	if (columns == 9) {
		kind = "ipadic";
		dict->published =
			!dict->user &&
			(dict->info.lexicon_size == IPADIC_WORDS ||
			 dict->info.lexicon_size == IPADIC_WORDS_DEBIAN);
	} else if (columns > 9 && columns < 17) {
		kind = "naist-jdic";
	} else if (columns >= 17) {
		kind = "unidic";
		dict->columns.lemma = 7;
		dict->columns.reading = 6;
		dict->columns.strip_suffix = true;
	}
	snprintf(dict->info.kind, sizeof(dict->info.kind), "%s", kind);
}

static bool is_dictionary(const char *dir)
{
	static const char *const files[] = {"sys.dic", "matrix.bin"};
	char path[4096];

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		int n = snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		if (n < 0 || (size_t)n >= sizeof(path) ||
		    access(path, R_OK) != 0)
			return false;
	}
	return true;
}

static const char *find_dir(const char *kind)
{
	const char *named = getenv("HIKU_DICDIR");

	if (named && *named)
		return named;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (!strcmp(places[i].kind, kind) &&
		    is_dictionary(places[i].dir))
			return places[i].dir;
	return NULL;
}

static enum hk_status check_charset(struct hk_morph_dict *dict,
				    struct hk_error *err)
{
	const mecab_dictionary_info_t *info =
		mecab_model_dictionary_info(dict->model);
	size_t i = 0;

	for (; info->charset[i] && i + 1 < sizeof(dict->info.charset); i++)
		dict->info.charset[i] =
			(char)tolower((unsigned char)info->charset[i]);
	dict->info.charset[i] = '\0';
	dict->info.version = info->version;
	dict->info.lexicon_size = info->size;
	if (!strcmp(dict->info.charset, "utf8"))
		strcpy(dict->info.charset, "utf-8");
	if (strcmp(dict->info.charset, "utf-8") != 0)
		return hk_error_set(err, HK_EDICT,
				    "the MeCab dictionary in %s is in %s: "
				    "hiku needs one in UTF-8 "
				    "(Debian: mecab-ipadic-utf8)",
				    dict->dir, info->charset);
	return HK_OK;
}

enum hk_status hk_morph_open(struct hk_morph_dict **out, const char *dir,
			     const char *kind, const char *user,
			     struct hk_error *err)
{
	struct hk_morph_dict *dict;
	/* A missing or foreign rc file must not matter. */
	char *argv[8] = {"hiku", "-r", "/dev/null", "-d"};
	int argc = 4;
	enum hk_status status;

	*out = NULL;
	if (!dir)
		dir = find_dir(kind ? kind : "ipadic");
	if (!dir || !is_dictionary(dir))
		return hk_error_set(err, HK_EDICT,
				    "no MeCab dictionary %s %s: install one "
				    "(Debian: %s) or name its folder in "
				    "HIKU_DICDIR",
				    dir ? "in" : "of the kind",
				    dir	   ? dir
				    : kind ? kind
					   : "ipadic",
				    kind && !strcmp(kind, "unidic")
					    ? "unidic-mecab"
					    : "mecab-ipadic-utf8");
	dict = calloc(1, sizeof(*dict));
	if (!dict)
		return hk_error_nomem(err);
	dict->dir = strdup(dir);
	dict->user = user ? strdup(user) : NULL;
	if (!dict->dir || (user && !dict->user)) {
		hk_morph_close(dict);
		return hk_error_nomem(err);
	}
	argv[argc++] = dict->dir;
	if (dict->user) {
		argv[argc++] = "-u";
		argv[argc++] = dict->user;
	}
	dict->model = mecab_model_new(argc, argv);
	if (!dict->model) {
		status = hk_error_set(err, HK_EDICT,
				      "the MeCab dictionary in %s cannot be "
				      "opened%s%s: %s",
				      dir, user ? " with " : "",
				      user ? user : "", mecab_strerror(NULL));
		hk_morph_close(dict);
		return status;
	}
	status = check_charset(dict, err);
	if (status) {
		hk_morph_close(dict);
		return status;
	}
	set_kind(dict);
	*out = dict;
	return HK_OK;
}

void hk_morph_close(struct hk_morph_dict *dict)
{
	if (!dict)
		return;
	if (dict->model)
		mecab_model_destroy(dict->model);
	free(dict->dir);
	free(dict->user);
	free(dict);
}

const struct hk_morph_info *hk_morph_about(const struct hk_morph_dict *dict)
{
	return &dict->info;
}

const char *hk_morph_dir(const struct hk_morph_dict *dict)
{
	return dict->dir;
}

enum hk_status hk_morph_fingerprint(const struct hk_morph_dict *dict,
				    char out[33], struct hk_error *err)
{
	static const char *const files[] = {"sys.dic", "unk.dic", "char.bin",
					    "matrix.bin"};
	struct hk_hash all[sizeof(files) / sizeof(*files)];
	char path[4096];

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		enum hk_status status;

		snprintf(path, sizeof(path), "%s/%s", dict->dir, files[i]);
		status = hk_hash_file(&all[i], path, err);
		if (status)
			return status;
	}
	hk_hash_hex(out, hk_hash_bytes(all, sizeof(all)));
	return HK_OK;
}
