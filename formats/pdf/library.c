/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What hiku needs of poppler. All but the loading runs in the child. */

#include "formats/pdf/page.h"
#include "formats/pdf/pdf.h"
#include "base/utf8.h"

#ifdef HK_HAVE_POPPLER

#include <dlfcn.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>

#define OUTLINE_MAX	  10000
#define OUTLINE_DEPTH_MAX 6
/* A page with fewer characters has no text; of so many it is asked whether they
 * have pictures. */
#define CHARACTERS_MIN 10
#define LOOKS_MAX      50
/* Pages whose fonts are looked at if there is no text. */
#define FONT_PAGES 20

/* All that is called of poppler and GLib. */
#define FUNCTIONS(X)                               \
	X(poppler_document_new_from_bytes)         \
	X(poppler_document_get_n_pages)            \
	X(poppler_document_get_page)               \
	X(poppler_document_get_title)              \
	X(poppler_document_get_author)             \
	X(poppler_document_get_keywords)           \
	X(poppler_document_get_creation_date_time) \
	X(poppler_document_find_dest)              \
	X(poppler_page_get_text)                   \
	X(poppler_page_get_text_layout)            \
	X(poppler_page_get_text_attributes)        \
	X(poppler_page_free_text_attributes)       \
	X(poppler_page_get_image_mapping)          \
	X(poppler_page_free_image_mapping)         \
	X(poppler_font_info_new)                   \
	X(poppler_font_info_scan)                  \
	X(poppler_font_info_free)                  \
	X(poppler_fonts_iter_free)                 \
	X(poppler_index_iter_new)                  \
	X(poppler_index_iter_next)                 \
	X(poppler_index_iter_get_action)           \
	X(poppler_index_iter_get_child)            \
	X(poppler_index_iter_free)                 \
	X(poppler_action_free)                     \
	X(poppler_dest_free)                       \
	X(g_bytes_new_static)                      \
	X(g_date_time_format)                      \
	X(g_date_time_unref)                       \
	X(g_free)                                  \
	X(g_log_set_default_handler)               \
	X(g_object_unref)

struct hk_pdf_library {
	void *handle;
/* The members have names of their own, since any function of a library may
 * also be a macro (g_free is one in GLib 2.90). */
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares the name. */
#define POINTER(name) __typeof__(&(name)) fn_##name;
	FUNCTIONS(POINTER)
#undef POINTER
};

static bool find(struct hk_pdf_library *library, void *to, const char *name)
{
	void *found = dlsym(library->handle, name);

	memcpy(to, &found, sizeof(found));
	return found != NULL;
}

struct hk_pdf_library *hk_pdf_library_new(void)
{
	static const char *const names[] = {"libpoppler-glib.so.8",
					    "libpoppler-glib.8.dylib",
					    "libpoppler-glib.so"};
	struct hk_pdf_library *l = calloc(1, sizeof(*l));
	bool whole = true;

	for (size_t i = 0; l && !l->handle && i < 3; i++)
		l->handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (!l || !l->handle) {
		free(l);
		return NULL;
	}
#define FIND(name) whole = find(l, &l->fn_##name, #name) && whole;
	FUNCTIONS(FIND)
#undef FIND
	if (!whole) {
		free(l);
		return NULL;
	}
	return l;
}

void hk_pdf_library_free(struct hk_pdf_library *library)
{
	free(library);
}

/* ---- Telling ---- */

struct teller {
	const struct hk_pdf_library *lib;
	PopplerDocument *document;
	int out;
	unsigned outlines;
	size_t told;	   /* bytes of text */
	unsigned looks;	   /* pages without text */
	uint32_t pictures; /* those of them that have pictures */
	bool lacking;	   /* a table of characters */
	struct hk_pdf_page page;
};

/* Nobody reads the pipe any more: there is nothing left to do. */
static void tell(struct teller *t, enum hk_pdf_kind kind, uint32_t number,
		 struct hk_str text)
{
	struct hk_pdf_record record = {kind, number, text};

	if (!hk_pdf_record_write(t->out, &record))
		_Exit(0);
}

static void tell_string(struct teller *t, enum hk_pdf_kind kind, char *text)
{
	if (text)
		tell(t, kind, 0, hk_span_cstr(text));
	t->lib->fn_g_free(text);
}

static void tell_facts(struct teller *t)
{
	const struct hk_pdf_library *lib = t->lib;
	GDateTime *date =
		lib->fn_poppler_document_get_creation_date_time(t->document);

	tell_string(t, HK_PDF_TITLE,
		    lib->fn_poppler_document_get_title(t->document));
	tell_string(t, HK_PDF_AUTHOR,
		    lib->fn_poppler_document_get_author(t->document));
	tell_string(t, HK_PDF_KEYWORDS,
		    lib->fn_poppler_document_get_keywords(t->document));
	if (date) {
		tell_string(
			t, HK_PDF_DATE,
			lib->fn_g_date_time_format(date, "%Y-%m-%dT%H:%M:%S"));
		lib->fn_g_date_time_unref(date);
	}
}

/* ---- The outline ---- */

static int page_of(struct teller *t, const PopplerDest *dest)
{
	PopplerDest *found;
	int page;

	if (!dest || dest->type != POPPLER_DEST_NAMED)
		return dest ? dest->page_num : 0;
	found = t->lib->fn_poppler_document_find_dest(t->document,
						      dest->named_dest);
	if (!found)
		return 0;
	page = found->page_num;
	t->lib->fn_poppler_dest_free(found);
	return page;
}

static void tell_outline(struct teller *t, PopplerIndexIter *iter,
			 unsigned level)
{
	const struct hk_pdf_library *lib = t->lib;

	if (!iter)
		return;
	do {
		PopplerAction *action =
			lib->fn_poppler_index_iter_get_action(iter);
		PopplerIndexIter *child;

		if (action && action->type == POPPLER_ACTION_GOTO_DEST &&
		    action->goto_dest.title) {
			int page = page_of(t, action->goto_dest.dest);

			if (page > 0 && page <= HK_PDF_PAGES_MAX)
				tell(t, HK_PDF_OUTLINE,
				     (uint32_t)page * 8 + level,
				     hk_span_cstr(action->goto_dest.title));
		}
		if (action)
			lib->fn_poppler_action_free(action);
		if (level < OUTLINE_DEPTH_MAX) {
			child = lib->fn_poppler_index_iter_get_child(iter);
			tell_outline(t, child, level + 1);
			if (child)
				lib->fn_poppler_index_iter_free(child);
		}
	} while (++t->outlines < OUTLINE_MAX &&
		 lib->fn_poppler_index_iter_next(iter));
}

/* ---- Pages ---- */

/* The characters of a page and where they stand. The rectangles are one for
 * each character, blanks and line feeds included. */
static size_t take_glyphs(struct hk_pdf_glyph *glyphs, struct hk_str text,
			  const PopplerRectangle *rects, unsigned rect_count,
			  const GList *fonts)
{
	size_t count = 0, at = 0;
	bool apart = false;

	for (size_t i = 0; i < text.len; at++) {
		const PopplerTextAttributes *font;
		struct hk_pdf_glyph g = {.apart = apart};
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &g.c);

		i += n ? n : 1;
		if (!n)
			g.c = HK_UTF8_REPLACEMENT;
		apart = g.c == ' ' || g.c == '\n';
		if (apart)
			continue;
		g.x0 = NAN; /* unless it has a place */
		if (at < rect_count) {
			g.x0 = rects[at].x1;
			g.y0 = rects[at].y1;
			g.x1 = rects[at].x2;
			g.y1 = rects[at].y2;
		}
		for (; fonts && fonts->next; fonts = fonts->next) {
			font = fonts->data;
			if (font->end_index >= (int)at)
				break;
		}
		if (fonts) {
			font = fonts->data;
			g.size = font->font_size;
		}
		glyphs[count++] = g;
	}
	return count;
}

/* Flags, size and place of a block as the number of its record. */
static uint32_t packed(const struct hk_pdf_block *block)
{
	double size = fmin(fmax(block->size * 4, 0), HK_PDF_SIZE_MAX);
	double place =
		fmin(fmax((block->y0 + block->y1) * 2, 0), HK_PDF_PLACE_MAX);

	return HK_PDF_BLOCK_NUMBER(block->flags, (uint32_t)size,
				   (uint32_t)place);
}

static void tell_blocks(struct teller *t, uint32_t number)
{
	const struct hk_pdf_page *page = &t->page;

	tell(t, HK_PDF_PAGE, number, hk_span_str(NULL, 0));
	for (size_t i = 0; i < page->block_count; i++) {
		const struct hk_pdf_block *b = &page->blocks[i];

		tell(t, HK_PDF_BLOCK, packed(b),
		     hk_span_str(page->text.data + b->begin,
				 b->end - b->begin));
	}
	t->told += page->text.len;
}

/* Tell the page's text; returns how many characters it has. */
static size_t tell_text(struct teller *t, PopplerPage *page, uint32_t number,
			struct hk_str text)
{
	const struct hk_pdf_library *lib = t->lib;
	struct hk_pdf_glyph *glyphs = calloc(text.len + 1, sizeof(*glyphs));
	PopplerRectangle *rects = NULL;
	unsigned rect_count = 0;
	GList *fonts;
	size_t count;

	if (!glyphs)
		abort();
	lib->fn_poppler_page_get_text_layout(page, &rects, &rect_count);
	fonts = lib->fn_poppler_page_get_text_attributes(page);
	count = take_glyphs(glyphs, text, rects, rect_count, fonts);
	lib->fn_poppler_page_free_text_attributes(fonts);
	lib->fn_g_free(rects);
	if (hk_pdf_page_read(&t->page, glyphs, count))
		abort();
	free(glyphs);
	tell_blocks(t, number);
	return count;
}

/* A page without text may be a picture of one. */
static void look_for_pictures(struct teller *t, PopplerPage *page)
{
	GList *pictures;

	if (t->looks++ >= LOOKS_MAX) {
		t->pictures += t->pictures * 2 > LOOKS_MAX;
		return;
	}
	pictures = t->lib->fn_poppler_page_get_image_mapping(page);
	t->pictures += pictures != NULL;
	t->lib->fn_poppler_page_free_image_mapping(pictures);
}

static void tell_page(struct teller *t, int number)
{
	const struct hk_pdf_library *lib = t->lib;
	PopplerPage *page =
		lib->fn_poppler_document_get_page(t->document, number);
	struct hk_str text;
	char *given;

	if (!page)
		return;
	given = lib->fn_poppler_page_get_text(page);
	text = hk_span_cstr(given ? given : "");
	if (text.len > HK_PDF_PAGE_GLYPHS_MAX * 4) {
		tell(t, HK_PDF_PAGE, (uint32_t)number + 1, text);
		t->told += text.len;
	} else if (tell_text(t, page, (uint32_t)number + 1, text) <
		   CHARACTERS_MIN) {
		look_for_pictures(t, page);
	}
	lib->fn_g_free(given);
	lib->fn_g_object_unref(page);
}

/* Why there is no text: pictures, or fonts that do not tell their characters.
 */
static void tell_absence(struct teller *t)
{
	const struct hk_pdf_library *lib = t->lib;
	struct hk_str none = {NULL, 0};
	PopplerFontsIter *fonts = NULL;
	PopplerFontInfo *info;

	if (t->pictures)
		tell(t, HK_PDF_PICTURES, t->pictures, none);
	if (t->told)
		return;
	info = lib->fn_poppler_font_info_new(t->document);
	if (lib->fn_poppler_font_info_scan(info, FONT_PAGES, &fonts) && fonts)
		tell(t, HK_PDF_FONTS, 1, none);
	lib->fn_poppler_fonts_iter_free(fonts);
	lib->fn_poppler_font_info_free(info);
}

static void tell_pages(struct teller *t)
{
	int count = t->lib->fn_poppler_document_get_n_pages(t->document);
	struct hk_str none = {NULL, 0};

	for (int i = 0; i < count; i++) {
		if (i == HK_PDF_PAGES_MAX) {
			tell(t, HK_PDF_CUT, HK_PDF_MANY_PAGES, none);
			break;
		}
		tell_page(t, i);
		if (t->told > HK_PDF_TEXT_MAX) {
			tell(t, HK_PDF_CUT, HK_PDF_LONG_TEXT, none);
			break;
		}
	}
	tell_absence(t);
}

/* What the library says on its way. Of one thing the user can do something: the
 * tables of Japanese fonts are a package of their own. */
static void hear(const char *domain, GLogLevelFlags level, const char *message,
		 void *ctx)
{
	static const char lack[] = "Missing language pack for '";
	const char *name = message ? strstr(message, lack) : NULL;
	struct teller *t = ctx;

	(void)domain;
	(void)level;
	if (!name || t->lacking)
		return;
	name += sizeof(lack) - 1;
	t->lacking = true;
	tell(t, HK_PDF_LACKS, 0, hk_span_str(name, strcspn(name, "'")));
}

void hk_pdf_library_tell(const struct hk_pdf_library *library,
			 struct hk_str bytes, int out)
{
	struct teller t = {.lib = library, .out = out};
	struct hk_str none = {NULL, 0};
	GError *error = NULL;
	GBytes *all = library->fn_g_bytes_new_static(bytes.data, bytes.len);
	PopplerIndexIter *iter;

	hk_pdf_page_init(&t.page);
	library->fn_g_log_set_default_handler(hear, &t);
	t.document =
		library->fn_poppler_document_new_from_bytes(all, NULL, &error);
	if (!t.document) {
		/* Of the codes of POPPLER_ERROR, this one is for the user. */
		bool locked = error && error->code == POPPLER_ERROR_ENCRYPTED;

		tell(&t, HK_PDF_FAILED,
		     locked ? HK_PDF_ENCRYPTED : HK_PDF_DAMAGED, none);
		tell(&t, HK_PDF_END, 0, none);
		return;
	}
	tell_facts(&t);
	iter = library->fn_poppler_index_iter_new(t.document);
	tell_outline(&t, iter, 1);
	tell_pages(&t);
	tell(&t, HK_PDF_END, 0, none);
}

#else

struct hk_pdf_library *hk_pdf_library_new(void)
{
	return NULL;
}

void hk_pdf_library_free(struct hk_pdf_library *library)
{
	(void)library;
}

void hk_pdf_library_tell(const struct hk_pdf_library *library,
			 struct hk_str bytes, int out)
{
	(void)library;
	(void)bytes;
	(void)out;
}

#endif
