/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/dict_private.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"

/* Words in IPADIC 2.7.0, and with the one that Debian adds. */
#define IPADIC_WORDS	    392126
#define IPADIC_WORDS_DEBIAN 392127
/* Its contexts on either side, and the columns of its words. */
#define IPADIC_CONTEXTS 1316
#define IPADIC_COLUMNS	9

/* Where packages install dictionaries of each kind. */
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

/* The number of columns of a word that every dictionary has. */
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

			if (node->stat == MECAB_NOR_NODE)
				columns = hk_feature_count(node->feature);
		}
	}
	if (lattice)
		mecab_lattice_destroy(lattice);
	if (tagger)
		mecab_destroy(tagger);
	return columns;
}

/* Is it IPADIC as it was published? (To cut a word, only to see how many
 * columns it has, would read a dozen pages of it.) */
static bool is_published(const struct hk_dict *dict)
{
	const mecab_dictionary_info_t *info =
		mecab_model_dictionary_info(dict->model);

	return (info->size == IPADIC_WORDS ||
		info->size == IPADIC_WORDS_DEBIAN) &&
	       info->lsize == IPADIC_CONTEXTS && info->rsize == IPADIC_CONTEXTS;
}

static void set_kind(struct hk_dict *dict)
{
	bool published = is_published(dict);
	unsigned columns =
		published ? IPADIC_COLUMNS : count_columns(dict->model);
	const char *kind = "other";

	dict->format.lemma = 6;
	dict->format.reading = dict->format.spoken = 7;
	if (columns == 9) {
		kind = "ipadic";
		dict->format.published = !dict->user && published;
	} else if (columns > 9 && columns < 17) {
		kind = "naist-jdic";
	} else if (columns >= 17) {
		kind = "unidic";
		dict->format.lemma = 7;
		dict->format.reading = 6;
		dict->format.spoken = 9;
		dict->format.strip_suffix = true;
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

static enum hk_status check_charset(struct hk_dict *dict, struct hk_error *err)
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
				    "the MeCab dictionary in '%s' is in %s: "
				    "install one in UTF-8 "
				    "(Debian: mecab-ipadic-utf8)",
				    dict->dir, info->charset);
	return HK_OK;
}

/* Debian's package of the dictionary. */
static const char *package_of(const char *kind)
{
	if (kind && !strcmp(kind, "unidic"))
		return "unidic-mecab";
	if (kind && !strcmp(kind, "naist-jdic"))
		return "mecab-naist-jdic";
	return "mecab-ipadic-utf8";
}

/* Does hiku know what the dictionary's entries mean? */
static bool is_kind(const char *kind)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (!strcmp(kind, places[i].kind))
			return true;
	/* What an index says of a dictionary of the user's own. */
	return !strcmp(kind, "other");
}

enum hk_status hk_dict_open(struct hk_dict **out, const char *dir,
			    const char *kind, const char *user,
			    struct hk_error *err)
{
	struct hk_dict *dict;
	/* No rc file is read, so that none can change the result. */
	char *argv[8] = {"hiku", "-r", "/dev/null", "-d"};
	int argc = 4;
	enum hk_status status;

	*out = NULL;
	if (!dir && kind && !is_kind(kind))
		return hk_error_set(err, HK_EDICT,
				    "unknown kind of dictionary '%s'; kinds: "
				    "ipadic, unidic, naist-jdic",
				    kind);
	if (!dir)
		dir = find_dir(kind ? kind : "ipadic");
	if (!dir || !is_dictionary(dir))
		return hk_error_set(
			err, HK_EDICT,
			dir ? HK_MESSAGE(
				      "no MeCab dictionary in %s: install one "
				      "(Debian: %s) or name its folder in "
				      "HIKU_DICDIR")
			    : HK_MESSAGE("no MeCab dictionary of the kind %s: "
					 "install one "
					 "(Debian: %s) or name its folder in "
					 "HIKU_DICDIR"),
			dir    ? dir
			: kind ? kind
			       : "ipadic",
			package_of(kind));
	dict = calloc(1, sizeof(*dict));
	if (!dict)
		return hk_error_nomem(err);
	dict->dir = strdup(dir);
	dict->user = user ? strdup(user) : NULL;
	if (!dict->dir || (user && !dict->user)) {
		hk_dict_close(dict);
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
				      "cannot open the MeCab dictionary in "
				      "'%s'%s%s%s: %s",
				      dir, user ? " with '" : "",
				      user ? user : "", user ? "'" : "",
				      mecab_strerror(NULL));
		hk_dict_close(dict);
		return status;
	}
	status = check_charset(dict, err);
	if (status) {
		hk_dict_close(dict);
		return status;
	}
	set_kind(dict);
	*out = dict;
	return HK_OK;
}

void hk_dict_close(struct hk_dict *dict)
{
	if (!dict)
		return;
	if (dict->model)
		mecab_model_destroy(dict->model);
	free(dict->dir);
	free(dict->user);
	free(dict);
}

const struct hk_dict_info *hk_dict_about(const struct hk_dict *dict)
{
	return &dict->info;
}

const char *hk_dict_dir(const struct hk_dict *dict)
{
	return dict->dir;
}

enum hk_status hk_dict_fingerprint(const struct hk_dict *dict, char out[33],
				   struct hk_error *err)
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
