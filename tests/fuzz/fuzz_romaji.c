/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readings: any bytes have a bounded one that its own text fits, or none. */
#include "tests/fuzz/fuzz.h"
#include "text/romaji.h"

static void check(const struct hk_sound *sound)
{
	char text[HK_SOUND_BYTES];
	size_t len = hk_sound_text(text, sound, true);

	FUZZ_HOLDS(sound->count > 0 && sound->count <= HK_SOUND_MAX);
	FUZZ_HOLDS(hk_sound_admits(sound, hk_span_str(text, len)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str text = hk_span_str((const char *)data, size);
	struct hk_sound sound;

	if (hk_romaji_read(&sound, text))
		check(&sound);
	if (hk_sound_kana(&sound, text))
		check(&sound);
	return 0;
}
