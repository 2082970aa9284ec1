/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The macros of mdoc(7) that stand inside lines. */

#include "formats/roff/language.h"

#define OPEN_MAX 16

enum kind {
	PLAIN,	/* its arguments are text */
	FLAG,	/* - before each */
	NAME,	/* of the command */
	PAGE,	/* name and section */
	CALL,	/* of a function */
	SAYS,	/* a dash and the rest of the line */
	WORD,	/* `open` is what it says; then text */
	AROUND, /* `open` and `close` around the rest of the line */
	BEGIN,	/* `open`, until the macro that ends it */
	END,	/* `close` */
	ATTACH, /* no blank before what follows */
	PREFIX, /* none behind its first argument */
	QUIET,	/* says nothing, its arguments neither */
};

struct macro {
	const char *name;
	enum kind kind;
	const char *open, *close;
};

static const struct macro macros[] = {
	{"Ad", PLAIN, "", ""},	       {"An", PLAIN, "", ""},
	{"Ar", WORD, "file ...", ""},  {"Cd", PLAIN, "", ""},
	{"Cm", PLAIN, "", ""},	       {"Dv", PLAIN, "", ""},
	{"Em", PLAIN, "", ""},	       {"Er", PLAIN, "", ""},
	{"Ev", PLAIN, "", ""},	       {"Fa", PLAIN, "", ""},
	{"Fd", PLAIN, "", ""},	       {"Ft", PLAIN, "", ""},
	{"Ic", PLAIN, "", ""},	       {"In", AROUND, "<", ">"},
	{"Lb", PLAIN, "", ""},	       {"Li", PLAIN, "", ""},
	{"Lk", PLAIN, "", ""},	       {"Ms", PLAIN, "", ""},
	{"Mt", PLAIN, "", ""},	       {"No", PLAIN, "", ""},
	{"Pa", PLAIN, "", ""},	       {"St", PLAIN, "", ""},
	{"Sx", PLAIN, "", ""},	       {"Sy", PLAIN, "", ""},
	{"Ta", PLAIN, "", ""},	       {"Tn", PLAIN, "", ""},
	{"Va", PLAIN, "", ""},	       {"Vt", PLAIN, "", ""},
	{"Xc", PLAIN, "", ""},	       {"Xo", PLAIN, "", ""},
	{"Fl", FLAG, "", ""},	       {"Nm", NAME, "", ""},
	{"Nd", SAYS, "", ""},	       {"Xr", PAGE, "", ""},
	{"Fn", CALL, "", ""},	       {"Fo", PLAIN, "", ""},
	{"Fc", QUIET, "", ""},	       {"Ns", ATTACH, "", ""},
	{"Ap", ATTACH, "'", ""},       {"Pf", PREFIX, "", ""},
	{"At", WORD, "AT&T UNIX", ""}, {"Bsx", WORD, "BSD/OS", ""},
	{"Bx", WORD, "BSD", ""},       {"Dx", WORD, "DragonFly", ""},
	{"Fx", WORD, "FreeBSD", ""},   {"Nx", WORD, "NetBSD", ""},
	{"Ox", WORD, "OpenBSD", ""},   {"Ux", WORD, "UNIX", ""},
	{"Aq", AROUND, "<", ">"},      {"Ao", BEGIN, "<", ""},
	{"Ac", END, "", ">"},	       {"Bq", AROUND, "[", "]"},
	{"Bo", BEGIN, "[", ""},	       {"Bc", END, "", "]"},
	{"Brq", AROUND, "{", "}"},     {"Bro", BEGIN, "{", ""},
	{"Brc", END, "", "}"},	       {"Dq", AROUND, "“", "”"},
	{"Do", BEGIN, "“", ""},	       {"Dc", END, "", "”"},
	{"Op", AROUND, "[", "]"},      {"Oo", BEGIN, "[", ""},
	{"Oc", END, "", "]"},	       {"Pq", AROUND, "(", ")"},
	{"Po", BEGIN, "(", ""},	       {"Pc", END, "", ")"},
	{"Ql", AROUND, "‘", "’"},      {"Qq", AROUND, "\"", "\""},
	{"Qo", BEGIN, "\"", ""},       {"Qc", END, "", "\""},
	{"Sq", AROUND, "‘", "’"},      {"So", BEGIN, "‘", ""},
	{"Sc", END, "", "’"},	       {"Bk", QUIET, "", ""},
	{"Ek", QUIET, "", ""},	       {"Sm", QUIET, "", ""},
	{"Bf", QUIET, "", ""},	       {"Ef", QUIET, "", ""},
	{"Os", QUIET, "", ""},	       {"Ex", QUIET, "", ""},
	{"Rv", QUIET, "", ""},	       {"Rs", QUIET, "", ""},
	{"Re", QUIET, "", ""},	       {"Bt", QUIET, "", ""},
	{"Ud", QUIET, "", ""},	       {"Db", QUIET, "", ""},
	{"Hf", QUIET, "", ""},
};

struct line {
	struct hk_roff *roff;
	struct hk_buf *out;
	size_t begin;		    /* of the line in `out` */
	bool attach;		    /* no blank before what comes next */
	enum kind kind;		    /* of the macro at work */
	const char *word;	    /* what it says */
	size_t args;		    /* that it was given so far */
	const char *open[OPEN_MAX]; /* what closes at the line's end */
	size_t open_count;
};

static const struct macro *macro_named(struct hk_str name)
{
	for (size_t i = 0; i < sizeof(macros) / sizeof(*macros); i++)
		if (hk_span_same(name, hk_span_cstr(macros[i].name)))
			return &macros[i];
	return NULL;
}

bool hk_roff_is_mdoc(struct hk_str name)
{
	return macro_named(name) || hk_span_starts(name, "%");
}

static bool is_one_of(struct hk_str arg, const char *const *list)
{
	for (; *list; list++)
		if (hk_span_same(arg, hk_span_cstr(*list)))
			return true;
	return false;
}

static bool closes(struct hk_str arg)
{
	static const char *const signs[] = {".", ",", ":",  ";",  ")", "]",
					    "?", "!", "。", "、", NULL};
	return is_one_of(arg, signs);
}

static bool opens(struct hk_str arg)
{
	static const char *const signs[] = {"(", "[", NULL};
	return is_one_of(arg, signs);
}

static enum hk_status put(struct line *l, const char *before,
			  struct hk_str text, const char *after)
{
	enum hk_status status = HK_OK;

	if (!l->attach && l->out->len > l->begin)
		status = hk_buf_putc(l->out, ' ');
	if (!status)
		status = hk_buf_puts(l->out, before);
	if (!status)
		status = hk_roff_expand(l->roff, l->out, text);
	if (!status)
		status = hk_buf_puts(l->out, after);
	l->attach = false;
	return status;
}

static enum hk_status put_attached(struct line *l, const char *text)
{
	l->attach = true;
	return put(l, "", hk_span_str("", 0), text);
}

/* Write what is left of a macro when another one, or a sign, comes. */
static enum hk_status end_macro(struct line *l)
{
	struct hk_str none = {"", 0};
	enum hk_status status = HK_OK;

	if (l->kind == FLAG && !l->args) {
		status = put(l, "-", none, "");
		l->attach = true;
	} else if (l->kind == NAME && !l->args && l->roff->name.len) {
		status = put(l, "", l->roff->name, "");
	} else if (l->kind == WORD && !l->args) {
		status = put(l, "", none, l->word);
	} else if (l->kind == CALL && l->args) {
		status = put_attached(l, l->args == 1 ? "()" : ")");
	}
	l->kind = PLAIN;
	return status;
}

static enum hk_status begin_macro(struct line *l, const struct macro *m)
{
	struct hk_str none = {"", 0};
	enum hk_status status = end_macro(l);

	l->kind = m->kind;
	l->word = m->open;
	l->args = 0;
	if (status)
		return status;
	switch (m->kind) {
	case AROUND:
	case BEGIN:
		if (*m->open || m->kind == AROUND) {
			status = put(l, m->open, none, "");
			l->attach = true;
		}
		if (m->kind == AROUND && l->open_count < OPEN_MAX)
			l->open[l->open_count++] = m->close;
		break;
	case END:
		status = put_attached(l, m->close);
		break;
	case ATTACH:
		l->attach = true;
		if (*m->open)
			status = put_attached(l, m->open);
		l->attach = true;
		break;
	case SAYS:
		status = put(l, "—", none, "");
		break;
	default:
		break;
	}
	return status;
}

static enum hk_status put_name(struct line *l, struct hk_str arg)
{
	struct hk_roff *roff = l->roff;

	if (!roff->name.len) {
		char *copy = hk_arena_copy(roff->arena, arg.data, arg.len);

		if (!copy)
			return HK_ENOMEM;
		roff->name = hk_span_str(copy, arg.len);
	}
	return put(l, "", arg, "");
}

/* .Bx 4.4 is 4.4BSD, .Fx 4.4 is FreeBSD 4.4 */
static enum hk_status put_word(struct line *l, struct hk_str arg)
{
	struct hk_str none = {"", 0};
	enum hk_status status;

	if (!strcmp(l->word, "file ..."))
		return put(l, "", arg, ""); /* only where .Ar names none */
	if (!strcmp(l->word, "BSD"))
		return put(l, "", arg, l->word);
	status = put(l, "", none, l->word);
	return status ? status : put(l, "", arg, "");
}

static enum hk_status put_arg(struct line *l, struct hk_str arg)
{
	size_t n = l->args++;
	enum hk_status status;

	switch (l->kind) {
	case FLAG:
		return put(l, "-", arg, "");
	case NAME:
		return n ? put(l, "", arg, "") : put_name(l, arg);
	case PAGE:
		if (n == 1)
			l->attach = true;
		return n == 1 ? put(l, "(", arg, ")") : put(l, "", arg, "");
	case CALL:
		l->attach = n > 0;
		return put(l, n == 0 ? "" : n == 1 ? "(" : ", ", arg, "");
	case WORD:
		return n ? put(l, "", arg, "") : put_word(l, arg);
	case PREFIX:
		status = put(l, "", arg, "");
		l->attach = n == 0;
		return status;
	case QUIET:
		return HK_OK;
	default:
		return put(l, "", arg, "");
	}
}

/* Write a closing sign; at the end of a line it comes after what encloses the
 * line. */
static enum hk_status put_sign(struct line *l, struct hk_str arg, bool last)
{
	enum hk_status status = end_macro(l);

	while (!status && last && l->open_count)
		status = put_attached(l, l->open[--l->open_count]);
	l->attach = true;
	return status ? status : put(l, "", arg, "");
}

/* Are all arguments from there on signs that close? */
static bool only_signs(const struct hk_roff_args *args, size_t from)
{
	for (size_t i = from; i < args->count; i++)
		if (args->quoted[i] || !closes(args->list[i]))
			return false;
	return true;
}

enum hk_status hk_roff_mdoc(struct hk_roff *roff, struct hk_buf *out,
			    struct hk_str name, const struct hk_roff_args *args)
{
	struct line l = {.roff = roff, .out = out, .begin = out->len};
	const struct macro *m = macro_named(name);
	enum hk_status status = m ? begin_macro(&l, m) : HK_OK;
	size_t signs = args->count; /* from here on only those */

	while (signs && only_signs(args, signs - 1) &&
	       args->count - signs < OPEN_MAX)
		signs--;
	for (size_t i = 0; !status && i < args->count; i++) {
		struct hk_str arg = args->list[i];
		bool plain = args->quoted[i] || l.kind == SAYS;

		m = plain ? NULL : macro_named(arg);
		if (m) {
			status = begin_macro(&l, m);
		} else if (!plain && closes(arg) && l.kind != QUIET) {
			status = put_sign(&l, arg, i >= signs);
		} else {
			status = put_arg(&l, arg);
			l.attach = l.attach || (!plain && opens(arg));
		}
	}
	if (!status)
		status = end_macro(&l);
	while (!status && l.open_count)
		status = put_attached(&l, l.open[--l.open_count]);
	return status ? HK_ENOMEM : HK_OK;
}
