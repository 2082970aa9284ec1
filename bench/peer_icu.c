/* SPDX-License-Identifier: GPL-2.0-or-later */

/* peer_icu FILE...: what ICU's detector takes each file to be in, a line
 * each. Built and driven by bench/encodings; no part of hiku. */

#include <stdio.h>
#include <unicode/ucsdet.h>

int main(int argc, char **argv)
{
	static char bytes[1 << 20];

	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		UErrorCode code = U_ZERO_ERROR;
		UCharsetDetector *detector = ucsdet_open(&code);
		const UCharsetMatch *match;
		size_t len;

		if (!file || U_FAILURE(code))
			return 1;
		len = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		ucsdet_setText(detector, bytes, (int32_t)len, &code);
		match = ucsdet_detect(detector, &code);
		puts(match && U_SUCCESS(code) ? ucsdet_getName(match, &code)
					      : "unknown");
		ucsdet_close(detector);
	}
	return 0;
}
