/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_JSON_H
#define HIKU_BASE_JSON_H

/*
 * Writing JSON (RFC 8259) without blanks into a buffer. The writer puts commas
 * and colons; nesting is up to the caller. The first failure sticks: later
 * calls do nothing, and hk_json_status() returns it at the end.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct hk_json {
	struct hk_buf *out; /* borrowed */
	enum hk_status status;
	bool comma; /* a comma is due before the next value */
};

/* Write behind what `out` holds already. */
void hk_json_init(struct hk_json *json, struct hk_buf *out);
enum hk_status hk_json_status(const struct hk_json *json) HK_MUST_USE;

void hk_json_object_begin(struct hk_json *json);
void hk_json_object_end(struct hk_json *json);
void hk_json_array_begin(struct hk_json *json);
void hk_json_array_end(struct hk_json *json);
/* The name of the member whose value is written next; plain ASCII. */
void hk_json_key(struct hk_json *json, const char *name);

/*
 * A string. What is not UTF-8 (surrogates and overlong forms included)
 * becomes U+FFFD, a byte at a time; controls, '"' and '\\' are escaped.
 */
void hk_json_string(struct hk_json *json, struct hk_str text);
void hk_json_uint(struct hk_json *json, uint64_t value);
/* With up to `decimals` digits behind the point; not finite: null. */
void hk_json_double(struct hk_json *json, double value, int decimals);
void hk_json_bool(struct hk_json *json, bool value);
void hk_json_null(struct hk_json *json);
/* A value that is JSON already. */
void hk_json_raw(struct hk_json *json, struct hk_str value);
/*
 * A name in any bytes: a string where it is UTF-8, else
 * {"bytes":"<base64>"} (RFC 4648, padded).
 */
void hk_json_name(struct hk_json *json, struct hk_str name);

#endif
