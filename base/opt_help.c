/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The help text. */

#include "base/opt_private.h"

/* Where the help begins. */
#define HELP_COLUMN 28

void hk_opt_usage(const struct hk_opt_program *program, FILE *out)
{
	const struct hk_opt *opt = program->options;

	for (; !hk_opt_is_end(opt); opt++) {
		char left[128];
		int n;

		if (opt->kind == HK_OPT_GROUP) {
			fprintf(out, "\n%s\n", opt->help);
			continue;
		}
		n = snprintf(left, sizeof(left), "  %c%c%s --%s%s%s%s",
			     opt->letter ? '-' : ' ',
			     opt->letter ? opt->letter : ' ',
			     opt->letter ? "," : " ", opt->name,
			     !opt->argument  ? ""
			     : opt->fallback ? "[="
					     : " ",
			     opt->argument ? opt->argument : "",
			     opt->argument && opt->fallback ? "]" : "");
		if (n >= HELP_COLUMN)
			fprintf(out, "%s\n%*s%s\n", left, HELP_COLUMN, "",
				opt->help);
		else
			fprintf(out, "%-*s%s\n", HELP_COLUMN, left, opt->help);
	}
}
