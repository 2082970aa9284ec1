/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The commands, as help and manual page describe them. */

#include "indexer/options.h"

const struct hk_opt_command hk_indexer_commands[] = {
	[HK_INDEX_ADD] =
		{.name = "add",
		 .words = "PATH...",
		 .max = HK_OPT_MANY,
		 .help = "add files, folders, or - for standard input",
		 .manual =
			 "Add files, folders with all below them, or standard "
			 "input (-) to the index, which is made if there is "
			 "none. "
			 "Unchanged files (same size and time, or same bytes) "
			 "are not indexed again; a changed file replaces its "
			 "older version."
			 "\n\n"
			 "Skipped are symbolic links below a folder, hidden "
			 "files and folders, folders of version control or of "
			 "an index, and what a <.hikuignore> excludes; FIFOs, "
			 "sockets and devices are never opened. "
			 "Files of kinds that hiku does not read, without "
			 "text or with bytes of no kind that it knows, are "
			 "skipped as well: a last line says how many, by "
			 "reason and suffix, and `status --skipped` names "
			 "them. "
			 "A file that is named on the command line is added "
			 "even if it is hidden or ignored."
			 "\n\n"
			 "Each <PATH> is remembered for `update`, with the "
			 "options under \"What is added\"; those of the last "
			 "`add` count. "
			 "A file below two of them is read as the inner one "
			 "says."
			 "\n\n"
			 "Standard input is one article, named by `--id`, or "
			 "with `--format jsonl` (or csv, tsv) many; an "
			 "article replaces the one that has the same id."},
	[HK_INDEX_UPDATE] =
		{.name = "update",
		 .words = "",
		 .help = "rescan everything that was added",
		 .manual =
			 "Rescan everything that was added: add new files, "
			 "reread changed ones, and remove those that are gone. "
			 "Everything is read with the options of its `add`."
			 "\n\n"
			 "A file is removed only if it is certainly gone, from "
			 "a folder that could be read, or if the options of "
			 "its <PATH> or a <.hikuignore> now exclude it. "
			 "What cannot be read keeps its older version and "
			 "counts as failed; so does a <PATH> that is gone "
			 "itself (`remove` forgets it), unless it came from a "
			 "list and its folder is still there. "
			 "A failure is printed when it is new; one that "
			 "another `update` told already, of a file that has "
			 "not changed since, is only counted (`-v` and "
			 "`status` name it). "
			 "Articles from standard input are left alone."},
	[HK_INDEX_WATCH] =
		{.name = "watch",
		 .words = "",
		 .help = "update at each change, until it is ended",
		 .manual =
			 "Do what `update` does, and then again whenever "
			 "something changes in what was added, until SIGINT or "
			 "SIGTERM ends it. "
			 "Only what changed is looked at. "
			 "What another `add` or `remove` does to the list of "
			 "what is added is noticed; SIGHUP begins anew, but "
			 "ends it where its terminal was closed."
			 "\n\n"
			 "The index is locked only while a change is written "
			 "to it; while another process writes to it, changes "
			 "are kept and tried again each second. "
			 "A file that a program keeps open is read when it is "
			 "closed."
			 "\n\n"
			 "The system tells of changes that are made on this "
			 "machine (inotify(7)). "
			 "Folders on network file systems, folders for which "
			 "it has no watches left, and what symbolic links "
			 "lead to (`--follow`) are looked through at times "
			 "instead, see `--every`; a line says which, and what "
			 "to do about it."},
	[HK_INDEX_REMOVE] =
		{.name = "remove",
		 .words = "PATH|ID...",
		 .min = 1,
		 .max = HK_OPT_MANY,
		 .help = "remove files, folders or articles",
		 .manual = "Remove a file, everything below a folder, or a "
			   "single article from the index. "
			   "What was added by that path or below it is "
			   "forgotten; a file below a folder that stays added "
			   "comes back with the next `update`."},
	[HK_INDEX_REINDEX] =
		{.name = "reindex",
		 .words = "",
		 .help = "rebuild the index from its own copy of the texts",
		 .manual =
			 "Rebuild the index from its own copy of the texts, "
			 "without the sources: for another dictionary, another "
			 "size of passages, new words, or a new version of "
			 "hiku. "
			 "The old index serves until the new one is complete."},
	[HK_INDEX_DICT_ADD] =
		{.name = "dict add",
		 .words = "WORD READING...",
		 .min = 2,
		 .max = HK_OPT_MANY,
		 .help = "add words that the dictionary lacks",
		 .manual =
			 "Add words that the dictionary lacks, such as names "
			 "and terms of a trade, each with its reading in kana. "
			 "The index is rebuilt from its own copy of the texts, "
			 "so that it treats them as words."
			 "\n\n"
			 "Words are normalised as texts are. "
			 "They belong to the index and are kept in its folder, "
			 "compiled by MeCab's own mecab-dict-index (Debian: "
			 "mecab-utils)."},
	[HK_INDEX_DICT_REMOVE] =
		{.name = "dict remove",
		 .words = "WORD...",
		 .min = 1,
		 .max = HK_OPT_MANY,
		 .help = "remove such words",
		 .manual = "Remove words that were added, and rebuild the "
			   "index without them."},
	[HK_INDEX_DICT_LIST] =
		{.name = "dict list",
		 .words = "",
		 .help = "list such words",
		 .manual = "List the words that were added and their readings, "
			   "separated by tabs, and say whether any wait for "
			   "`reindex`."},
	[HK_INDEX_SYNONYMS_ADD] =
		{.name = "synonyms add",
		 .words = "FILE...",
		 .min = 1,
		 .max = HK_OPT_MANY,
		 .help = "add tables of words with the same meaning",
		 .manual =
			 "Add tables of words with the same meaning, which "
			 "hiku(1) then looks for in place of each other, with "
			 "less weight; `-` is standard input. "
			 "Each is compiled and kept under the name of its "
			 "file, without the suffix, in place of the one that "
			 "had this name: after <FILE> has changed, add it "
			 "again. "
			 "Tables belong to the user, not to an index, and "
			 "nothing is indexed again. "
			 "See SYNONYMS."},
	[HK_INDEX_SYNONYMS_REMOVE] = {.name = "synonyms remove",
				      .words = "NAME...",
				      .min = 1,
				      .max = HK_OPT_MANY,
				      .help = "remove such tables",
				      .manual = "Remove tables of synonyms."},
	[HK_INDEX_SYNONYMS_LIST] =
		{.name = "synonyms list",
		 .words = "",
		 .help = "list such tables",
		 .manual = "List the tables of synonyms: name, groups, words, "
			   "size, separated by tabs."},
	[HK_INDEX_SYNONYMS_SHOW] =
		{.name = "synonyms show",
		 .words = "WORD...",
		 .min = 1,
		 .max = HK_OPT_MANY,
		 .help = "show the synonyms of words",
		 .manual = "Show what each <WORD> is also looked for as: the "
			   "word, the synonym and the table that has it, "
			   "separated by tabs."},
	[HK_INDEX_LIST] =
		{.name = "list",
		 .words = "[PATH|ID]",
		 .max = 1,
		 .help = "list all articles, or those of a file or folder",
		 .manual = "List all articles, or those of a file or below a "
			   "folder, one on each line: id, title, type, "
			   "encoding, date and number of passages, separated "
			   "by tabs; on a terminal in columns, cut to its "
			   "width."},
	[HK_INDEX_STATUS] =
		{.name = "status",
		 .words = "",
		 .help = "show what the index holds and what failed",
		 .manual =
			 "Show what the index holds, when it was last changed, "
			 "whether a process is writing to it, what it was made "
			 "with, what was added, which files failed and why, "
			 "and how many were not read (`--skipped` names "
			 "them)."},
	[HK_INDEX_ANALYZE] =
		{.name = "analyze",
		 .words = "[TEXT...]",
		 .max = HK_OPT_MANY,
		 .help = "show how a text is split into terms",
		 .manual =
			 "Show how a text, or standard input, is split into "
			 "terms. "
			 "There need not be an index; if there is one, its "
			 "dictionary is used."
			 "\n\n"
			 "Each term has a line: its range in bytes, the text "
			 "there, the kind of term (word, part of a compound, "
			 "folded spelling, bigram), the term, the class of the "
			 "word and its reading."},
	[HK_INDEX_COMPACT] =
		{.name = "compact",
		 .words = "",
		 .help = "make the index as small as possible",
		 .manual = "Make the index as small as possible, and seal it "
			   "(see `check`)."},
	[HK_INDEX_CHECK] =
		{.name = "check",
		 .words = "",
		 .help = "look for damage",
		 .manual =
			 "Look for damage in the index: the structure of the "
			 "database, the checksum of each record, gaps between "
			 "passages, whether the dictionary is the one that the "
			 "index was made with, and every byte of a sealed "
			 "index."
			 "\n\n"
			 "Sealed means that the index has checksums of all its "
			 "files. "
			 "A first large `add`, `reindex` and `compact` seal "
			 "it, and so does `check --seal`; the next change "
			 "breaks the seal. "
			 "Writers wait while a check runs. "
			 "Where the index may not be written, a sealed one is "
			 "checked whole, and of another one everything but the "
			 "structure of the database, as is said. "
			 "A check that is ended from outside, or that has too "
			 "little memory, ends with status 2: it has found "
			 "neither damage nor its absence."},
	[HK_INDEX_COLLECTIONS] =
		{.name = "collections",
		 .words = "",
		 .help = "list the indexes that have names",
		 .manual = "List the indexes that have names for `-C`: those "
			   "that `-C` <NAME> `add` made, your own one "
			   "(`default`), and the groups in "
			   "<~/.config/hiku/indexes>. "
			   "Each has a line: name, passages, size, the time of "
			   "its last change, and its place."},
	[HK_INDEX_HELP] =
		{.name = "help",
		 .words = "[COMMAND]",
		 .max = 2,
		 .help = "show the help of a command",
		 .manual = "Show the help of a command, or an overview."},
	[HK_INDEX_COMMANDS] = {.name = NULL},
};
