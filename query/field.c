/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/field.h"

#include <stddef.h>

const struct hk_field hk_field_table[] = {
	{.kind = HK_FIELD_TITLE,
	 .name = "title",
	 .value = "WORDS",
	 .help = "only articles with these words in their title",
	 .manual = "Only articles whose title has the words of <WORDS>."},
	{.kind = HK_FIELD_AUTHOR,
	 .name = "author",
	 .value = "NAME",
	 .help = "only articles by an author with this in the name",
	 .manual = "Only articles in whose author's name <NAME> stands, "
		   "wherever in it, but for width, case and blanks."},
	{.kind = HK_FIELD_HEADING,
	 .name = "heading",
	 .value = "TEXT",
	 .help = "only passages under a heading with this in it",
	 .manual = "Only passages under a heading in which <TEXT> stands, but "
		   "for width, case and blanks."},
	{.kind = HK_FIELD_PATH,
	 .name = "path",
	 .value = "DIR",
	 .help = "only files below this folder, or this file",
	 .manual = "Only files below this folder, or only this file."},
	{.kind = HK_FIELD_TYPE,
	 .name = "type",
	 .value = "FORMAT",
	 .help = "only articles of this format, such as markdown",
	 .manual = "Only articles of this format (see FORMATS in "
		   "hiku-index(1)), or from files that a filter reads, by the "
		   "suffix of their names."},
	{.kind = HK_FIELD_TAG,
	 .name = "tag",
	 .value = "TAG",
	 .help = "only articles with this tag",
	 .manual = "Only articles with this tag, or with one below it: "
		   "`tag:`<A> finds the tag A/B, too."},
	{.kind = HK_FIELD_DATE,
	 .name = "date",
	 .value = "A..B",
	 .help = "only articles of these days, both included",
	 .manual =
		 "Only articles of these days, both included. "
		 "Days are written 2024, 2024-05 or 2024-05-31, or as articles "
		 "may have them (令和6年5月); 昨日, 先週, 先月, 去年 and the "
		 "like are understood, and 7d, 2w, 3m and 1y begin so long "
		 "ago. Either end may be missing, and `date:`<A> means "
		 "<A>..<A>. "
		 "An article without a date of its own has the date of "
		 "the last change of its file."},
	{.name = NULL},
};
