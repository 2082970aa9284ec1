/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/options.h"

#define OPEN_FLAGS (HIKU_PARTIAL | HIKU_FOLDERS | HIKU_OPEN_NO_SYNONYMS)
#define QUERY_FLAGS                                                           \
	(HIKU_ALL | HIKU_EXACT | HIKU_LITERAL | HIKU_ROMAJI | HIKU_NO_SOUND | \
	 HIKU_NO_SYNONYMS | HIKU_ONCE | HIKU_COUNT | HIKU_EXPLAIN |           \
	 HIKU_HINTS | HIKU_WITH_ARTICLE | HIKU_TYPING)
#define FORMAT_FLAGS                                                           \
	(HIKU_WHOLE | HIKU_FORMAT_PARTS | HIKU_BARS | HIKU_NULS | HIKU_COLOR | \
	 HIKU_WIDE | HIKU_ONE_LINE)

/*
 * Copy a struct of options, which begins with its size, into one of `size`
 * bytes. What a program did not know of yet is 0; what this library does not
 * know of yet must be. Without one, it is `preset`.
 */
static enum hk_status take(void *out, size_t size, const void *preset,
			   const void *given, struct hk_error *err)
{
	const unsigned char *bytes = given;
	size_t known;

	if (!given) {
		memcpy(out, preset, size);
		return HK_OK;
	}
	memcpy(&known, given, sizeof(known));
	if (known < sizeof(known) || known > 1u << 16)
		return hk_error_set(err, HK_EUSAGE,
				    "options without their size: begin with "
				    "HIKU_..._OPTIONS_INIT");
	for (size_t i = size; i < known; i++)
		if (bytes[i])
			return hk_error_set(err, HK_EUSAGE,
					    "an option that libhiku %s does "
					    "not have",
					    hiku_version());
	memset(out, 0, size);
	memcpy(out, given, known < size ? known : size);
	return HK_OK;
}

static enum hk_status check(uint64_t value, uint64_t most, const char *what,
			    struct hk_error *err)
{
	if (value <= most)
		return HK_OK;
	return hk_error_set(err, HK_EUSAGE,
			    "libhiku %s does not have %llu as a value of "
			    "`%s`",
			    hiku_version(), (unsigned long long)value, what);
}

static enum hk_status check_flags(uint32_t flags, uint32_t known,
				  struct hk_error *err)
{
	return check(flags & ~known, 0, "flags", err);
}

enum hk_status hk_options_open(struct hiku_open_options *out,
			       const struct hiku_open_options *given,
			       struct hk_error *err)
{
	const struct hiku_open_options preset = HIKU_OPEN_OPTIONS_INIT;
	enum hk_status status = take(out, sizeof(*out), &preset, given, err);

	return status ? status : check_flags(out->flags, OPEN_FLAGS, err);
}

enum hk_status hk_options_query(struct hk_search_options *out, uint32_t *flags,
				const struct hiku_query_options *given,
				struct hk_error *err)
{
	const struct hiku_query_options preset = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_query_options o;
	enum hk_status status = take(&o, sizeof(o), &preset, given, err);

	if (!status)
		status = check_flags(o.flags, QUERY_FLAGS, err);
	if (!status)
		status = check(o.sort, HIKU_SORT_PATH_DOWN, "sort", err);
	if (!status)
		status = check(o.count_by, HIKU_BY_AUTHOR, "count_by", err);
	if (!status)
		status = check(o.correct, HIKU_CORRECT_NEVER, "correct", err);
	if (!status)
		status = check(o.facets & ~HIKU_BY_ALL, 0, "facets", err);
	if (status)
		return status;
	*flags = o.flags;
	*out = (struct hk_search_options){
		/* By date or path only what has all of the words comes first.
		 */
		.plan = {.all = o.flags & HIKU_ALL ||
				(o.sort && !(o.flags & HIKU_LITERAL)),
			 .exact = o.flags & HIKU_EXACT,
			 .literal = o.flags & HIKU_LITERAL,
			 .path = o.path,
			 .since = o.since,
			 .until = o.until},
		.limit = o.limit,
		.offset = o.offset,
		.max_per_article = o.max_per_article,
		.sort = (enum hk_search_sort)o.sort,
		.once = o.flags & HIKU_ONCE,
		.explain = o.flags & HIKU_EXPLAIN,
		.count = o.flags & HIKU_COUNT || o.count_by,
		.facets = o.count_by ? 1u << o.count_by : o.facets,
		.spoken = o.flags & HIKU_NO_SOUND ? HK_SPOKEN_NEVER
			  : o.flags & HIKU_ROMAJI ? HK_SPOKEN_ALWAYS
						  : HK_SPOKEN_AUTO,
		.near = (enum hk_near_when)o.correct,
		.hints = o.flags & HIKU_HINTS,
		.words_only = o.flags & HIKU_TYPING,
		.no_synonyms = o.flags & HIKU_NO_SYNONYMS};
	return HK_OK;
}

enum hk_status hk_options_format(struct hiku_format_options *out,
				 const struct hiku_format_options *given,
				 struct hk_error *err)
{
	const struct hiku_format_options preset = HIKU_FORMAT_OPTIONS_INIT;
	enum hk_status status = take(out, sizeof(*out), &preset, given, err);

	return status ? status : check_flags(out->flags, FORMAT_FLAGS, err);
}

enum hk_status hk_options_style(struct hk_style *out,
				const struct hiku_format_options *o,
				struct hk_error *err)
{
	enum hk_status status = HK_OK;

	if (o->flags & HIKU_COLOR)
		status = hk_style_colors(out, o->colors, err);
	else
		hk_style_plain(out);
	out->wide = o->flags & HIKU_WIDE;
	if (o->open)
		out->open = o->open;
	if (o->close)
		out->close = o->close;
	return status;
}

/* What programs give is cast to ours. */
#define SAME(ours, theirs)                           \
	_Static_assert((int)(ours) == (int)(theirs), \
		       "hiku.h has the values of the house")
SAME(HK_SEARCH_BY_SCORE, HIKU_SORT_SCORE);
SAME(HK_SEARCH_BY_DATE, HIKU_SORT_DATE);
SAME(HK_SEARCH_BY_DATE_DOWN, HIKU_SORT_DATE_DOWN);
SAME(HK_SEARCH_BY_PATH, HIKU_SORT_PATH);
SAME(HK_SEARCH_BY_PATH_DOWN, HIKU_SORT_PATH_DOWN);
SAME(HK_FACET_NOT, HIKU_BY_NOTHING);
SAME(HK_FACET_FOLDER, HIKU_BY_FOLDER);
SAME(HK_FACET_MONTH, HIKU_BY_MONTH);
SAME(HK_FACET_YEAR, HIKU_BY_YEAR);
SAME(HK_FACET_TYPE, HIKU_BY_TYPE);
SAME(HK_FACET_TAG, HIKU_BY_TAG);
SAME(HK_FACET_AUTHOR, HIKU_BY_AUTHOR);
SAME(HK_FACET_KINDS, HIKU_BY_AUTHOR + 1);
SAME(HK_NEAR_AUTO, HIKU_CORRECT_AUTO);
SAME(HK_NEAR_ALWAYS, HIKU_CORRECT_ALWAYS);
SAME(HK_NEAR_NEVER, HIKU_CORRECT_NEVER);
