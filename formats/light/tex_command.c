/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The commands and environments of LaTeX, as far as they are not text. */

#include "formats/light/tex.h"

/* Bytes of a formula between dollars at most; what is longer is two prices. */
#define FORMULA_MAX 2000

const struct hk_light_mark hk_tex_marks[] = {
	{"``", NULL, "“", HK_LIGHT_PUT, 0},
	{"''", NULL, "”", HK_LIGHT_PUT, 0},
	{"---", NULL, "—", HK_LIGHT_PUT, 0},
	{"--", NULL, "–", HK_LIGHT_PUT, 0},
	/* What \\MakeShortVerb defines. */
	{"|", "|", NULL, HK_LIGHT_RAW, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{NULL, NULL, NULL, 0, 0},
};

static const struct hk_light_command commands[] = {
	/* Readings, of ruby.sty, okumacro, pxrubrica and others. */
	{"ruby", "*or", NULL},
	{"jruby", "*or", NULL},
	{"aruby", "*or", NULL},
	{"truby", "*or", NULL},
	{"kana", "*or", NULL},
	{"Ruby", "*or", NULL},
	{"ltjruby", "*or", NULL},
	/* Notes. */
	{"footnote", "on", NULL},
	{"footnotetext", "on", NULL},
	{"endnote", "on", NULL},
	{"marginpar", "on", NULL},
	{"thanks", "d", NULL},
	{"footnotemark", "o", NULL},
	/* What refers to other places. */
	{"label", "d", NULL},
	{"ref", "*d", NULL},
	{"eqref", "d", NULL},
	{"pageref", "*d", NULL},
	{"autoref", "*d", NULL},
	{"cref", "*d", NULL},
	{"Cref", "*d", NULL},
	{"cite", "*ood", NULL},
	{"citep", "*ood", NULL},
	{"citet", "*ood", NULL},
	{"nocite", "d", NULL},
	{"index", "od", NULL},
	{"glossary", "d", NULL},
	{"hypertarget", "d", NULL},
	{"hyperlink", "d", NULL},
	{"hyperref", "o", NULL},
	{"href", "od", NULL},
	{"url", "k", NULL},
	{"path", "k", NULL},
	{"nolinkurl", "k", NULL},
	{"phantomsection", "", NULL},
	{"bibitem", "od", NULL},
	{"bibliography", "d", NULL},
	{"bibliographystyle", "d", NULL},
	{"addcontentsline", "ddd", NULL},
	{"addtocontents", "dd", NULL},
	/* Files. */
	{"input", "d", NULL},
	{"include", "d", NULL},
	{"subfile", "d", NULL},
	{"includegraphics", "*ood", NULL},
	{"includepdf", "od", NULL},
	{"lstinputlisting", "od", NULL},
	{"verbatiminput", "d", NULL},
	{"DocInput", "d", NULL},
	{"graphicspath", "d", NULL},
	{"usepackage", "odo", NULL},
	{"RequirePackage", "odo", NULL},
	{"documentclass", "odo", NULL},
	{"documentstyle", "od", NULL},
	{"pdfbookmark", "odd", NULL},
	{"hypersetup", "d", NULL},
	/* Layout. */
	{"vspace", "*d", " "},
	{"hspace", "*d", " "},
	{"vskip", "", NULL},
	{"setlength", "dd", NULL},
	{"addtolength", "dd", NULL},
	{"setcounter", "dd", NULL},
	{"addtocounter", "dd", NULL},
	{"stepcounter", "d", NULL},
	{"refstepcounter", "d", NULL},
	{"newcounter", "do", NULL},
	{"newlength", "d", NULL},
	{"pagestyle", "d", NULL},
	{"thispagestyle", "d", NULL},
	{"pagenumbering", "d", NULL},
	{"parbox", "oood", NULL},
	{"makebox", "poo", NULL},
	{"framebox", "poo", NULL},
	{"raisebox", "doo", NULL},
	{"rotatebox", "od", NULL},
	{"scalebox", "do", NULL},
	{"resizebox", "*dd", NULL},
	{"rule", "odd", NULL},
	{"put", "p", NULL},
	{"fontsize", "dd", NULL},
	{"fontfamily", "d", NULL},
	{"fontseries", "d", NULL},
	{"fontshape", "d", NULL},
	{"fontencoding", "d", NULL},
	{"selectfont", "", NULL},
	{"usefont", "dddd", NULL},
	{"color", "od", NULL},
	{"textcolor", "od", NULL},
	{"colorbox", "od", NULL},
	{"fcolorbox", "oddd", NULL},
	{"definecolor", "ddd", NULL},
	{"hline", "", NULL},
	{"cline", "d", NULL},
	{"cmidrule", "opd", NULL},
	{"multicolumn", "dd", NULL},
	{"multirow", "oodo", NULL},
	{"newpage", "", NULL},
	{"linebreak", "o", NULL},
	{"pagebreak", "o", NULL},
	{"newline", "", " "},
	{"hfill", "", " "},
	{"quad", "", " "},
	{"qquad", "", " "},
	{"and", "", ", "},
	/* Definitions. */
	{"newcommand", "*moodd", NULL},
	{"renewcommand", "*mood", NULL},
	{"providecommand", "*mood", NULL},
	{"DeclareRobustCommand", "*mood", NULL},
	{"newenvironment", "*doodd", NULL},
	{"renewenvironment", "*doodd", NULL},
	{"newtheorem", "*dodo", NULL},
	{"let", "mm", NULL},
	{"title", "od", NULL},
	{"author", "od", NULL},
	{"date", "od", NULL},
	{"changes", "dd", NULL},
	{"CheckSum", "d", NULL},
	{"GetFileInfo", "d", NULL},
	{"ProvidesFile", "do", NULL},
	{"item", "l", " "},
	{"caption", "*o", NULL},
	{"lstinline", "o", NULL},
	{"SI", "o", NULL},
	/* Characters. */
	{"UTF", "u", NULL},
	{"CID", "d", NULL},
	{"LaTeXe", "", "LaTeX2e"},
	{"ldots", "", "…"},
	{"dots", "", "…"},
	{"cdots", "", "⋯"},
	{"textbackslash", "", "\\"},
	{"textasciitilde", "", "~"},
	{"textasciicircum", "", "^"},
	{"textbar", "", "|"},
	{"textless", "", "<"},
	{"textgreater", "", ">"},
	{"textunderscore", "", "_"},
	{"textyen", "", "¥"},
	{"copyright", "", "©"},
	{"textregistered", "", "®"},
	{"texttrademark", "", "™"},
	{"pounds", "", "£"},
	{"S", "", "§"},
	{"P", "", "¶"},
	{"dag", "", "†"},
	{"ss", "", "ß"},
	{"ae", "", "æ"},
	{"AE", "", "Æ"},
	{"oe", "", "œ"},
	{"OE", "", "Œ"},
	{"o", "", "ø"},
	{"O", "", "Ø"},
	{"aa", "", "å"},
	{"AA", "", "Å"},
	{"l", "", "ł"},
	{"L", "", "Ł"},
	{"i", "", "ı"},
	{NULL, NULL, NULL},
};

static const struct hk_tex_environment environments[] = {
	{"verbatim", HK_TEX_CODE, ""},
	{"verbatim*", HK_TEX_CODE, ""},
	{"Verbatim", HK_TEX_CODE, "o"},
	{"BVerbatim", HK_TEX_CODE, "o"},
	{"alltt", HK_TEX_CODE, ""},
	{"lstlisting", HK_TEX_CODE, "o"},
	{"minted", HK_TEX_CODE, "od"},
	{"macrocode", HK_TEX_CODE, ""},
	{"macrocode*", HK_TEX_CODE, ""},
	{"equation", HK_TEX_CODE, ""},
	{"equation*", HK_TEX_CODE, ""},
	{"align", HK_TEX_CODE, ""},
	{"align*", HK_TEX_CODE, ""},
	{"eqnarray", HK_TEX_CODE, ""},
	{"eqnarray*", HK_TEX_CODE, ""},
	{"gather", HK_TEX_CODE, ""},
	{"gather*", HK_TEX_CODE, ""},
	{"multline", HK_TEX_CODE, ""},
	{"displaymath", HK_TEX_CODE, ""},
	{"math", HK_TEX_CODE, ""},
	{"comment", HK_TEX_DROP, ""},
	{"filecontents", HK_TEX_DROP, ""},
	{"filecontents*", HK_TEX_DROP, ""},
	{"tikzpicture", HK_TEX_DROP, "o"},
	{"tabular", HK_TEX_TABLE, "od"},
	{"tabular*", HK_TEX_TABLE, "dod"},
	{"tabularx", HK_TEX_TABLE, "dod"},
	{"longtable", HK_TEX_TABLE, "od"},
	{"supertabular", HK_TEX_TABLE, "d"},
	{"array", HK_TEX_TABLE, "od"},
	{"tabbing", HK_TEX_TABLE, ""},
	{"minipage", HK_TEX_TEXT, "oood"},
	{"figure", HK_TEX_TEXT, "o"},
	{"figure*", HK_TEX_TEXT, "o"},
	{"table", HK_TEX_TEXT, "o"},
	{"table*", HK_TEX_TEXT, "o"},
	{"itemize", HK_TEX_TEXT, "o"},
	{"enumerate", HK_TEX_TEXT, "o"},
	{"description", HK_TEX_TEXT, "o"},
	{"list", HK_TEX_TEXT, "dd"},
	{"thebibliography", HK_TEX_TEXT, "d"},
	{"multicols", HK_TEX_TEXT, "do"},
	{"picture", HK_TEX_TEXT, "pp"},
	{"wrapfigure", HK_TEX_TEXT, "odod"},
	{"adjustbox", HK_TEX_TEXT, "d"},
	{"spacing", HK_TEX_TEXT, "d"},
	{"macro", HK_TEX_TEXT, "d"},
	{"environment", HK_TEX_TEXT, "d"},
	{"option", HK_TEX_TEXT, "d"},
};

const struct hk_tex_environment *hk_tex_environment(struct hk_str name)
{
	for (size_t i = 0; i < sizeof(environments) / sizeof(*environments);
	     i++)
		if (hk_span_same(name, hk_span_cstr(environments[i].name)))
			return &environments[i];
	return NULL;
}

unsigned hk_tex_heading(struct hk_str name)
{
	static const struct {
		const char *name;
		unsigned level;
	} headings[] = {{"part", 1},	    {"chapter", 1},
			{"section", 2},	    {"subsection", 3},
			{"paragraph", 5},   {"subsubsection", 4},
			{"subparagraph", 6}};

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
		if (hk_span_same(name, hk_span_cstr(headings[i].name)))
			return headings[i].level;
	return 0;
}

/* ---- Inside lines ---- */

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* [begin, end) stays as it is, with the marks of `width` bytes around it. */
static size_t keep_between(struct hk_light *l, size_t at, size_t width,
			   size_t end)
{
	hk_light_keep(l, at + width, end);
	return end + width - at;
}

/* $...$ and $$...$$ */
static size_t take_formula(struct hk_light *l, size_t at)
{
	bool two = at + 1 < l->text.len && l->text.data[at + 1] == '$';
	size_t width = two ? 2 : 1;
	size_t end =
		hk_light_find(l, two ? 0 : 1, two ? "$$" : "$", at + width);

	/* An escaped sign does not end it. */
	while (end < l->text.len && l->text.data[end - 1] == '\\')
		end = hk_light_find(l, two ? 0 : 1, two ? "$$" : "$", end + 1);
	return end >= l->text.len || end - at > FORMULA_MAX
		       ? width
		       : keep_between(l, at, width, end);
}

/* \verb|...| */
static size_t take_verb(struct hk_light *l, size_t at, size_t behind)
{
	struct hk_span inside;
	size_t end = hk_tex_verb(l->text, behind, &inside);

	if (!end)
		return behind - at;
	hk_light_keep(l, inside.begin, inside.end);
	return end - at;
}

/* A backslash and a sign. */
static size_t take_sign(struct hk_light *l, size_t at, char sign)
{
	size_t n = hk_light_command_accent(l, sign, at + 2), end;

	if (n)
		return n + 2;
	if (sign == '[' || sign == '(') {
		end = hk_light_find(l, sign == '[' ? 2 : 3,
				    sign == '[' ? "\\]" : "\\)", at);
		return end < l->text.len ? keep_between(l, at, 2, end) : 2;
	}
	if (sign == '\\') {
		unsigned *failed = l->state;

		hk_light_put(l, " ", 1);
		return hk_light_command_take(l, "*o", at + 2, '\\', failed) -
		       at;
	}
	if (strchr("%$&#_{}", sign))
		hk_light_put(l, &sign, 1);
	else if (sign == ' ' || sign == '\n')
		hk_light_put(l, &sign, 1);
	return (unsigned char)sign < 0x80 ? 2 : 1;
}

/* The name of a logo is its text. */
static bool is_logo(struct hk_str name)
{
	return name.len >= 3 && !memcmp(name.data + name.len - 3, "TeX", 3);
}

static size_t take_command(struct hk_light *l, size_t at)
{
	const struct hk_light_command *command;
	struct hk_str text = l->text, name;
	unsigned *failed = l->state;
	size_t n = at + 1, behind;

	while (n < text.len && is_letter(text.data[n]))
		n++;
	name = hk_span_str(text.data + at + 1, n - at - 1);
	if (hk_span_same(name, hk_span_cstr("verb")))
		return take_verb(l, at, n);
	command = hk_light_command_find(commands, name);
	if (command && command->text)
		hk_light_put(l, command->text, strlen(command->text));
	else if (is_logo(name))
		hk_light_keep(l, at + 1, n);
	behind = n;
	n = hk_light_command_take(l, command ? command->arguments : "*", n,
				  '\\', failed);
	/* Options of a command that nobody knows, without a blank before. */
	if (!command && n < text.len && text.data[n] == '[')
		n = hk_light_command_take(l, "oo", n, '\\', failed);
	if (n == behind)
		while (n < text.len && (text.data[n] == ' '))
			n++;
	return n - at;
}

size_t hk_tex_hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);

	switch (*here.data) {
	case '$':
		return take_formula(l, at);
	case '&':
		/* A cell, apart from the one before. */
		while (l->out.len && l->out.data[l->out.len - 1] == ' ')
			l->out.len--;
		hk_light_put(l, "  ", 2);
		return 1 + hk_light_run(hk_span_from(here, 1), ' ');
	case '~':
		hk_light_put(l, " ", 1);
		return 1;
	case '\\':
		if (here.len < 2)
			return 1;
		return is_letter(here.data[1]) ? take_command(l, at)
					       : take_sign(l, at, here.data[1]);
	default:
		return 1; /* braces */
	}
}
