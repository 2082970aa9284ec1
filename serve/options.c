/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/options.h"

#define AT(member) .offset = offsetof(struct hk_serve_options, member)

static const struct hk_opt options[] = {
	HK_OPT_PLACES(offsetof(struct hk_serve_options, places)),

	{.kind = HK_OPT_GROUP, .help = "Where and for whom"},
	{.kind = HK_OPT_LIST,
	 .letter = 'l',
	 .name = "listen",
	 .argument = "WHERE",
	 .value = HK_OPT_FILE,
	 .help = "a port, ADDRESS:PORT, or the path of a socket; repeatable "
		 "(127.0.0.1:8190)",
	 .manual = "Where to listen: a port of 127.0.0.1, <ADDRESS>`:`<PORT> "
		   "with a number as address (`[::1]:8190`), or the path of a "
		   "Unix socket, which has a slash. Repeatable. Port 0 is one "
		   "that is free. Without it, port 8190 of 127.0.0.1. "
		   "Addresses that other machines reach are refused without "
		   "`--everyone-may-read`.",
	 AT(listen)},
	{.kind = HK_OPT_STRING,
	 .name = "mode",
	 .argument = "MODE",
	 .help = "rights of such a socket, in octal",
	 .manual = "The rights of a Unix socket, in octal: 600 lets you alone "
		   "ask, 660 also its group.",
	 AT(mode),
	 .preset = "600"},
	{.kind = HK_OPT_FLAG,
	 .name = "everyone-may-read",
	 .help = "allow addresses that other machines reach: all texts of the "
		 "index are then public to them",
	 .manual = "Allow `--listen` with an address that other machines "
		   "reach. There is no password and no encryption: whoever "
		   "reaches it can read every text in the index. Put a server "
		   "that has both in front of it instead.",
	 AT(everyone)},
	{.kind = HK_OPT_LIST,
	 .name = "host",
	 .argument = "NAME",
	 .help = "answer also to this host name; repeatable",
	 .manual = "Answer also if the address in the browser has this host "
		   "name, as behind another server. Otherwise only numbers "
		   "and localhost are answered to, so that another site "
		   "cannot give this machine a name of its own and read the "
		   "answers. Repeatable.",
	 AT(hosts)},

	{.kind = HK_OPT_GROUP, .help = "How much"},
	{.kind = HK_OPT_UINT,
	 .name = "readers",
	 .argument = "N",
	 .help = "processes that search (0: one for each core)",
	 .manual = "Processes that search, up to 64; 0 is one for each core.",
	 AT(readers),
	 .preset = "0"},
	{.kind = HK_OPT_UINT,
	 .name = "connections",
	 .argument = "N",
	 .help = "connections at once; beyond, those that wait longest are "
		 "closed",
	 .manual = "Connections at once, 16 to 100000. Where there are more, "
		   "the one that has kept the server waiting longest is "
		   "closed.",
	 AT(connections),
	 .preset = "1024"},
	{.kind = HK_OPT_UINT,
	 .name = "patience",
	 .argument = "SECONDS",
	 .help = "give a question up after SECONDS",
	 .manual = "Give a question up that has waited, or been searched for, "
		   "longer than <SECONDS>, 1 to 600.",
	 AT(patience),
	 .preset = "10"},
	{.kind = HK_OPT_FLAG,
	 .name = "log",
	 .help = "a line on standard error for each answer",
	 .manual = "Write a line to standard error for each answer: what was "
		   "asked, with the words of the query, the status, bytes and "
		   "milliseconds. Nothing is logged otherwise.",
	 AT(log)},

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
	 AT(version)},
	HK_OPT_END};

static const struct hk_opt_pair none[] = {{NULL, NULL}};

const struct hk_opt_program hk_serve_program = {
	.name = "hiku serve",
	.mode = HK_OPT_SHORT_ANYWHERE,
	.options = options,
	.excludes = none,
	.needs = none,
};
