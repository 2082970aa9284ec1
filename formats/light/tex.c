/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/tex.h"

#include "formats/plain.h"

/* LaTeX: documents, and packages with what they say about themselves. */

struct state {
	unsigned failed; /* for the hook */
	enum hk_tex_mode mode;
	struct hk_str environment; /* that ends the mode */
	unsigned tables;	   /* tables that are open */
	unsigned heading; /* level of the one that is open over lines, */
	size_t depth;	  /* and its braces */
	bool documented;  /* .dtx, .sty: text stands behind % */
	bool done;	  /* behind \end{document} */
};

/* ---- Lines ---- */

static void add(struct hk_light *l, struct hk_str text)
{
	struct state *s = l->state;

	if (hk_light_open(l) && l->kind == HK_BLOCK_CODE)
		hk_light_close(l);
	if (!hk_light_open(l)) {
		s->failed = 0;
		text = hk_span_from(text, hk_light_indent(text));
		if (!text.len)
			return;
	}
	hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
}

static void close_block(struct hk_light *l)
{
	struct state *s = l->state;

	s->failed = 0;
	hk_light_close(l);
	s->failed = 0;
}

/* A heading that is open: up to its brace. Returns what is behind it. */
static struct hk_str take_heading_text(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	size_t i = 0;

	for (; i < line.len && s->depth; i++) {
		if (line.data[i] == '\\') {
			i++;
			continue;
		}
		s->depth += line.data[i] == '{';
		s->depth -= line.data[i] == '}';
	}
	i = i < line.len ? i : line.len;
	hk_light_add(l, HK_BLOCK_HEADING,
		     hk_span_str(line.data, i - (!s->depth && i)));
	if (!s->depth) {
		close_block(l);
		s->heading = 0;
	}
	return hk_span_from(line, i);
}

/* Behind \section: a star, [...] and {. */
static struct hk_str take_heading(struct hk_light *l, struct hk_str line,
				  unsigned level)
{
	struct state *s = l->state;
	size_t at = hk_light_run(line, '*'), end;

	while (at < line.len && line.data[at] == ' ')
		at++;
	if (at < line.len && line.data[at] == '[') {
		end = hk_light_command_end(line, at, '\\');
		at = end < line.len ? end + 1 : at;
	}
	while (at < line.len && line.data[at] == ' ')
		at++;
	if (at >= line.len || line.data[at] != '{')
		return line;
	close_block(l);
	hk_light_begin(l, HK_BLOCK_HEADING, level, hk_span_cstr(""));
	s->heading = level;
	s->depth = 1;
	return take_heading_text(l, hk_span_from(line, at + 1));
}

/* Skip the arguments of an environment on its line. */
static struct hk_str skip_arguments(struct hk_str line, const char *arguments)
{
	for (; *arguments; arguments++) {
		char open = *arguments == 'd'	? '{'
			    : *arguments == 'p' ? '('
						: '[';
		size_t at = hk_light_indent(line), end;

		if (at >= line.len || line.data[at] != open)
			continue;
		end = hk_light_command_end(line, at, '\\');
		if (end >= line.len)
			break;
		line = hk_span_from(line, end + 1);
	}
	return line;
}

/* Behind \begin or \end: {name}, and what belongs to it. */
static struct hk_str take_environment(struct hk_light *l, struct hk_str line,
				      bool begin)
{
	struct state *s = l->state;
	const struct hk_tex_environment *environment;
	const char *end = line.len && *line.data == '{'
				  ? memchr(line.data, '}', line.len)
				  : NULL;
	struct hk_str name;

	close_block(l);
	if (!end)
		return line;
	name = hk_span_str(line.data + 1, (size_t)(end - line.data) - 1);
	line = hk_span_from(line, (size_t)(end - line.data) + 1);
	if (!begin && hk_light_is(name, "document") && !s->documented)
		s->done = true;
	environment = hk_tex_environment(name);
	if (!environment) /* options of one that nobody knows */
		return begin ? skip_arguments(line, "o") : line;
	if (environment->mode == HK_TEX_TABLE) {
		s->tables += begin;
		s->tables -= !begin && s->tables;
	} else if (begin && environment->mode != HK_TEX_TEXT) {
		s->mode = environment->mode;
		s->environment = name;
	}
	return begin ? skip_arguments(line, environment->arguments) : line;
}

/* Commands that end a paragraph wherever they stand. */
static bool breaks(struct hk_str name)
{
	static const char *const names[] = {"par",
					    "bigskip",
					    "medskip",
					    "smallskip",
					    "newpage",
					    "clearpage",
					    "cleardoublepage",
					    "maketitle",
					    "noindent",
					    "indent",
					    "caption",
					    "centering",
					    "tableofcontents",
					    "appendix",
					    "printindex",
					    "vspace",
					    "StopEventually",
					    "DescribeMacro",
					    "DescribeEnv"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (hk_span_same(name, hk_span_cstr(names[i])))
			return true;
	return false;
}

/* The line is text: cut it where blocks begin and end. */
static void take_text(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	size_t at = 0;

	while (at < line.len && s->mode == HK_TEX_TEXT && !s->done) {
		struct hk_str name, before = hk_span_str(line.data, at);
		unsigned level;

		if (line.data[at] != '\\') {
			at++;
			continue;
		}
		name = hk_tex_name_at(line, at);
		if (!name.len) {
			/* A row of a table ends at \\. */
			if (s->tables && at + 1 < line.len &&
			    line.data[at + 1] == '\\') {
				add(l, before);
				close_block(l);
				line = skip_arguments(
					hk_span_from(line, at + 2), "o");
				at = 0;
				continue;
			}
			at += 2;
			continue;
		}
		level = hk_tex_heading(name);
		at += 1 + name.len;
		if (hk_span_same(name, hk_span_cstr("verb"))) {
			struct hk_span inside;
			size_t behind = hk_tex_verb(line, at, &inside);

			at = behind ? behind : at;
		} else if (level) {
			add(l, before);
			line = take_heading(l, hk_span_from(line, at), level);
			at = 0;
		} else if (hk_span_same(name, hk_span_cstr("begin")) ||
			   hk_span_same(name, hk_span_cstr("end"))) {
			add(l, before);
			line = take_environment(l, hk_span_from(line, at),
						*name.data == 'b');
			at = 0;
		} else if (hk_span_same(name, hk_span_cstr("item")) ||
			   hk_span_same(name, hk_span_cstr("bibitem"))) {
			add(l, before);
			close_block(l);
			hk_light_begin(
				l, HK_BLOCK_ITEM, 0,
				hk_span_str(name.data - 1, name.len + 1));
			line = hk_span_from(line, at);
			at = 0;
		} else if (breaks(name)) {
			add(l, before);
			close_block(l);
			line = hk_span_from(line, before.len);
			at = 1 + name.len;
		}
	}
	if (s->mode == HK_TEX_TEXT && !s->done)
		add(l, line);
}

/* A line inside of verbatim and the like. */
static void take_code(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	const char *end =
		line.len ? memmem(line.data, line.len, "\\end{", 5) : NULL;
	struct hk_str rest;

	if (end) {
		rest = hk_span_from(line, (size_t)(end - line.data) + 5);
		if (rest.len > s->environment.len &&
		    !memcmp(rest.data, s->environment.data,
			    s->environment.len) &&
		    rest.data[s->environment.len] == '}') {
			line.len = (size_t)(end - line.data);
			if (s->mode == HK_TEX_CODE && !hk_plain_is_blank(line))
				hk_light_add(l, HK_BLOCK_CODE, line);
			close_block(l);
			s->mode = HK_TEX_TEXT;
			take_text(l, hk_tex_without_comment(hk_span_from(
					     rest, s->environment.len + 1)));
			return;
		}
	}
	if (s->mode == HK_TEX_CODE)
		hk_light_add(l, HK_BLOCK_CODE, line);
}

/* A line of a .dtx or .sty: text behind %, the rest is code. */
static bool take_documented(struct hk_light *l, struct hk_str *line)
{
	struct state *s = l->state;
	size_t n = hk_light_run(*line, '%');
	struct hk_str text = hk_span_from(*line, n);
	const char *end;

	if (n && hk_span_starts(text, "<")) {
		/* %<*driver>, %<package>code */
		end = memchr(text.data, '>', text.len);
		text = hk_span_from(text, end ? (size_t)(end - text.data) + 1
					      : text.len);
		if (!hk_plain_is_blank(text))
			hk_light_add(l, HK_BLOCK_CODE, text);
		return true;
	}
	if (s->mode == HK_TEX_CODE) {
		if (n && (!hk_span_starts(s->environment, "macrocode") ||
			  memmem(text.data, text.len, "\\end{", 5)))
			*line = text;
		take_code(l, *line);
		return true;
	}
	if (!n) {
		if (hk_light_open(l) && l->kind != HK_BLOCK_CODE)
			close_block(l);
		if (!hk_plain_is_blank(*line) || hk_light_open(l))
			hk_light_add(l, HK_BLOCK_CODE, *line);
		return true;
	}
	end = memmem(text.data, text.len, "^^A", 3);
	if (end)
		text.len = (size_t)(end - text.data);
	*line = hk_span_from(text, hk_light_indent(text));
	return false;
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	if (s->done)
		return;
	if (s->documented && take_documented(l, &line))
		return;
	if (s->mode != HK_TEX_TEXT) {
		take_code(l, line);
		return;
	}
	if (hk_plain_is_blank(line)) {
		close_block(l);
		s->heading = 0;
		s->depth = 0;
		return;
	}
	line = hk_tex_without_comment(line);
	if (hk_plain_is_blank(line))
		return;
	if (s->heading)
		line = take_heading_text(l, line);
	take_text(l, line);
}

static bool is_documented(struct hk_str path)
{
	static const char *const suffixes[] = {".dtx", ".sty", ".cls"};

	for (size_t i = 0; i < 3; i++)
		if (path.len > 4 &&
		    hk_light_is(hk_span_from(path, path.len - 4), suffixes[i]))
			return true;
	return false;
}

static enum hk_status read_tex(const struct hk_format_input *input,
			       struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = hk_tex_marks,
		.hooks = HK_TEX_HOOKS,
		.hook = hk_tex_hook,
		.take = take,
		.state_size = sizeof(struct state),
		.headings_only = true,
	};
	struct hk_str text = input->text, line = {"", 0};
	const char *begin = NULL;
	struct hk_light l;
	struct state *s;
	enum hk_status status;

	hk_light_init(&l, &syntax, input);
	s = l.state;
	if (s) {
		s->documented = is_documented(input->member.len ? input->member
								: input->path);
		hk_tex_fields(&l, text, s->documented);
	}
	/* The preamble is no text. */
	if (s && !s->documented && text.len)
		begin = memmem(text.data, text.len, "\\begin{document}", 16);
	while (begin && l.rest.data <= begin && hk_light_next(&l, &line))
		if (line.data + line.len > begin)
			take(&l,
			     hk_span_from(line, (size_t)(begin - line.data)));
	while (hk_light_next(&l, &line))
		take(&l, line);
	status = hk_light_finish(&l, err);
	hk_light_release(&l);
	return status;
}

const struct hk_format hk_format_tex = {
	.takes = HK_FORMAT_TEXT,
	.read = read_tex,
};
