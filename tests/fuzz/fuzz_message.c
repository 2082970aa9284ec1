/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines in Japanese: any line, as files and servers may have a part in it, is
 * said in a line that fits, or as it is. */
#include "base/error.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/message_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct hk_message_buf buf;
	static bool tried;
	char line[HK_ERROR_MAX];
	const char *said;

	if (!tried)
		message_fixture(2);
	tried = true;
	size = size < sizeof(line) ? size : sizeof(line) - 1;
	if (size)
		memcpy(line, data, size);
	line[size] = '\0';
	said = hk_message_line(&buf, line);
	FUZZ_HOLDS(said == line || said == buf.text);
	FUZZ_HOLDS(strlen(said) < sizeof(buf.text));
	/* Nothing is lost without a trace. */
	FUZZ_HOLDS(!*line == !*said);
	return 0;
}
