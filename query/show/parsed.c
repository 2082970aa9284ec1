/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/parsed.h"

static enum hk_status put(struct hk_buf *out, const char *before,
			  struct hk_str text, const char *behind)
{
	enum hk_status status = hk_buf_puts(out, before);

	if (!status)
		status = hk_buf_append(out, text.data, text.len);
	return status ? status : hk_buf_puts(out, behind);
}

static enum hk_status put_list(struct hk_buf *out,
			       const struct hk_parse_node *list,
			       const char *between, bool fields);

/* Fields filter, so they stand behind what is ranked. */
static enum hk_status put_children(struct hk_buf *out,
				   const struct hk_parse_node *list)
{
	size_t before = out->len;
	enum hk_status status = put_list(out, list, " ", false);

	if (!status && out->len > before && out->data[out->len - 1] != '(')
		status = hk_buf_putc(out, ' ');
	before = out->len;
	if (!status)
		status = put_list(out, list, " ", true);
	if (!status && out->len == before && before &&
	    out->data[before - 1] == ' ')
		out->data[--out->len] = '\0';
	return status;
}

static enum hk_status put_node(struct hk_buf *out,
			       const struct hk_parse_node *node)
{
	const char *sign = node->sign == HK_PARSE_NOT	 ? "-"
			   : node->sign == HK_PARSE_MUST ? "+"
							 : "";
	enum hk_status status = hk_buf_puts(out, sign);

	if (status)
		return status;
	switch (node->kind) {
	case HK_PARSE_LIST:
		if (node->children && !node->children->next)
			return put_node(out, node->children);
		/* Fall through. */
	case HK_PARSE_OR:
		status = hk_buf_putc(out, '(');
		if (!status)
			status = node->kind == HK_PARSE_OR
					 ? put_list(out, node, " OR ", false)
					 : put_children(out, node);
		return status ? status : hk_buf_putc(out, ')');
	case HK_PARSE_PHRASE:
		return put(out, "\"", node->text, "\"");
	case HK_PARSE_QUOTE:
		return put(out, "「", node->text, "」");
	case HK_PARSE_PREFIX:
		return put(out, "", node->text, "*");
	case HK_PARSE_FIELD:
		status = put(out, "[", hk_span_cstr(node->field->name), ": ");
		return status ? status : put(out, "", node->text, "]");
	default:
		return put(out, "", node->text, "");
	}
}

/* The children that are fields, or those that are not; in an OR all. */
static enum hk_status put_list(struct hk_buf *out,
			       const struct hk_parse_node *list,
			       const char *between, bool fields)
{
	const struct hk_parse_node *node = list->children;
	enum hk_status status = HK_OK;
	bool any = false;

	for (; node && !status; node = node->next) {
		if (list->kind == HK_PARSE_LIST &&
		    fields != (node->kind == HK_PARSE_FIELD))
			continue;
		if (any)
			status = hk_buf_puts(out, between);
		if (!status)
			status = put_node(out, node);
		any = true;
	}
	return status;
}

enum hk_status hk_parsed_query(struct hk_buf *out, const struct hk_parse *parse)
{
	return parse->root ? put_children(out, parse->root) : HK_OK;
}

enum hk_status hk_parsed_words(struct hk_buf *out, const struct hk_plan *plan)
{
	const char *between = "";
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < plan->unit_count && !status; i++) {
		const struct hk_unit *unit = &plan->units[i];

		status = hk_buf_puts(out, between);
		if (!status)
			status = put(out, unit->excluded ? "-" : "",
				     unit->surface, "");
		between = " | ";
	}
	for (size_t i = 0; i < plan->prefix_count && !status; i++) {
		status = hk_buf_puts(out, between);
		if (!status)
			status = put(out, "", plan->prefixes[i], "*");
		between = " | ";
	}
	return status;
}

enum hk_status hk_parsed_synonyms(struct hk_buf *out,
				  const struct hk_plan *plan)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < plan->run_count && !status; i++) {
		const struct hk_synonym_run *run = &plan->runs_of_synonyms[i];
		const char *between = "";

		if (!run->query)
			continue;
		status = put(out, out->len ? "; " : "", run->typed, ": ");
		for (size_t k = 0; k < run->synonym_count && !status; k++) {
			const struct hk_synonym *s =
				&plan->synonyms[run->synonyms + k];

			if (!s->documents)
				continue;
			status = put(out, between, s->text, "");
			between = ", ";
		}
	}
	return status;
}
