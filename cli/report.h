/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_REPORT_H
#define HIKU_CLI_REPORT_H

/*
 * `hiku report QUERIES`: one page for many queries, and a table beside it.
 *
 * The file, or standard input, has a query a line, in any encoding that hiku
 * reads; lines that are empty or begin with # are none.
 */

#include "cli/options.h"
#include "lib/hiku.h"

/* Passages of each query, if -n does not say how many. */
#define HK_REPORT_LIMIT 1000
/* Queries of one file. */
#define HK_REPORT_QUERIES_MAX 10000

struct hk_report_job {
	const struct hk_query_options *options; /* `report` names the file */
	/* Is told of each query that cannot be answered, with its file and
	 * line; the next ones are asked all the same. */
	void (*fail)(const struct hk_error *err);
	bool found;  /* out: something was */
	bool failed; /* out: some could not be answered */
};

/* Change options that were not given to what a report has in their place. */
void hk_report_preset(struct hk_query_options *options,
		      const struct hk_opt_line *line);

/*
 * Print the page, and write the table if options->csv names a file.
 * HK_EUSAGE if there are no queries or too many, or if the table would take the
 * place of the queries; HK_ENOMEM; what hk_file_read(), hiku_text_decode(),
 * hk_pager_print() and hk_file_replace() give.
 */
enum hk_status hk_report_run(struct hk_report_job *report,
			     struct hiku_index *index,
			     struct hk_error *err) HK_MUST_USE;

#endif
