/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ask QUERY [INDEX]: titles, and the best sentences with [marks].
 *
 *	cc ask.c $(pkg-config --cflags --libs hiku) -o ask
 */

#include <hiku.h>
#include <stdio.h>
#include <string.h>

static int print(void *out, const char *data, size_t len)
{
	return fwrite(data, 1, len, out) != len;
}

int main(int argc, char **argv)
{
	const char *const *places = (const char *const *)argv + 2;
	struct hiku_query_options how = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_format_options look = HIKU_FORMAT_OPTIONS_INIT;
	struct hiku_index *index = NULL;
	struct hiku_answer *answer = NULL;
	struct hiku_error why = {HIKU_OK, ""};
	const char *note;

	if (argc < 2)
		return 2;
	how.limit = 3;
	look.open = "[";
	look.close = "]";
	look.lines = 2;
	if (!hiku_open(&index, places, (size_t)argc - 2, NULL, &why) &&
	    !hiku_search(&answer, index, argv[1], strlen(argv[1]), &how,
			 &why)) {
		for (size_t i = 0; (note = hiku_answer_note(answer, i, NULL));
		     i++)
			fprintf(stderr, "%s\n", note);
		for (size_t i = 0; i < hiku_answer_hits(answer); i++) {
			struct hiku_text title =
				hiku_hit_text(answer, i, HIKU_TITLE);

			if (hiku_text_safe(title.data, title.len, print, stdout,
					   &why) ||
			    print(stdout, "\n", 1) ||
			    hiku_hit_excerpt(answer, i, &look, NULL, 0, print,
					     stdout, &why))
				break;
		}
	}
	if (why.status)
		fprintf(stderr, "ask: %s\n", why.message);
	hiku_answer_free(answer);
	hiku_close(index);
	return why.status ? 2 : 0;
}
