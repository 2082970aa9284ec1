/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tell.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/message.h"
#include "base/quote.h"

/* Bytes of a command line that is told. */
#define COMMAND_MAX 400

void hk_tell_init(struct hk_tell *out, const struct hk_query_options *options,
		  int argc, char **argv)
{
	*out = (struct hk_tell){.options = options,
				.terminal = isatty(STDERR_FILENO) != 0,
				.argc = argc,
				.argv = argv};
}

bool hk_tell_is_loud(const struct hk_tell *tell)
{
	return tell->terminal || tell->options->verbose;
}

/* Say a line in the user's language. */
static void say(const char *format, ...) HK_PRINTF(1, 2);
static void say(const char *format, ...)
{
	char line[HK_CLEAN_MAX];
	va_list args;

	va_start(args, format);
	hk_clean_format(line, sizeof(line), hk_message_text(format), args,
			NULL);
	va_end(args);
	fprintf(stderr, "hiku: %s\n", line);
}

void hk_tell_index(struct hiku_index *index)
{
	const char *note;

	for (size_t i = 0; (note = hiku_index_note(index, i)); i++)
		fprintf(stderr, "hiku: %s\n", note);
}

void hk_tell_notes(const struct hiku_answer *answer, bool behind)
{
	enum hiku_note kind;
	const char *note;

	for (size_t i = 0; (note = hiku_answer_note(answer, i, &kind)); i++)
		if ((kind == HIKU_NOTE_EMPTY) == behind)
			fprintf(stderr, "hiku: %s\n", note);
}

/* The same command with another offset. */
static enum hk_status put_command(struct hk_buf *out,
				  const struct hk_tell *tell, uint64_t offset)
{
	enum hk_status status = hk_buf_printf(out, "hiku --offset %llu",
					      (unsigned long long)offset);

	for (int i = 1; i < tell->argc && !status; i++) {
		const char *word = tell->argv[i];

		if (hk_clean_unsafe(hk_span_cstr(word)))
			return HK_EUSAGE;
		if (!strncmp(word, "--offset=", 9))
			continue;
		if (!strcmp(word, "--offset")) {
			i++;
			continue;
		}
		status = hk_buf_putc(out, ' ');
		if (!status)
			status = hk_quote_word(out, word);
	}
	return status;
}

void hk_tell_more(const struct hk_tell *tell, const struct hiku_answer *answer)
{
	size_t hits = hiku_answer_hits(answer);
	unsigned long long first, last, passages;
	const char *how;
	struct hk_buf command;

	if (!hk_tell_is_loud(tell) || !hits ||
	    !hiku_answer_number(answer, HIKU_MORE))
		return;
	first = hiku_hit_number(answer, 0, HIKU_RANK);
	last = first + hits - 1;
	passages = hiku_answer_number(answer, HIKU_PASSAGES);
	hk_buf_init(&command, COMMAND_MAX);
	if (put_command(&command, tell, last))
		hk_buf_reset(&command);
	how = command.len ? command.data
			  : hk_message_text("the same with --offset");
	if (passages)
		say("passages %llu to %llu of %llu; more: %s", first, last,
		    passages, how);
	else
		say("passages %llu to %llu; more: %s", first, last, how);
	hk_buf_release(&command);
}
