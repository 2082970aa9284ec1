/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/options.h"

#include "formats/list.h"
#include "formats/records/columns.h"
#include "text/dict.h"

#define AT(member) .offset = offsetof(struct hk_index_options, member)

/* Sets of commands. */
#define OF(command) HK_OPT_OF(HK_INDEX_##command)
#define EDITS	    (OF(ADD) | OF(UPDATE) | OF(REMOVE))
#define DICT_EDITS  (OF(DICT_ADD) | OF(DICT_REMOVE))
#define WRITES	    (EDITS | DICT_EDITS | OF(REINDEX) | OF(COMPACT))
/* Those that work on one index. */
#define SYNONYMS                                                      \
	(OF(SYNONYMS_ADD) | OF(SYNONYMS_REMOVE) | OF(SYNONYMS_LIST) | \
	 OF(SYNONYMS_SHOW))
#define INDEXED                          \
	(~(OF(COLLECTIONS) | SYNONYMS) & \
	 ((UINT32_C(1) << HK_INDEX_COMMANDS) - 1))
/* Those that make an index, or rebuild one. */
#define MAKES (OF(ADD) | OF(REINDEX) | OF(DICT_ADD))
/* Those that split text into words. */
#define SPLITS \
	(EDITS | OF(WATCH) | DICT_EDITS | OF(REINDEX) | OF(ANALYZE) | OF(CHECK))

static const char *format_name(size_t i)
{
#define NAME(name, suffixes, about) #name,
	static const char *const names[] = {HK_FORMAT_LIST(NAME) NULL};
#undef NAME

	return names[i];
}

static const struct hk_opt options[] = {
	{.kind = HK_OPT_GROUP, .help = "The index"},
	{.kind = HK_OPT_STRING,
	 .letter = 'd',
	 .name = "db",
	 .argument = "DIR",
	 .value = HK_OPT_DIR,
	 .help = "folder of the index (else $HIKU_DB, else your own)",
	 .manual = "The folder of the index. "
		   "`add` and `dict add` make it if there is none; they refuse "
		   "a folder that has other things in it.",
	 AT(db),
	 .commands = INDEXED},
	{.kind = HK_OPT_STRING,
	 .letter = 'C',
	 .name = "collection",
	 .argument = "NAME",
	 .value = HK_OPT_COLLECTION,
	 .help = "the index of that name (see `collections`)",
	 .manual = "The index of that name, beside your own one in "
		   "~/.local/share/hiku, in place of `--db`; "
		   "`add` makes it if there is none. "
		   "A name in <~/.config/hiku/indexes> (see hiku(1), PLACES) "
		   "stands for the folder there. `hiku -C` <NAME> searches it.",
	 AT(collection),
	 .commands = INDEXED},
	{.kind = HK_OPT_UINT,
	 .name = "shards",
	 .argument = "N",
	 .help = "make the new index a set of N shards",
	 .manual = "Make the new index a set of <N> shards (1 to 100). "
		   "Each article is in one of them, chosen by its id, and each "
		   "shard is an index that may move to another disk or machine "
		   "and be updated there. "
		   "The number is fixed; later commands need not name it.",
	 AT(shards),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_UINT,
	 .name = "wait",
	 .argument = "SECONDS",
	 .help = "wait up to SECONDS for another writer",
	 .manual = "If another process is writing to the index, wait up to "
		   "<SECONDS> for it to finish. "
		   "The default is 0: to give up at once.",
	 AT(wait),
	 .commands = WRITES | OF(CHECK)},
	{.kind = HK_OPT_UINT,
	 .name = "delay",
	 .argument = "MILLISECONDS",
	 .help = "wait for this long a silence after a change (300)",
	 .manual = "Bring the index up to date once nothing has changed for "
		   "<MILLISECONDS> (1 to 10,000), and after four times as long "
		   "even if changes go on. "
		   "The default is 300.",
	 AT(delay),
	 .commands = OF(WATCH)},
	{.kind = HK_OPT_UINT,
	 .name = "every",
	 .argument = "SECONDS",
	 .help = "look at what cannot be watched this often (600)",
	 .manual = "Look through folders that cannot be watched each <SECONDS> "
		   "(1 to 1,000,000). "
		   "The default is 600.",
	 AT(every),
	 .commands = OF(WATCH)},
	{.kind = HK_OPT_UINT,
	 .name = "passage-chars",
	 .argument = "N",
	 .help = "characters in a passage of the new index (1000)",
	 .manual = "For a new index, and for `reindex`: the most characters "
		   "in a passage, from 50 to 100,000. "
		   "The default is 1000, or what the index has.",
	 AT(passage_chars),
	 .commands = MAKES},
	{.kind = HK_OPT_STRING,
	 .name = "dictionary",
	 .argument = "KIND|DIR",
	 .value = HK_OPT_DIR,
	 .help = "MeCab dictionary: " HK_DICT_KINDS " or a folder",
	 .manual = "For a new index, and for `reindex`: the kind of MeCab's "
		   "dictionary (" HK_DICT_KINDS
		   "), or the folder of one, written "
		   "with a slash. "
		   "The index remembers the kind; with the other commands the "
		   "option tells where a dictionary of that kind is.",
	 AT(dictionary),
	 .commands = SPLITS},
	{.kind = HK_OPT_FLAG,
	 .name = "no-reindex",
	 .help = "leave the index as it is until the next reindex",
	 .manual = "Only save the words. "
		   "The next `reindex` brings them into the index, which "
		   "answers as before until then.",
	 AT(no_reindex),
	 .commands = DICT_EDITS},
	{.kind = HK_OPT_FLAG,
	 .name = "seal",
	 .help = "add checksums to an undamaged index",
	 .manual = "If no damage is found, add checksums of all files to the "
		   "index, so that later checks cover every byte.",
	 AT(seal),
	 .commands = OF(CHECK)},

	{.kind = HK_OPT_GROUP, .help = "What is added"},
	{.kind = HK_OPT_STRING,
	 .name = "format",
	 .argument = "NAME",
	 .help = "read every file in this format",
	 .manual = "Read every file in this format, whatever it looks like. "
		   "See FORMATS.",
	 AT(format),
	 .choice = format_name,
	 .commands = OF(ADD)},
	{.kind = HK_OPT_STRING,
	 .name = "encoding",
	 .argument = "NAME",
	 .value = HK_OPT_ENCODING,
	 .help = "read every file in this encoding (see iconv -l)",
	 .manual = "Read every file in this encoding, by a name that iconv(1) "
		   "knows. "
		   "Prefer CP932 and EUC-JP-MS to SHIFT_JIS and EUC-JP, which "
		   "reject common characters.",
	 AT(encoding),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_STRING,
	 .name = "columns",
	 .argument = "[none,]ROLE=NAME,...",
	 .help = "which column of a table is the " HK_COLUMNS_ROLES,
	 .manual = "Name the columns of tables (csv, tsv) and the keys of JSON "
		   "by "
		   "their roles "
		   "(" HK_COLUMNS_ROLES "). "
		   "The role text may be given to several columns, which are "
		   "joined in that order; if no column has it, all columns "
		   "without a role are text. "
		   "A comma inside a name needs a backslash before it. "
		   "\"none\" before all others says that the table has no row "
		   "of names; its columns are then called 1, 2, 3, and so on.",
	 AT(columns),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_STRING,
	 .name = "files-from",
	 .argument = "FILE",
	 .value = HK_OPT_FILE,
	 .help = "add the files listed in FILE, one a line (-: stdin)",
	 .manual = "Add the files whose names are in <FILE> (-: standard "
		   "input), as if they stood on the command line. "
		   "There is one name on each line or, if the list has NUL "
		   "bytes, a NUL behind each name, as `find -print0` writes "
		   "them.",
	 AT(files_from),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_LIST,
	 .name = "include",
	 .argument = "GLOB",
	 .help = "only files that match, or in a folder that does",
	 .manual = "Add only files that match <GLOB>, or that are below a "
		   "folder that does. "
		   "Repeatable: a file need match only one. "
		   "See PATTERNS.",
	 AT(include),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_LIST,
	 .name = "exclude",
	 .argument = "GLOB",
	 .help = "skip files and folders that match",
	 .manual = "Skip files that match <GLOB>, and folders that do with "
		   "all below them. "
		   "Repeatable. "
		   "Files that are in the index already and are now excluded "
		   "are removed by the next `update`.",
	 AT(exclude),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_FLAG,
	 .name = "hidden",
	 .help = "do not skip hidden files, nor .git and the like",
	 .manual = "Do not skip hidden files and folders, nor folders of "
		   "version control (.git, CVS and the like).",
	 AT(hidden),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_FLAG,
	 .name = "follow",
	 .help = "follow symbolic links",
	 .manual = "Follow symbolic links. "
		   "What they lead to is known by its name below <PATH>. "
		   "A folder that several links lead to is read once, and "
		   "never inside itself.",
	 AT(follow),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_STRING,
	 .name = "id",
	 .argument = "ID",
	 .help = "id of the article on standard input",
	 .manual = "Read standard input (-) as one article with this id.",
	 AT(id),
	 .commands = OF(ADD)},
	{.kind = HK_OPT_STRING,
	 .name = "title",
	 .argument = "TITLE",
	 .help = "title of the article on standard input",
	 .manual =
		 "The title of that article, in place of the one in its text.",
	 AT(title),
	 .commands = OF(ADD)},

	{.kind = HK_OPT_GROUP, .help = "What is printed"},
	{.kind = HK_OPT_FLAG,
	 .letter = 'n',
	 .name = "dry-run",
	 .help = "say what would be done, but do nothing",
	 .manual = "Say what would be done, but do nothing.",
	 AT(dry_run),
	 .commands = EDITS},
	{.kind = HK_OPT_COUNT,
	 .letter = 'v',
	 .name = "verbose",
	 .help = "name each file that is new, changed, gone or skipped; twice: "
		 "unchanged ones, too",
	 .manual =
		 "Name each file that is new, changed, gone or skipped, and "
		 "say why it was skipped; given twice (`-vv`), also each that "
		 "is unchanged.",
	 AT(verbose),
	 .commands = EDITS | OF(WATCH)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'q',
	 .name = "quiet",
	 .help = "no progress and no summary",
	 .manual = "Print no progress and no summary. "
		   "Failures are still printed.",
	 AT(quiet),
	 .commands = WRITES | OF(WATCH)},
	{.kind = HK_OPT_FLAG,
	 .name = "skipped",
	 .help = "name each file that was not read, and why",
	 .manual = "Name each file that was not read, and each file inside "
		   "another one, a line each, and say why.",
	 AT(skipped),
	 .commands = OF(STATUS)},
	{.kind = HK_OPT_FLAG,
	 .name = "json",
	 .help = "JSON Lines, for programs",
	 .manual = "Print JSON Lines, one object for each article, term or "
		   "skipped file, or one for all that `status` says; "
		   "docs/OUTPUT.md in hiku's sources describes them.",
	 AT(json),
	 .commands = OF(LIST) | OF(ANALYZE) | OF(STATUS) | OF(COLLECTIONS)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'h',
	 .name = "help",
	 .help = "print this text, or that of a command",
	 .manual = "Print a summary, or with a command that of the command.",
	 AT(help)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'V',
	 .name = "version",
	 .help = "print the version",
	 .manual = "Print the versions of hiku and of its libraries, the "
		   "dictionary that is found here, and the formats that are "
		   "built in.",
	 AT(version)},
	HK_OPT_END,
};

static const struct hk_opt_pair excludes[] = {
	{"quiet", "verbose"},
	{"db", "collection"},
	{NULL, NULL},
};

static const struct hk_opt_pair needs[] = {
	{"id", HK_OPT_STDIN},
	{"title", "id"},
	{NULL, NULL},
};

const struct hk_opt_program hk_indexer_program = {
	.name = "hiku-index",
	.mode = HK_OPT_SHORT_ANYWHERE,
	.options = options,
	.commands = hk_indexer_commands,
	.excludes = excludes,
	.needs = needs,
};
