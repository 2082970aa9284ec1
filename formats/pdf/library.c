/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What hiku needs of poppler. All but the loading runs in the child. */

#include "formats/pdf/pdf.h"

#ifdef HK_HAVE_POPPLER

#include <dlfcn.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>

#define OUTLINE_MAX	  10000
#define OUTLINE_DEPTH_MAX 6
/* A distance of lines that separates paragraphs, as a multiple of the usual
 * one. */
#define GAP 1.3

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
	X(g_object_unref)

struct hk_pdf_library {
	void *handle;
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares the name. */
#define POINTER(name) __typeof__(&(name)) name;
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
#define FIND(name) whole = find(l, &l->name, #name) && whole;
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
	size_t told; /* bytes of text */
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
	t->lib->g_free(text);
}

static void tell_facts(struct teller *t)
{
	const struct hk_pdf_library *lib = t->lib;
	GDateTime *date =
		lib->poppler_document_get_creation_date_time(t->document);

	tell_string(t, HK_PDF_TITLE,
		    lib->poppler_document_get_title(t->document));
	tell_string(t, HK_PDF_AUTHOR,
		    lib->poppler_document_get_author(t->document));
	tell_string(t, HK_PDF_KEYWORDS,
		    lib->poppler_document_get_keywords(t->document));
	if (date) {
		tell_string(t, HK_PDF_DATE,
			    lib->g_date_time_format(date, "%Y-%m-%dT%H:%M:%S"));
		lib->g_date_time_unref(date);
	}
}

/* ---- The outline ---- */

static int page_of(struct teller *t, const PopplerDest *dest)
{
	PopplerDest *found;
	int page;

	if (!dest || dest->type != POPPLER_DEST_NAMED)
		return dest ? dest->page_num : 0;
	found = t->lib->poppler_document_find_dest(t->document,
						   dest->named_dest);
	if (!found)
		return 0;
	page = found->page_num;
	t->lib->poppler_dest_free(found);
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
			lib->poppler_index_iter_get_action(iter);
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
			lib->poppler_action_free(action);
		if (level < OUTLINE_DEPTH_MAX) {
			child = lib->poppler_index_iter_get_child(iter);
			tell_outline(t, child, level + 1);
			if (child)
				lib->poppler_index_iter_free(child);
		}
	} while (++t->outlines < OUTLINE_MAX &&
		 lib->poppler_index_iter_next(iter));
}

/* ---- Pages ---- */

struct line {
	size_t begin, end; /* bytes of the page's text */
	double x1, y1, x2, y2;
};

/* The lines of a page and where they stand. The rectangles are one for each
 * character, the line feeds included. */
static size_t find_lines(struct line *lines, size_t capacity,
			 struct hk_str text, const PopplerRectangle *rects,
			 unsigned rect_count)
{
	struct line line = {0, 0, 1e9, 1e9, -1e9, -1e9};
	size_t count = 0, character = 0;

	for (size_t i = 0; i <= text.len && count < capacity; i++) {
		if (i < text.len && (text.data[i] & 0xC0) == 0x80)
			continue;
		if (i == text.len || text.data[i] == '\n') {
			line.end = i;
			lines[count++] = line;
			line = (struct line){i + 1, 0, 1e9, 1e9, -1e9, -1e9};
		} else if (character < rect_count) {
			PopplerRectangle r = rects[character];

			line.x1 = fmin(line.x1, r.x1);
			line.y1 = fmin(line.y1, r.y1);
			line.x2 = fmax(line.x2, r.x2);
			line.y2 = fmax(line.y2, r.y2);
		}
		character++;
	}
	return count;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The usual distance of lines inside a paragraph; a page may have more gaps
 * between paragraphs than lines inside of them. */
static double usual_pitch(const struct line *lines, size_t count)
{
	double *pitches = malloc(count * sizeof(*pitches)), usual = 0;
	size_t n = 0;

	for (size_t i = 1; i < count && pitches; i++) {
		double pitch = lines[i].y1 - lines[i - 1].y1;

		if (pitch > (lines[i].y2 - lines[i].y1) / 2)
			pitches[n++] = pitch;
	}
	if (n) {
		qsort(pitches, n, sizeof(*pitches), compare);
		usual = pitches[n / 4];
	}
	free(pitches);
	return usual;
}

/* Is line `i` indented, and the one after it, if any, is not? */
static bool is_indented(const struct line *lines, size_t count, size_t i)
{
	const struct line *a = &lines[i - 1], *b = &lines[i];
	double height = b->y2 - b->y1, indent = b->x1 - a->x1;

	if (indent < height * 0.6 || indent > height * 4 || a->x2 < b->x1)
		return false;
	return i + 1 == count || lines[i + 1].y1 <= b->y1 ||
	       fabs(lines[i + 1].x1 - a->x1) < height * 0.4;
}

/* Does a paragraph begin with line `i`, not the first? */
static bool begins(const struct line *lines, size_t count, size_t i,
		   double pitch)
{
	const struct line *a = &lines[i - 1], *b = &lines[i];
	double height = b->y2 - b->y1, before = a->y2 - a->y1;

	if (a->end == a->begin || b->end == b->begin)
		return false;
	if (b->y1 <= a->y1) /* another column, or they run down the page */
		return false;
	if (b->y1 - a->y1 > pitch * GAP && b->y1 - a->y1 > height * GAP)
		return true;
	if (height > before * 1.2 || before > height * 1.2)
		return true; /* a heading, or what follows one */
	return is_indented(lines, count, i);
}

/* Is line `i` the rest of the one before it, after a wide gap? */
static bool goes_on(const struct line *lines, size_t i)
{
	const struct line *a = &lines[i - 1], *b = &lines[i];
	double height = b->y2 - b->y1;

	return a->end > a->begin && b->end > b->begin && b->x1 >= a->x2 &&
	       fabs(b->y1 - a->y1) < height * 0.3 && b->x2 - b->x1 > 0;
}

static void tell_lines(struct teller *t, uint32_t number, struct hk_str text,
		       const PopplerRectangle *rects, unsigned rect_count)
{
	struct line *lines;
	size_t count = 1, len = 0;
	double pitch;
	char *out;

	for (size_t i = 0; i < text.len; i++)
		count += text.data[i] == '\n';
	lines = malloc(count * sizeof(*lines));
	out = malloc(text.len + count + 1);
	if (!lines || !out)
		abort();
	count = find_lines(lines, count, text, rects, rect_count);
	pitch = usual_pitch(lines, count);
	for (size_t i = 0; i < count; i++) {
		if (i && goes_on(lines, i))
			out[len - 1] = ' ';
		else if (i && begins(lines, count, i, pitch))
			out[len++] = '\n';
		memcpy(out + len, text.data + lines[i].begin,
		       lines[i].end - lines[i].begin);
		len += lines[i].end - lines[i].begin;
		out[len++] = '\n';
	}
	tell(t, HK_PDF_PAGE, number, hk_span_str(out, len));
	t->told += len;
	free(out);
	free(lines);
}

static void tell_page(struct teller *t, int number)
{
	const struct hk_pdf_library *lib = t->lib;
	PopplerPage *page = lib->poppler_document_get_page(t->document, number);
	PopplerRectangle *rects = NULL;
	unsigned rect_count = 0;
	char *text;

	if (!page)
		return;
	text = lib->poppler_page_get_text(page);
	if (text && *text) {
		lib->poppler_page_get_text_layout(page, &rects, &rect_count);
		tell_lines(t, (uint32_t)number + 1, hk_span_cstr(text), rects,
			   rect_count);
	}
	lib->g_free(rects);
	lib->g_free(text);
	lib->g_object_unref(page);
}

static void tell_pages(struct teller *t)
{
	int count = t->lib->poppler_document_get_n_pages(t->document);
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
}

void hk_pdf_library_tell(const struct hk_pdf_library *library,
			 struct hk_str bytes, int out)
{
	struct teller t = {.lib = library, .out = out};
	struct hk_str none = {NULL, 0};
	GError *error = NULL;
	GBytes *all = library->g_bytes_new_static(bytes.data, bytes.len);
	PopplerIndexIter *iter;

	t.document =
		library->poppler_document_new_from_bytes(all, NULL, &error);
	if (!t.document) {
		/* Of the codes of POPPLER_ERROR, this one is for the user. */
		bool locked = error && error->code == POPPLER_ERROR_ENCRYPTED;

		tell(&t, HK_PDF_FAILED,
		     locked ? HK_PDF_ENCRYPTED : HK_PDF_DAMAGED, none);
		tell(&t, HK_PDF_END, 0, none);
		return;
	}
	tell_facts(&t);
	iter = library->poppler_index_iter_new(t.document);
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
