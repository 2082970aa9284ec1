/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * make-completions bash|zsh|fish: print what that shell needs to complete the
 * command lines of hiku and hiku-index, from the tables that the programs
 * themselves use. `make install` installs it, tests/cli/completions.t asks the
 * shells.
 */

#include <stdio.h>
#include <string.h>

#include "formats/list.h"
#include "indexer/options.h"
#include "query/field.h"
#include "serve/options.h"
#include "cli/options.h"

static const struct hk_opt_program *const programs[] = {&hk_cli_program,
							&hk_indexer_program};
#define PROGRAMS (sizeof(programs) / sizeof(*programs))

#define EACH_OPTION(o, program)                                               \
	for (const struct hk_opt *o = (program)->options; o->name || o->help; \
	     o++)                                                             \
		if (o->name)

/* ---- What all of them have ---- */

/* Prints the names of the user's collections. */
#define COLLECTIONS "command hiku-index collections 2>/dev/null | cut -f1"

/* Fields whose values the index is asked for: all articles have a date. */
static const char *const listed[] = {"tag", "author"};
#define LISTED	     (sizeof(listed) / sizeof(*listed))
#define LIST	     "--count-by %s date:..9999"
#define LIST_NO_NONE " | grep -vx -e -"

static void put_choices(const struct hk_opt *o)
{
	for (size_t i = 0; o->choice(i); i++)
		printf("%s%s", i ? " " : "", o->choice(i));
}

/* Inside single quotes: `escape` stands before each character of `special`. */
static void put_quoted(const char *text, const char *special,
		       const char *escape)
{
	for (; *text; text++) {
		if (*text == '\'' && !strchr(special, '\''))
			fputs("'\\'", stdout);
		else if (strchr(special, *text))
			fputs(escape, stdout);
		putchar(*text);
	}
}

/* Words that begin a command: "add", "dict". */
static bool is_first(const struct hk_opt_command *list,
		     const struct hk_opt_command *command, size_t *len)
{
	*len = strcspn(command->name, " ");
	for (; list < command; list++)
		if (!strncmp(list->name, command->name, *len) &&
		    strcspn(list->name, " ") == *len)
			return false;
	return true;
}

static void put_types(void)
{
#define ROW(name, suffixes, about) printf(" type:%s", #name);
	HK_FORMAT_LIST(ROW)
#undef ROW
}

static void put_fields(void)
{
	for (const struct hk_field *f = hk_field_table; f->name; f++)
		printf("%s%s:", f == hk_field_table ? "" : " ", f->name);
}

/* ---- bash ---- */

static void put_bash_values(const struct hk_opt *o)
{
	if (o->choice) {
		fputs("COMPREPLY=($(compgen -W '", stdout);
		put_choices(o);
		puts("' -- \"$cur\"))");
	} else if (o->value == HK_OPT_DIR) {
		puts("mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")");
	} else if (o->value == HK_OPT_FILE) {
		puts("mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")");
	} else if (o->value == HK_OPT_COLLECTION) {
		puts("_hiku_each \"$cur\" < <(" COLLECTIONS ")");
	} else {
		puts("COMPREPLY=()");
	}
}

/* _hiku_ask asks the index that the line names: of words, `hiku --complete`.
 * _hiku_each takes the lines that begin with a word; compgen -W would run what
 * stands in them. */
static void put_bash_functions(void)
{
	puts("_hiku_each() {\n"
	     "    local line\n"
	     "    COMPREPLY=()\n"
	     "    while IFS= read -r line; do\n"
	     "        [[ $line != \"$1\"* ]] || COMPREPLY+=(\"$line\")\n"
	     "    done\n"
	     "}\n");
	puts("_hiku_ask() {\n"
	     "    local where=() i word\n"
	     "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
	     "        case ${COMP_WORDS[i]} in\n"
	     "        -d | -C | --db | --collection)\n"
	     "            word=${COMP_WORDS[i + 1]}\n"
	     "            [ \"$word\" != = ] || word=${COMP_WORDS[i + 2]}\n"
	     "            where+=(\"${COMP_WORDS[i]}\" \"$word\") ;;\n"
	     "        esac\n"
	     "    done\n"
	     "    command hiku \"${where[@]}\" \"$@\" 2>/dev/null | cut -f1\n"
	     "}\n");
}

/* The values of fields. bash takes a colon for a word of its own. */
static void put_bash_fields(void)
{
	puts("    elif [ -n \"$field\" ]; then\n        case $field in");
	fputs("        type) COMPREPLY=($(compgen -W '", stdout);
#define ROW(name, suffixes, about) printf("%s ", #name);
	HK_FORMAT_LIST(ROW)
#undef ROW
	puts("' -- \"$value\")) ;;\n"
	     "        path) mapfile -t COMPREPLY < <(compgen -f -- "
	     "\"$value\") ;;");
	for (size_t i = 0; i < LISTED; i++) {
		printf("        %s) _hiku_each \"$value\" < <(_hiku_ask ",
		       listed[i]);
		printf(LIST LIST_NO_NONE ") ;;\n", listed[i]);
	}
	puts("        *) COMPREPLY=() ;;\n        esac");
}

/* `hiku serve -...` is another program. */
static void put_bash_serve(void)
{
	fputs("    if [ \"$COMP_CWORD\" -gt 1 ] && "
	      "[ \"${COMP_WORDS[1]}\" = serve ] && [[ $cur == -* ]]; then\n"
	      "        COMPREPLY=($(compgen -W '",
	      stdout);
	EACH_OPTION(o, &hk_serve_program)
	{
		printf("--%s ", o->name);
	}
	puts("' -- \"$cur\"))\n        return\n    fi");
}

static void put_bash(const struct hk_opt_program *program)
{
	if (!program->commands)
		put_bash_functions();
	printf("_%s() {\n", program == &hk_cli_program ? "hiku" : "hiku_index");
	puts("    local cur=${COMP_WORDS[COMP_CWORD]} "
	     "prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
	     "    local field='' value=''\n"
	     "    if [ \"$cur\" = : ]; then\n"
	     "        field=$prev\n"
	     "    elif [ \"$prev\" = : ]; then\n"
	     "        field=${COMP_WORDS[COMP_CWORD - 2]} value=$cur\n"
	     "    fi\n"
	     "    [ \"$cur\" != = ] || cur=\n"
	     "    [ \"$prev\" != = ] || prev=${COMP_WORDS[COMP_CWORD - 2]}");
	if (!program->commands)
		put_bash_serve();
	puts("    case $prev in");
	EACH_OPTION(o, program)
	{
		if (!o->argument)
			continue;
		fputs("    ", stdout);
		if (o->letter)
			printf("-%c | ", o->letter);
		printf("--%s) ", o->name);
		put_bash_values(o);
		puts("        return ;;");
	}
	puts("    esac\n    if [[ $cur == -* ]]; then");
	fputs("        COMPREPLY=($(compgen -W '", stdout);
	EACH_OPTION(o, program)
	{
		printf("--%s ", o->name);
	}
	puts("' -- \"$cur\"))");
	if (program->commands) {
		puts("    elif [ \"$COMP_CWORD\" = 1 ]; then");
		fputs("        COMPREPLY=($(compgen -W '", stdout);
		for (const struct hk_opt_command *c = program->commands;
		     c->name; c++) {
			size_t len;

			if (is_first(program->commands, c, &len))
				printf("%.*s ", (int)len, c->name);
		}
		puts("help' -- \"$cur\"))");
	} else {
		put_bash_fields();
	}
	fputs("    else\n        mapfile -t COMPREPLY < <(compgen -f -- "
	      "\"$cur\"",
	      stdout);
	if (!program->commands)
		fputs("\n            [ -z \"$cur\" ] || "
		      "_hiku_ask --complete=\"$cur\"",
		      stdout);
	printf(")\n    fi\n}\ncomplete -o filenames -F _%s %s\n\n",
	       program == &hk_cli_program ? "hiku" : "hiku_index",
	       program->name);
}

/* ---- zsh ---- */

static void put_zsh_option(const struct hk_opt *o)
{
	fputs("        '--", stdout);
	fputs(o->name, stdout);
	fputs(o->argument ? o->fallback ? "=-[" : "=[" : "[", stdout);
	put_quoted(o->help, "[]:\\", "\\");
	putchar(']');
	if (o->argument) {
		if (o->fallback)
			putchar(':');
		putchar(':');
		put_quoted(o->argument, "[]:\\", "\\");
		putchar(':');
		if (o->choice) {
			putchar('(');
			put_choices(o);
			putchar(')');
		} else if (o->value == HK_OPT_DIR) {
			fputs("_files -/", stdout);
		} else if (o->value == HK_OPT_FILE) {
			fputs("_files", stdout);
		} else if (o->value == HK_OPT_COLLECTION) {
			fputs("_hiku_collections", stdout);
		}
	}
	puts("' \\");
	if (!o->letter)
		return;
	printf("        '-%c%s[", o->letter, o->argument ? "+" : "");
	put_quoted(o->help, "[]:\\", "\\");
	fputs(o->argument ? "]:value:" : "]", stdout);
	if (o->argument && o->value == HK_OPT_DIR)
		fputs("_files -/", stdout);
	if (o->argument && o->value == HK_OPT_COLLECTION)
		fputs("_hiku_collections", stdout);
	puts("' \\");
}

/* Words need not begin as what was typed does: kens is 検索, too. */
static void put_zsh_functions(void)
{
	puts("_hiku_collections() { compadd -- "
	     "${(f)\"$(" COLLECTIONS ")\"} }\n"
	     "_hiku_ask() {\n"
	     "    local -a where\n"
	     "    local -i i\n"
	     "    for ((i = 2; i < CURRENT; i++)); do\n"
	     "        case $words[i] in\n"
	     "        -d|-C|--db|--collection) "
	     "where+=($words[i] $words[i+1]) ;;\n"
	     "        -[dC]?*|--(db|collection)=*) where+=($words[i]) ;;\n"
	     "        esac\n"
	     "    done\n"
	     "    command hiku $where $@ 2>/dev/null | cut -f1\n"
	     "}\n"
	     "_hiku_query() {\n"
	     "    if compset -P 'type:'; then");
	fputs("        compadd --", stdout);
#define ROW(name, suffixes, about) printf(" %s", #name);
	HK_FORMAT_LIST(ROW)
#undef ROW
	puts("\n    elif compset -P 'path:'; then\n        _files");
	for (size_t i = 0; i < LISTED; i++) {
		printf("    elif compset -P '%s:'; then\n"
		       "        compadd -- ${(f)\"$(_hiku_ask ",
		       listed[i]);
		printf(LIST LIST_NO_NONE ")\"}\n", listed[i]);
	}
	fputs("    else\n        compadd -S '' -- ", stdout);
	put_fields();
	puts("\n        _files\n"
	     "        [[ -z $PREFIX ]] || compadd -U -- "
	     "${(f)\"$(_hiku_ask --complete=$PREFIX)\"}\n"
	     "    fi\n"
	     "}");
}

static void put_zsh(const struct hk_opt_program *program)
{
	printf("    (%s)\n", program->name);
	if (!program->commands) {
		puts("    if [[ $CURRENT -gt 2 && $words[2] == serve && "
		     "$words[3] == -* ]]; then\n"
		     "        _arguments -s -S \\");
		EACH_OPTION(o, &hk_serve_program)
		{
			put_zsh_option(o);
		}
		puts("        '1:serve:'\n        return\n    fi");
	}
	fputs("    _arguments -s -S \\\n", stdout);
	EACH_OPTION(o, program)
	{
		put_zsh_option(o);
	}
	if (program->commands) {
		fputs("        '1:command:(", stdout);
		for (const struct hk_opt_command *c = program->commands;
		     c->name; c++) {
			size_t len;

			if (is_first(program->commands, c, &len))
				printf("%.*s ", (int)len, c->name);
		}
		puts("help)' \\\n        '*:file:_files'");
	} else {
		puts("        '*:query:_hiku_query'");
	}
	puts("    ;;");
}

/* ---- fish ---- */

/* The values of fields, for words that begin with one. */
static void put_fish_fields(void)
{
	static const char word[] = "(commandline -ct)";

	for (size_t i = 0; i < LISTED; i++) {
		printf("complete -c hiku -n 'string match -q \"%s:*\" -- %s' "
		       "-f -a '(command hiku ",
		       listed[i], word);
		printf(LIST " 2>/dev/null | cut -f1" LIST_NO_NONE, listed[i]);
		printf(" | string replace -r \"^\" %s:)'\n", listed[i]);
	}
	printf("complete -c hiku -n 'string match -q \"path:*\" -- %s' -f -a "
	       "'(__fish_complete_path (string replace path: \"\" -- %s) | "
	       "string replace -r \"^\" path:)'\n",
	       word, word);
}

static void put_fish(const struct hk_opt_program *program)
{
	static const char serve[] =
		"hiku -n '__fish_seen_subcommand_from serve'";

	EACH_OPTION(o, program)
	{
		printf("complete -c %s -l %s",
		       program == &hk_serve_program ? serve : program->name,
		       o->name);
		if (o->letter)
			printf(" -s %c", o->letter);
		fputs(" -d '", stdout);
		put_quoted(o->help, "\\'", "\\");
		putchar('\'');
		if (o->choice) {
			fputs(o->fallback ? " -f -a '" : " -x -a '", stdout);
			put_choices(o);
			putchar('\'');
		} else if (o->value == HK_OPT_DIR) {
			fputs(" -x -a '(__fish_complete_directories)'", stdout);
		} else if (o->value == HK_OPT_FILE) {
			fputs(" -r -F", stdout);
		} else if (o->value == HK_OPT_COLLECTION) {
			fputs(" -x -a '(" COLLECTIONS ")'", stdout);
		} else if (o->argument) {
			fputs(" -x", stdout);
		}
		putchar('\n');
	}
	if (program == &hk_serve_program)
		return;
	if (!program->commands) {
		printf("complete -c %s -a '", program->name);
		put_fields();
		put_types();
		puts("'");
		/* The count behind the tab is shown as a description. */
		puts("complete -c hiku -n 'string length -q -- (commandline "
		     "-ct)' -a '(command hiku --complete=(commandline -ct) "
		     "2>/dev/null)'");
		put_fish_fields();
		return;
	}
	for (const struct hk_opt_command *c = program->commands; c->name; c++) {
		size_t len;

		if (!is_first(program->commands, c, &len))
			continue;
		printf("complete -c %s -n __fish_use_subcommand -f -a '%.*s' "
		       "-d '",
		       program->name, (int)len, c->name);
		put_quoted(c->help, "\\'", "\\");
		puts("'");
	}
}

int main(int argc, char **argv)
{
	const char *shell = argc == 2 ? argv[1] : "";
	bool zsh = !strcmp(shell, "zsh");
	void (*put)(const struct hk_opt_program *) =
		zsh			 ? put_zsh
		: !strcmp(shell, "bash") ? put_bash
		: !strcmp(shell, "fish") ? put_fish
					 : NULL;

	if (!put) {
		fprintf(stderr, "usage: make-completions bash|zsh|fish\n");
		return 2;
	}
	puts(zsh ? "#compdef hiku hiku-index\n"
		   "# Made by tools/make-completions.c."
		 : "# Made by tools/make-completions.c.");
	if (zsh) {
		put_zsh_functions();
		puts("case $service in");
	}
	for (size_t i = 0; i < PROGRAMS; i++)
		put(programs[i]);
	if (put == put_fish)
		put(&hk_serve_program);
	if (zsh)
		puts("esac");
	return fflush(stdout) ? 1 : 0;
}
