/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_OPTIONS_H
#define HIKU_SERVE_OPTIONS_H

/* The command line of hiku-serve, which `hiku serve` runs. */

#include "base/opt_places.h"

struct hk_serve_options {
	struct hk_opt_places places;
	struct hk_opt_list listen, hosts;
	const char *mode; /* octal digits */
	bool everyone;
	uint64_t readers;		/* 0: as many as there are cores */
	uint64_t connections, patience; /* the latter in seconds */
	bool log;
	bool help, version;
};

/* Values go into a struct hk_serve_options. */
extern const struct hk_opt_program hk_serve_program;

#endif
