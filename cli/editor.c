/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/editor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/quiet.h"

#define NOT_FOUND 127
#define WORDS_MAX 6

/* Of the terminal, for the editor alone. */
static const int quiet[] = {SIGINT, SIGQUIT};
#define QUIET_COUNT (sizeof(quiet) / sizeof(*quiet))

/* How an editor is told the line. */
enum how {
	FILE_ONLY,
	PLUS,  /* +12 FILE */
	VIM,   /* the same, and an encoding */
	EMACS, /* the same, by a form */
	COLON, /* FILE:12 */
	GOTO,  /* -g FILE:12 */
};

static const struct {
	const char *name;
	enum how how;
} editors[] = {
	{"vi", PLUS},
	{"ex", PLUS},
	{"nvi", PLUS},
	{"vim", VIM},
	{"nvim", VIM},
	{"gvim", VIM},
	{"view", VIM},
	{"nano", PLUS},
	{"pico", PLUS},
	{"joe", PLUS},
	{"micro", PLUS},
	{"kak", PLUS},
	{"mg", PLUS},
	{"ne", PLUS},
	{"mcedit", PLUS},
	{"less", PLUS},
	{"emacs", EMACS},
	{"emacsclient", EMACS},
	{"hx", COLON},
	{"helix", COLON},
	{"zed", COLON},
	{"subl", COLON},
	{"code", GOTO},
	{"codium", GOTO},
	{"code-insiders", GOTO},
};

static const char *choose(void)
{
	const char *editor = getenv("VISUAL");

	if (!editor || !*editor)
		editor = getenv("EDITOR");
	return editor && *editor ? editor : "vi";
}

/* By the name of the program, the first word. */
static enum how find_how(const char *editor)
{
	size_t len = strcspn(editor, " \t"), begin = len;

	while (begin && editor[begin - 1] != '/')
		begin--;
	for (size_t i = 0; i < sizeof(editors) / sizeof(*editors); i++)
		if (strlen(editors[i].name) == len - begin &&
		    !strncmp(editors[i].name, editor + begin, len - begin))
			return editors[i].how;
	return FILE_ONLY;
}

/* Is it the name of an encoding that must be told? Nothing else is passed on.
 */
static bool is_encoding(const char *name)
{
	return *name && strcmp(name, "utf-8") != 0 &&
	       strcmp(name, "mixed") != 0 &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") ==
		       strlen(name);
}

/* A form that visits the file, whose name becomes a string of Emacs Lisp. */
static enum hk_status put_form(struct hk_buf *out, const char *path,
			       uint32_t line, const char *encoding)
{
	enum hk_status status = hk_buf_puts(out, "(progn (let (");

	if (!status && is_encoding(encoding))
		status = hk_buf_printf(out, "(coding-system-for-read '%s)",
				       encoding);
	if (!status)
		status = hk_buf_puts(out, ") (find-file \"");
	for (; *path && !status; path++) {
		if (*path == '"' || *path == '\\')
			status = hk_buf_putc(out, '\\');
		if (!status)
			status = hk_buf_putc(out, *path);
	}
	return status ? status
		      : hk_buf_printf(out,
				      "\")) (goto-char (point-min)) "
				      "(forward-line %u))",
				      line ? (unsigned)line - 1 : 0);
}

/* Make the words behind the editor's own. `text` holds the longest of them,
 * `plus` "+12". */
static enum hk_status make_words(const char *words[WORDS_MAX], enum how how,
				 struct hk_buf *text, char plus[16],
				 const char *path, uint32_t line,
				 const char *encoding)
{
	size_t n = 0;
	enum hk_status status = HK_OK;

	snprintf(plus, 16, "+%u", (unsigned)line);
	if (how == EMACS) {
		status = put_form(text, path, line, encoding);
		words[n++] = "--eval";
		words[n++] = text->data;
	} else if ((how == COLON || how == GOTO) && line) {
		status = hk_buf_printf(text, "%s:%u", path, (unsigned)line);
		if (how == GOTO)
			words[n++] = "-g";
		words[n++] = text->data;
	} else {
		if (how == VIM && is_encoding(encoding)) {
			status = hk_buf_printf(text, "+e ++enc=%s", encoding);
			words[n++] = text->data;
		}
		if ((how == PLUS || how == VIM) && line)
			words[n++] = plus;
		words[n++] = path; /* absolute: it begins with a slash */
	}
	words[n] = NULL;
	return status;
}

/* In the child: become the editor. */
static void become(const char *editor, const char *const words[WORDS_MAX])
{
	const char *argv[WORDS_MAX + 5] = {"sh", "-c", NULL, editor};
	char script[4096];
	size_t n = 4;

	/* The words of $VISUAL are split by the shell, those of ours are not.
	 */
	if ((size_t)snprintf(script, sizeof(script), HK_QUIET_SHELL "%s \"$@\"",
			     editor) >= sizeof(script))
		_exit(NOT_FOUND);
	argv[2] = script;
	for (size_t i = 0; words[i]; i++)
		argv[n++] = words[i];
	argv[n] = NULL;
	execv("/bin/sh", (char *const *)argv);
	_exit(NOT_FOUND);
}

enum hk_status hk_editor_open(const char *path, uint32_t line,
			      const char *encoding, struct hk_error *err)
{
	const char *editor = choose(), *words[WORDS_MAX];
	char plus[16];
	struct sigaction before[QUIET_COUNT];
	struct hk_buf text;
	int how = 0;
	pid_t child, ended;
	enum hk_status status;

	hk_buf_init(&text, 1u << 20);
	status = make_words(words, find_how(editor), &text, plus, path, line,
			    encoding);
	if (status) {
		hk_buf_release(&text);
		return hk_error_nomem(err);
	}
	fflush(NULL);
	hk_quiet_begin(quiet, QUIET_COUNT, before);
	child = fork();
	if (child == 0) {
		hk_quiet_end(quiet, QUIET_COUNT, before);
		become(editor, words);
	}
	do
		ended = child < 0 ? child : waitpid(child, &how, 0);
	while (ended < 0 && errno == EINTR);
	hk_quiet_end(quiet, QUIET_COUNT, before);
	hk_buf_release(&text);
	if (child < 0)
		return hk_error_system(err, errno, "cannot start %s", editor);
	if (WIFEXITED(how) && WEXITSTATUS(how) == NOT_FOUND)
		return hk_error_set(err, HK_EIO,
				    "cannot run the editor '%s'; set VISUAL "
				    "or EDITOR",
				    editor);
	return HK_OK;
}
