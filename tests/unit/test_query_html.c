/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages for a browser: nothing of a document becomes more than text. */
#include "tests/unit/sink_fixture.h"

#include "query/show/html/page.h"
#include "query/show/html/put.h"

#define HOSTILE "</p><script>alert(1)</script>{*}\"'&<img src=x onerror=y>"

static struct hk_buf out;

static const char *answer_of(bool live, const char *query)
{
	struct hk_sink_options options = plain();
	struct hk_html_page page = {.title = hk_span_cstr(query),
				    .options = &options,
				    .live = live};

	options.query = page.title;
	hk_buf_reset(&out);
	assert_int_equal(hk_html_answer(&out, &page, &answer.result), HK_OK);
	return out.data;
}

static void has(const char *text, const char *wanted)
{
	if (!strstr(text, wanted))
		fail_msg("lacks %s:\n%s", wanted, text);
}

static void lacks(const char *text, const char *unwanted)
{
	if (strstr(text, unwanted))
		fail_msg("has %s:\n%s", unwanted, text);
}

/* ---- Documents ---- */

static void test_hostile(void **state)
{
	static const struct hk_str tags[1] = {{"<b>\"", 4}};
	static const struct hk_str headings[1] = {{"<i>'", 4}};
	struct hk_hit *hit;
	const char *page;

	(void)state;
	clear();
	hit = add("/a\"><script>", HOSTILE, 3, HOSTILE "\xE2\x80\xAE\033\xFF");
	hit->record.author = hk_span_cstr("<u onclick=z>");
	hit->record.date = hk_span_cstr("<s>");
	hit->record.lang = hk_span_cstr("ja\" onclick=\"z");
	hit->record.type = hk_span_cstr("\"><embed>");
	hit->record.member = hk_span_cstr("<object>");
	hit->record.tags = tags;
	hit->record.tag_count = 1;
	hit->record.headings = headings;
	hit->record.heading_count = 1;
	for (int live = 0; live < 2; live++) {
		page = answer_of(live, "<svg/onload=q>");
		lacks(page, "<script");
		lacks(page, "<img");
		lacks(page, "<b>");
		lacks(page, "<i>");
		lacks(page, "<u");
		lacks(page, "<s>");
		lacks(page, "<object");
		lacks(page, "<embed");
		lacks(page, "<svg/");
		lacks(page, "\" onclick");
		lacks(page, "\033");
		lacks(page, "\xE2\x80\xAE");
		lacks(page, "\xFF");
		has(page, "<mark>*</mark>&quot;&#39;&amp;&lt;img src=x");
		has(page, "&lt;U+202E&gt;␛\uFFFD</p>");
		has(page, "<span lang=\"ja\">&lt;/p&gt;");
		has(page, "#&lt;b&gt;&quot;");
	}
	has(answer_of(false, ""), "<a href=\"file:///a%22%3E%3Cscript%3E\">");
	has(answer_of(true, ""),
	    "<a href=\"/show?id=/a%22%3E%3Cscript%3E&amp;line=3#at\">");
}

static void test_around(void **state)
{
	struct hk_sink_options options = plain();
	struct hk_html_page page = {.title = hk_span_cstr("</title><script>"),
				    .options = &options};
	const char *second;

	(void)state;
	options.query = hk_span_cstr("\"><script>");
	for (int live = 0; live < 2; live++) {
		page.live = live;
		hk_buf_reset(&out);
		assert_int_equal(hk_html_begin(&out, &page), HK_OK);
		lacks(out.data, "<script");
		has(out.data, "<title>&lt;/title&gt;&lt;script&gt; — hiku<");
		has(out.data, hk_html_policy(live));
		assert_int_equal(hk_html_end(&out, &page), HK_OK);
		second = strstr(strstr(out.data, "<script>") + 1, "<script>");
		assert_int_equal(second != NULL, live);
	}
	has(out.data, "value=\"&quot;&gt;&lt;script&gt;\"");
	hk_buf_reset(&out);
	assert_int_equal(hk_html_failure(&out, "no '<b>'"), HK_OK);
	has(out.data, "no &#39;&lt;b&gt;&#39;</p>");
}

/* The policy lets nothing run by its place alone, and nothing load. */
static void test_policy(void **state)
{
	(void)state;
	for (int live = 0; live < 2; live++) {
		const char *policy = hk_html_policy(live);

		has(policy, "default-src 'none';");
		has(policy, "style-src 'sha256-");
		has(policy, "script-src 'sha256-");
		has(policy, "base-uri 'none'");
		lacks(policy, "unsafe");
		lacks(policy, "http");
		lacks(policy, "*");
		lacks(policy, "\"");
	}
	has(hk_html_policy(false), "form-action 'none'");
	lacks(hk_html_policy(false), "connect-src");
	has(hk_html_policy(true), "connect-src 'self'");
}

/* ---- Addresses and languages ---- */

static bool is_linked(const char *url)
{
	clear();
	add("/a", "t", 1, "x")->record.url = hk_span_cstr(url);
	return strstr(answer_of(false, ""), "noopener") != NULL;
}

static void test_addresses(void **state)
{
	(void)state;
	assert_true(is_linked("https://example.org/a?b=c&d"));
	has(out.data, "href=\"https://example.org/a?b=c&amp;d\">"
		      "https://example.org/a?b=c&amp;d</a>");
	assert_true(is_linked("HTTP://example.org/"));
	assert_false(is_linked("javascript:alert(1)//http://"));
	assert_false(is_linked("JavaScript:alert(1)"));
	assert_false(is_linked("data:text/html,<script>1</script>"));
	assert_false(is_linked("file:///etc/passwd"));
	assert_false(is_linked(" https://example.org/"));
	assert_false(is_linked("https://example.org/\tx"));
	assert_false(is_linked("https://example.org/\xE2\x80\xAE"));
	assert_false(is_linked("https:"));
	has(out.data, "<span class=\"url\">https:</span>");
}

static const char *lang_of(const char *lang)
{
	struct hk_put put = {&out, HK_OK};

	hk_buf_reset(&out);
	hk_put_lang(&put, hk_span_cstr(lang));
	assert_int_equal(put.status, HK_OK);
	return out.data;
}

static void test_languages(void **state)
{
	static const char *const good[] = {"en", "zh-Hant", "zh-Hant-TW",
					   "de-1996", "yue"};
	static const char *const bad[] = {
		"",	 "j",  "japanese", "ja-",	   "ja--JP",
		"ja_JP", "1a", "ja-\"x\"", "ja-abcdefghi", "日本語"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		has(lang_of(good[i]), good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_string_equal(lang_of(bad[i]), " lang=\"ja\"");
}

/* ---- Passages ---- */

static void test_passages(void **state)
{
	struct hk_copy copy = {.next = NULL};
	const char *page;

	(void)state;
	fill();
	copy.record = answer.hits[1].record;
	answer.hits[0].copies = &copy;
	page = answer_of(false, "検索");
	/* The article has both of its passages, and is there once. */
	has(page, "<article id=\"h1\">\n<h3><span class=\"rank\">1</span> "
		  "<a href=\"file:///home/u/notes/a.txt\"><span lang=\"ja\">"
		  "<mark>検索</mark>の話</span></a></h3>\n");
	has(page, "<span class=\"path\">notes/a.txt:12</span>");
	has(page,
	    "<p class=\"text\" lang=\"ja\">日本語を<mark>検索</mark>する。"
	    "全文を<mark>探し</mark>た。</p>\n"
	    "<p class=\"copies\">also in b.txt:2</p>\n"
	    "<p class=\"where\"><span class=\"rank\">3</span>  line 40"
	    "</p>\n<p class=\"text\" lang=\"ja\"><mark>検索</mark>"
	    "は続く。</p>\n</article>\n<article id=\"h2\">");
	lacks(page, "h3\">\n<h3>");
	has(page, "passages here: 3");
	answer.result.articles = 12;
	answer.result.more = true;
	has(answer_of(false, ""), "articles: 12 · passages here: 3, of more");
	answer.result.capped = true;
	has(answer_of(false, ""), "articles: at least 12");
	clear();
	has(answer_of(false, ""), "nothing found");
}

/* ---- Facets ---- */

static void set_facets(enum hk_facet_by by, struct hk_facet *list, size_t n)
{
	answer.result.facets[by] = (struct hk_facets){list, n, n};
}

static void test_facets(void **state)
{
	static struct hk_facet types[] = {{{"text", 4}, 3}, {{"a\"<b", 4}, 1}};
	static struct hk_facet tags[] = {{{NULL, 0}, 3}, {{"旅", 3}, 1}};
	static struct hk_facet none[] = {{{NULL, 0}, 4}};
	static const struct hk_str tag[1] = {{"旅", 3}};
	struct hk_hit *hit;
	const char *page;

	(void)state;
	fill();
	hit = &answer.hits[1];
	hit->record.type = hk_span_cstr("text");
	hit->record.tags = tag;
	hit->record.tag_count = 1;
	answer.result.articles = 4;
	set_facets(HK_FACET_TYPE, types, 2);
	set_facets(HK_FACET_TAG, tags, 2);
	set_facets(HK_FACET_AUTHOR, none, 1);
	page = answer_of(false, "検索 +a");
	has(page, "<article id=\"h2\" data-f=\"4-0 5-1\">");
	has(page, "<article id=\"h1\" data-f=\"5-0\">");
	has(page, "<summary>Formats</summary>\n<ul>\n<li data-f=\"4-0\">"
		  "<span class=\"key\">text</span><svg");
	has(page, "<rect width=\"333\" height=\"1\"/></svg>"
		  "<span class=\"n\">1</span></li>");
	has(page, "<span class=\"key\">a&quot;&lt;b</span>");
	has(page, "<span class=\"key\">(none)</span>");
	/* Where no article has any, there is no list. */
	lacks(page, "Authors");
	page = answer_of(true, "検索 +a");
	has(page,
	    "<a href=\"/?q=%E6%A4%9C%E7%B4%A2%20%2Ba%20type%3A%22text%22\">"
	    "text</a>");
	/* A query cannot say this one. */
	has(page, "<span class=\"key\">a&quot;&lt;b</span>");
}

static void test_months(void **state)
{
	static struct hk_facet few[] = {{{"2024-05", 7}, 4},
					{{"2024-02", 7}, 1},
					{{"2024-13", 7}, 9},
					{{NULL, 0}, 7}};
	static struct hk_facet many[] = {{{"2024-05", 7}, 4},
					 {{"1924-05", 7}, 1}};
	static struct hk_facet far[] = {{{"9999-12", 7}, 4},
					{{"0000-01", 7}, 1}};
	static struct hk_facet bad[] = {{{"2024-00", 7}, 4}, {{NULL, 0}, 1}};
	const char *page;

	(void)state;
	fill();
	set_facets(HK_FACET_MONTH, few, 4);
	page = answer_of(false, "");
	has(page, "<figcaption>By month</figcaption>");
	/* The months between have their places. */
	has(page, "<rect x=\"0\" y=\"760\" width=\"9\" height=\"240\">"
		  "<title>2024-02: 1</title></rect>"
		  "<rect x=\"30\" y=\"40\" width=\"9\" height=\"960\">"
		  "<title>2024-05: 4</title></rect></svg>");
	has(page, "<tr><th scope=\"row\">2024-05</th>"
		  "<td class=\"number\">4</td></tr>\n"
		  "<tr><th scope=\"row\">2024-02</th>");
	lacks(page, "2024-13");
	set_facets(HK_FACET_MONTH, many, 2);
	page = answer_of(false, "");
	has(page, "<figcaption>By year</figcaption>");
	has(page, "<title>1924: 1</title>");
	set_facets(HK_FACET_MONTH, far, 2);
	page = answer_of(false, "");
	has(page, "<title>9900–9999: 4</title>");
	set_facets(HK_FACET_MONTH, bad, 2);
	lacks(answer_of(false, ""), "<figure");
}

/* ---- Failures ---- */

/* However small the buffer, the failure is reported and nothing leaks. */
static void test_small_buffer(void **state)
{
	static struct hk_facet months[] = {{{"2024-05", 7}, 4},
					   {{"2024-02", 7}, 1}};
	struct hk_sink_options options = plain();
	enum hk_status status = HK_ETOOBIG;
	size_t max = 0;

	(void)state;
	fill();
	set_facets(HK_FACET_MONTH, months, 2);
	set_facets(HK_FACET_YEAR, months, 2);
	for (; status && max < (1u << 16); max += 7) {
		struct hk_buf small;

		hk_buf_init(&small, max);
		status = hk_sink_write(&small, &hk_sink_html, &options,
				       &answer.result);
		assert_true(!status || status == HK_ETOOBIG);
		hk_buf_release(&small);
	}
	assert_int_equal(status, HK_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_around),
		cmocka_unit_test(test_policy),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_passages),
		cmocka_unit_test(test_facets),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_small_buffer),
	};
	int failed;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	hk_buf_release(&out);
	return failed;
}
