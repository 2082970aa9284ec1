/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_LIB_OPTIONS_H
#define HIKU_LIB_OPTIONS_H

/*
 * Options as programs give them, which may be of another version.
 */

#include "lib/hiku.h"
#include "query/show/sink.h"
#include "query/search/task.h"
#include "store/reader.h"

/* Each takes NULL for those that the program hiku has without options.
 * HK_EUSAGE for what this version does not know. */

enum hk_status hk_options_open(struct hiku_open_options *out,
			       const struct hiku_open_options *given,
			       struct hk_error *err) HK_MUST_USE;
/* Texts are borrowed; `*flags` becomes those of enum hiku_query_flag. */
enum hk_status hk_options_query(struct hk_search_options *out, uint32_t *flags,
				const struct hiku_query_options *given,
				struct hk_error *err) HK_MUST_USE;
enum hk_status hk_options_format(struct hiku_format_options *out,
				 const struct hiku_format_options *given,
				 struct hk_error *err) HK_MUST_USE;
/* The style that the options say; HK_EUSAGE for colours that make no sense, the
 * style is then usable. */
enum hk_status hk_options_style(struct hk_style *out,
				const struct hiku_format_options *given,
				struct hk_error *err);

#endif
