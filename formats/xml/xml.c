/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#ifdef HK_HAVE_EXPAT

#include <stdio.h>
#include <stdlib.h>

#include "formats/join.h"
#include "formats/xml/book.h"

/*
 * XML of any kind. The document is read twice: once to find out what its
 * elements are (formats/xml/survey.h), once for its text. Where it is broken
 * its rest is read as HTML is, of which nothing is too broken to be read.
 */

/* Say what is wrong with the document, and read what is left of it. */
static void tell(struct hk_xml_book *b, const struct hk_xml_parse_flaw *flaw)
{
	const struct hk_format_input *input = b->input;
	struct hk_str rest = input->text;
	char why[160];

	if (flaw->external) {
		snprintf(why, sizeof(why),
			 HK_MESSAGE("%zu of its entities are in other files, "
				    "which are not read from here"),
			 flaw->external);
		input->complain(input->ctx, input->first_line, why);
	}
	if (!flaw->why)
		return;
	snprintf(why, sizeof(why),
		 HK_MESSAGE("the XML is broken: %s; what follows is read "
			    "without its structure"),
		 flaw->why);
	input->complain(input->ctx, flaw->line, why);
	if (!flaw->rest || b->status)
		return;
	rest = hk_span_from(rest, rest.len - flaw->rest);
	b->status = hk_join_read(&b->article, &b->inner, &hk_format_html, input,
				 rest, flaw->line, b->err);
}

static void set_language(struct hk_article *a, const char *lang)
{
	if (!a->lang.len)
		a->lang = hk_span_cstr(lang);
}

static enum hk_status read_book(struct hk_xml_book *b,
				const struct hk_format_input *input)
{
	struct hk_xml_parse_flaw flaw;
	enum hk_status status;

	status = hk_xml_parse(input->text, input->first_line,
			      &hk_xml_book_events, b, &flaw);
	if (!status)
		status = hk_xml_book_end(b);
	if (!status) {
		tell(b, &flaw);
		status = b->status;
	}
	if (!status && b->survey->vocabulary == &hk_xml_law)
		set_language(&b->article, "ja");
	/* Beside entries it is worth something only if it says something. */
	if (!status && (b->article.block_count || !b->entry.unique.count))
		status = input->emit(input->ctx, &b->article);
	return status;
}

static enum hk_status read_xml(const struct hk_format_input *input,
			       struct hk_error *err)
{
	struct hk_xml_book *book = malloc(sizeof(*book));
	struct hk_error own = {HK_OK, ""};
	struct hk_xml_survey survey;
	enum hk_status status = HK_ENOMEM;

	if (book) {
		status = hk_xml_survey_init(&survey, input->text);
		if (!status) {
			hk_xml_book_init(book, input, &survey, &own);
			status = read_book(book, input);
			hk_xml_book_release(book);
		}
		hk_xml_survey_release(&survey);
	}
	free(book);
	if (status == HK_ETOOBIG)
		return hk_error_set(err, status, "its text is too long");
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status && own.status && err)
		*err = own;
	return status;
}

/* An XML declaration, or the beginning of a vocabulary that is often written
 * without one. */
static bool looks_xml(struct hk_str head)
{
	static const char *const signs[] = {
		"<?xml", "<rss",  "<feed", "<rdf:RDF",	   "<mediawiki",
		"<kml",	 "<opml", "<TEI",  "<en-export",   "<mxfile",
		"<svg",	 "<Law",  "<book", "<mxGraphModel"};

	if (hk_span_starts(head, "\xEF\xBB\xBF"))
		head = hk_span_from(head, 3);
	head = hk_span_trim(head);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t n = strlen(signs[i]);

		if (hk_span_starts(head, signs[i]) && head.len > n &&
		    strchr(" \t\r\n>", head.data[n]))
			return true;
	}
	return false;
}
#else
#define read_xml  NULL
#define looks_xml NULL
#endif

const struct hk_format hk_format_xml = {
	.takes = HK_FORMAT_TEXT,
	.looks = looks_xml,
	.read = read_xml,
	.needs = "expat",
	.apart = true,
};
