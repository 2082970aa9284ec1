/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/options.h"

#include "cli/choice.h"
#include "cli/options_private.h"

#define AT(member) .offset = offsetof(struct hk_query_options, member)

static const struct hk_opt options[] = {
	HK_OPT_PLACES(offsetof(struct hk_query_options, places)),
	{.kind = HK_OPT_STRING,
	 .name = "path",
	 .argument = "DIR",
	 .value = HK_OPT_FILE,
	 .help = "only files below this folder",
	 .manual = "Only files below this folder, or only this file.",
	 AT(path)},
	{.kind = HK_OPT_STRING,
	 .name = "since",
	 .argument = "DATE",
	 .value = HK_OPT_DATE,
	 .help = "only articles of this day (2024, 2024-05, 2024-05-31, 7d) "
		 "and later",
	 .manual =
		 "Only articles of this day (2024, 2024-05 or 2024-05-31, 7d, "
		 "and all that `date:` takes) and later.",
	 AT(since)},

	{.kind = HK_OPT_STRING,
	 .name = "until",
	 .argument = "DATE",
	 .value = HK_OPT_DATE,
	 .help = "only articles of this day and earlier",
	 .manual = "Only articles of this day (written as for `--since`) and "
		   "earlier.",
	 AT(until)},

	{.kind = HK_OPT_GROUP, .help = "What to search for"},
	{.kind = HK_OPT_FLAG,
	 .letter = 'a',
	 .name = "all",
	 .help = "require all words",
	 .manual = "Require all words, in one passage with its title and "
		   "headings. "
		   "If no passage has them all, show passages of articles that "
		   "do, and say so on standard error.",
	 AT(all)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'x',
	 .name = "exact",
	 .help = "words as they are written, in no other spelling or form",
	 .manual = "Match every word as it is written, but for width and "
		   "case: no other spelling, no other form of a verb and no "
		   "part of a word, as if each stood in \"...\".",
	 AT(exact)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'F',
	 .name = "literal",
	 .help = "the query as one string, wherever its characters stand",
	 .manual = "Find the query as one string of characters, wherever it "
		   "stands, inside words too, as grep -F does: but for width, "
		   "case and line ends. Nothing in it is an operator. All "
		   "passages that hold the string are found; only if the "
		   "index has more than 20,000 candidates for it, which a line "
		   "on standard error says, some may be missing.",
	 AT(literal)},
	{.kind = HK_OPT_FLAG,
	 .name = "romaji",
	 .help = "read words of Latin letters as Japanese, also where the "
		 "index has them as they are",
	 .manual = "Read every word of Latin letters that can be read as "
		   "romaji so, and search for what it may be written as; "
		   "without this, only words that the index does not have.",
	 AT(romaji)},
	{.kind = HK_OPT_FLAG,
	 .name = "no-sound",
	 .help = "search words only as they are typed, not by their sound",
	 .manual = "Search words of kana and of Latin letters only as they "
		   "are typed; without this, those of which the index has "
		   "little or nothing are also searched by their sound, which "
		   "a line on standard error says. "
		   "Slips are then looked for by their letters alone.",
	 AT(no_sound)},
	{.kind = HK_OPT_CHOICE,
	 .name = "auto-correct",
	 .argument = "WHEN",
	 .help = "search for what words may be slips of",
	 .manual = "When to search for words of the index that those of the "
		   "query may be slips of, in their place: auto, where nothing "
		   "is found; always (also without a value), wherever the "
		   "index lacks a word of the query, or has it in one or two "
		   "passages and a word near it much oftener; never. A line "
		   "on standard error says what was searched. "
		   "Numbers (`-c`, `--count-by`) are only of such words with "
		   "`always`. Words in \"...\" are left as they are.",
	 AT(auto_correct),
	 .choice = hk_choice_when,
	 .fallback = "always",
	 .preset = "auto"},
	{.kind = HK_OPT_FLAG,
	 .name = "no-synonyms",
	 .help = "only the words of the query, not their synonyms",
	 .manual = "Search for the words of the query only; without this, "
		   "also for what the tables of `hiku-index synonyms add` have "
		   "in their place, with less weight. "
		   "See SYNONYMS.",
	 AT(no_synonyms)},
	{.kind = HK_OPT_UINT,
	 .letter = 'n',
	 .name = "limit",
	 .argument = "N",
	 .help = "show at most N passages",
	 .manual = "Show at most <N> passages.",
	 AT(limit),
	 .preset = "10"},
	{.kind = HK_OPT_UINT,
	 .name = "offset",
	 .argument = "N",
	 .help = "skip the first N passages",
	 .manual = "Skip the first <N> passages.",
	 AT(offset)},
	{.kind = HK_OPT_UINT,
	 .letter = 'm',
	 .name = "max-per-article",
	 .argument = "N",
	 .help = "show at most N passages of an article; 0: any number",
	 .manual = "Show at most <N> passages of each article; 0 shows any "
		   "number.",
	 AT(max_per_article),
	 .preset = "3"},
	{.kind = HK_OPT_CHOICE,
	 .name = "sort",
	 .argument = "ORDER",
	 .help = "order of the passages",
	 .manual = "The order of the passages: by `score`, by `date` (the "
		   "oldest first; `-date`: the newest) or by `path` and line. "
		   "By date or path only passages that have all of the words "
		   "are given, as with `--all`, since those with few of them "
		   "would come first.",
	 AT(sort),
	 .choice = hk_choice_sort,
	 .preset = "score"},
	{.kind = HK_OPT_FLAG,
	 .name = "all-copies",
	 .help = "on a page: show equal passages of several articles each",
	 .manual = "On a page, and with `--similar`: show a passage that "
		   "stands in several articles with each of them. "
		   "Else it is shown once, and the others are named below it.",
	 AT(all_copies)},

	{.kind = HK_OPT_GROUP, .help = "Words of the index"},
	{.kind = HK_OPT_STRING,
	 .name = "complete",
	 .argument = "PREFIX",
	 .help = "only words of the index that begin so, or are read so",
	 .manual = "Print no passages, but words of the index that begin with "
		   "<PREFIX>, or are read so, in kana or in romaji of which "
		   "the last syllable may have begun only (`kens`): one a "
		   "line, with a tab and the number of passages that have it, "
		   "the most frequent first; at most as many as `-n` says. "
		   "With `--json` each is an object.",
	 AT(complete)},
	{.kind = HK_OPT_STRING,
	 .name = "suggest",
	 .argument = "WORD",
	 .help = "only words of the index that WORD may be a slip of",
	 .manual = "Print no passages, but up to three words of the index that "
		   "<WORD> may be a slip of, as with `--complete`, the "
		   "likeliest first. "
		   "The same words are told where a query finds nothing.",
	 AT(suggest)},

	{.kind = HK_OPT_STRING,
	 .name = "similar",
	 .argument = "N|PATH|ID|-",
	 .value = HK_OPT_FILE,
	 .help = "passages like those of an article; also: hiku similar N",
	 .manual =
		 "Show no passages with words, but passages of other articles "
		 "like those of an article: the one of passage number <N> of "
		 "the last answer on this terminal, the one of a file, of "
		 "something inside an archive, or with an id; or a file of "
		 "any format that hiku-index(1) reads, though the index does "
		 "not have it, or standard input (-). "
		 "See SIMILAR. "
		 "The words `similar` <X> alone mean the same if <X> is a "
		 "number, has a slash in it, names a file or is -.",
	 AT(similar)},

	{.kind = HK_OPT_GROUP, .help = "Many queries"},
	{.kind = HK_OPT_STRING,
	 .name = "report",
	 .argument = "QUERIES|-",
	 .value = HK_OPT_FILE,
	 .help = "a page for a browser about many queries; also: hiku report "
		 "QUERIES",
	 .manual =
		 "Print one page for a browser about all queries of a file, or "
		 "of standard input (-), one a line: for each its matches in "
		 "their context, one above the other, and how many there are "
		 "by article and by month. "
		 "See REPORTS. "
		 "The words `report` <X> alone mean the same if <X> has a "
		 "slash in it, names a file or is -.",
	 AT(report)},
	{.kind = HK_OPT_STRING,
	 .name = "csv",
	 .argument = "FILE",
	 .value = HK_OPT_FILE,
	 .help = "with --report: also write the matches as a table",
	 .manual = "With `--report`: also write all matches into <FILE>, as a "
		   "table for spreadsheets; what it has is in docs/OUTPUT.md.",
	 AT(csv)},

	{.kind = HK_OPT_GROUP, .help = "To read on"},
	{.kind = HK_OPT_STRING,
	 .name = "show",
	 .argument = "N|PATH[:LINE[:COUNT]]",
	 .value = HK_OPT_FILE,
	 .help = "print an article of the index; also: hiku show N",
	 .manual =
		 "Print an article from the index, decoded, with the numbers "
		 "of its lines and the words of the last query marked: the "
		 "one of passage number <N> of the last answer on this "
		 "terminal, or the one of a file, of something inside an "
		 "archive, or with an id, and of that only <COUNT> lines (10) "
		 "from <LINE> on. "
		 "The words `show` <X> alone mean the same if <X> is a "
		 "number, has a slash in it or names a file; "
		 "`hiku -- show` <X> is a query.",
	 AT(show)},
	{.kind = HK_OPT_STRING,
	 .name = "open",
	 .argument = "N|PATH[:LINE]",
	 .value = HK_OPT_FILE,
	 .help = "open its file in an editor, at the line; also: hiku open N",
	 .manual = "Open the file of such an article in $VISUAL or $EDITOR, at "
		   "its line if the editor is a known one, and in the encoding "
		   "of the file if that is Vim or Emacs. "
		   "The words `open` <X> alone mean the same.",
	 AT(open)},

	{.kind = HK_OPT_GROUP, .help = "How to answer"},
	{.kind = HK_OPT_FLAG,
	 .letter = 'l',
	 .name = "files-with-matches",
	 .help = "only the names of the files",
	 .manual = "Print only the names of the files that hold the passages, "
		   "each once, best first; \"-\" is standard input. "
		   "The limits above hold: for more files raise `-n`.",
	 AT(files)},
	{.kind = HK_OPT_FLAG,
	 .letter = '0',
	 .name = "null",
	 .help = "a NUL behind each name, which is not changed",
	 .manual =
		 "Print each name unchanged, byte for byte, with a NUL behind "
		 "it: with `-l` instead of a newline, in lines instead of "
		 "a colon.",
	 AT(null)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'c',
	 .name = "count",
	 .help = "only the number of articles",
	 .manual = "Print only the number of articles that match, whatever "
		   "the limits above. "
		   "It is \"at least <N>\" if a phrase or string has more "
		   "candidates than the 20,000 that are examined.",
	 AT(count)},
	{.kind = HK_OPT_CHOICE,
	 .name = "count-by",
	 .argument = "WHAT",
	 .help = "only the numbers of articles by folder, month, year, type, "
		 "tag or author",
	 .manual = "Print only how many articles match of each folder, month, "
		   "year, format, tag or author, with bars on a terminal; "
		   "- is for those that have none. "
		   "The most frequent ones are first, of months and years the "
		   "latest.",
	 AT(count_by),
	 .choice = hk_choice_count_by},
	{.kind = HK_OPT_UINT,
	 .name = "kwic",
	 .argument = "CELLS",
	 .help = "each match in its context, one above the other",
	 .manual = "Print each match of the passages on a line of its own, "
		   "with <CELLS> cells (30) of text on each side, so that all "
		   "matches stand one above the other.",
	 AT(kwic),
	 .fallback = "30"},
	{.kind = HK_OPT_FLAG,
	 .letter = 'j',
	 .name = "json",
	 .help = "one JSON object a line",
	 .manual = "Print one JSON object a line; docs/OUTPUT.md in hiku's "
		   "sources describes it.",
	 AT(json)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'i',
	 .name = "interactive",
	 .help = "search as you type; ? shows the keys",
	 .manual = "Search as you type, in the terminal; see AS YOU TYPE. "
		   "The query of the command line, if there is one, is what "
		   "it begins with.",
	 AT(interactive)},
	{.kind = HK_OPT_FLAG,
	 .name = "batch",
	 .help = "answer the queries on standard input, one a line, with one "
		 "JSON object each",
	 .manual = "Read queries from standard input, one a line, and answer "
		   "each with one JSON object a line, in the same order, as "
		   "soon as it is known, from the index as it is then.",
	 AT(batch)},
	{.kind = HK_OPT_UINT,
	 .name = "threads",
	 .argument = "N",
	 .help = "with --batch: use N threads (one for each processor, at "
		 "most 8)",
	 .manual = "With `--batch`: answer in <N> threads. "
		   "The default is one for each processor, and at most 8.",
	 AT(threads)},
	{.kind = HK_OPT_CHOICE,
	 .name = "format",
	 .argument = "FORMAT",
	 .help = "how to write the answer",
	 .manual = "How to write the answer; see FORMATS. "
		   "`auto` is page on a terminal, and lines elsewhere.",
	 AT(format),
	 .choice = hk_choice_format,
	 .preset = "auto"},
	{.kind = HK_OPT_FLAG,
	 .name = "no-heading",
	 .help = "one line a passage, also on a terminal",
	 .manual = "The same as `--format=lines`.",
	 AT(no_heading)},
	{.kind = HK_OPT_FLAG,
	 .name = "pretty",
	 .help = "as on a terminal, also in a pipe",
	 .manual = "The same as `--format=page --color=always`: for `less -R` "
		   "and the like.",
	 AT(pretty)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'w',
	 .name = "whole",
	 .help = "whole passages, not their best sentences",
	 .manual = "Show whole passages, not only their best sentences.",
	 AT(whole)},
	{.kind = HK_OPT_UINT,
	 .name = "width",
	 .argument = "CELLS",
	 .help = "cells of a line",
	 .manual = "The cells of a line: of a page as many as the window has, "
		   "but at most 100, of an excerpt on one line 200 if this is "
		   "not given. A kanji takes two.",
	 AT(width)},
	{.kind = HK_OPT_FLAG,
	 .name = "explain",
	 .help = "show how the query was read, and what each part adds to a "
		 "score",
	 .manual = "Show on standard error how the query was read and split "
		   "into words, also if nothing is found, and with each "
		   "passage what each part adds to its score.",
	 AT(explain)},
	{.kind = HK_OPT_CHOICE,
	 .name = "color",
	 .argument = "WHEN",
	 .help = "use colours; auto heeds NO_COLOR and TERM",
	 .manual = "When to use colours; without a value, always. "
		   "See NO_COLOR under ENVIRONMENT for auto.",
	 AT(color),
	 .choice = hk_choice_when,
	 .fallback = "always",
	 .preset = "auto"},
	{.kind = HK_OPT_LIST,
	 .name = "marks",
	 .argument = "OPEN CLOSE",
	 .words = 2,
	 .help = "signs around what matched, such as '[' ']'",
	 .manual = "Put these signs around what matched. "
		   "A page on a terminal without colours has [ and ] if this "
		   "is not given.",
	 AT(marks)},
	{.kind = HK_OPT_CHOICE,
	 .name = "hyperlink",
	 .argument = "KIND",
	 .help = "make links of the places, for terminals that know them",
	 .manual = "Make links (OSC 8) of the places, for terminals that know "
		   "them: to files, or to lines in an editor; without a value "
		   "`file`.",
	 AT(hyperlink),
	 .choice = hk_choice_link,
	 .fallback = "file",
	 .preset = "none"},
	{.kind = HK_OPT_CHOICE,
	 .name = "ambiguous",
	 .argument = "CELLS",
	 .help = "cells of characters of ambiguous width",
	 .manual = "The cells that the terminal gives to characters of "
		   "ambiguous width, such as \u25CB and \u2026; auto is what "
		   "the terminal says, which is asked once a session, or else "
		   "the locale.",
	 AT(ambiguous),
	 .choice = hk_choice_width,
	 .preset = "auto"},
	{.kind = HK_OPT_FLAG,
	 .name = "no-pager",
	 .help = "do not send long answers through a pager",
	 .manual = "Do not send long answers through a pager.",
	 AT(no_pager)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'v',
	 .name = "verbose",
	 .help = "say more on standard error, as at a terminal",
	 .manual = "Say on standard error what is otherwise said only if that "
		   "is a terminal: that nothing was found, and what may have "
		   "been meant; that there is more; and what was taken for a "
		   "word though it looks like a field or an operator.",
	 AT(verbose)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'h',
	 .name = "help",
	 .help = "print this text",
	 .manual = "Print a summary.",
	 AT(help)},
	{.kind = HK_OPT_FLAG,
	 .letter = 'V',
	 .name = "version",
	 .help = "print the version",
	 .manual = "Print the versions of hiku and of its libraries, "
		   "the dictionary and the formats.",
	 AT(version)},
	HK_OPT_END,
};

const struct hk_opt_program hk_cli_program = {
	.name = "hiku",
	.mode = HK_OPT_QUERY,
	.options = options,
	.excludes = hk_cli_excludes,
	.needs = hk_cli_needs,
};
