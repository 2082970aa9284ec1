/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests: any target is one of ours, whose texts are ended and valid, or is
 * refused; any head is judged. */
#include <string.h>

#include "base/utf8.h"
#include "serve/address.h"
#include "serve/guard.h"
#include "serve/request.h"
#include "tests/fuzz/fuzz.h"

static void check_text(const struct hk_request *request, const char *text,
		       bool utf8)
{
	size_t len = text ? strlen(text) : 0;

	if (!text)
		return;
	FUZZ_HOLDS(text >= request->text &&
		   text + len < request->text + sizeof(request->text));
	FUZZ_HOLDS(len <= HK_REQUEST_TEXT_MAX);
	FUZZ_HOLDS(!utf8 || hk_utf8_valid(hk_span_str(text, len)));
}

static void check_target(struct hk_str target)
{
	static struct hk_request request;
	struct hk_error err = {HK_OK, ""};
	enum hk_status status = hk_request_read(&request, target, &err);
	unsigned code = hk_request_code(status);

	FUZZ_HOLDS(status ? code >= 400 && code < 500 && err.message[0]
			  : code == 200);
	if (status)
		return;
	check_text(&request, request.query, true);
	check_text(&request, request.path, true);
	check_text(&request, request.since, true);
	check_text(&request, request.until, true);
	check_text(&request, request.id, false);
	FUZZ_HOLDS(request.limit <= 100 && request.offset <= 10000);
}

/* Lines of a head: the method, Host, Origin, Sec-Fetch-Site, Sec-Fetch-Mode. */
static void check_head(char *text)
{
	static const char *const allowed[] = {"search.example"};
	const struct hk_guard_names names = {allowed, 1};
	char *lines[5] = {NULL};
	struct hk_guard_head head = {0};
	struct hk_error err = {HK_OK, ""};
	struct hk_address address;
	unsigned code;

	for (size_t i = 0; i < 5 && text; i++) {
		lines[i] = text;
		text = strchr(text, '\n');
		if (text)
			*text++ = '\0';
	}
	head.method = lines[0];
	head.host = lines[1];
	head.origin = lines[2];
	head.site = lines[3];
	head.mode = lines[4];
	code = hk_guard_check(&head, &names, &err);
	FUZZ_HOLDS(!code || (code >= 400 && code < 500 && err.message[0]));
	if (!hk_address_read(&address, lines[0], &err)) {
		char place[HK_ADDRESS_TEXT];

		hk_address_put(place, &address);
		(void)hk_address_is_here(&address);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	check_target(hk_span_str(text, size));
	check_head(text);
	free(text);
	return 0;
}
