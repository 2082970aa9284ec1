/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `hiku -i` shows, in windows of every size, and what keys make of it. */
#include "cli/tui/press.h"
#include "cli/tui/view.h"
#include "tests/unit/lib_fixture.h"
#include "tests/unit/random.h"

static struct hk_ui ui;
static struct hk_cells cells;

static void begin(const char *query, unsigned columns, unsigned rows)
{
	struct hk_seeker_reply reply = {.answer = ask(query, NULL)};

	hk_ui_init(&ui, false, NULL);
	hk_cells_init(&cells, false);
	assert_int_equal(hk_ui_resize(&ui, columns, rows), HK_OK);
	assert_int_equal(hk_entry_set(&ui.entry, hk_span_cstr(query)), HK_OK);
	assert_int_equal(hk_ui_found(&ui, &reply), HK_OK);
}

static void end(void)
{
	hk_ui_release(&ui);
	hk_cells_release(&cells);
}

/* Draw, and check that each character has its cells and the cursor is on the
 * screen. */
static void draw(void)
{
	assert_int_equal(hk_view_draw(&cells, &ui), HK_OK);
	assert_int_equal(cells.columns, ui.columns);
	assert_int_equal(cells.rows, ui.rows);
	assert_true(cells.cursor_row < cells.rows);
	assert_true(cells.cursor_column < cells.columns);
	for (unsigned r = 0; r < cells.rows; r++)
		for (unsigned c = 0; c < cells.columns;) {
			const struct hk_cell *cell =
				&cells.list[r * cells.columns + c];

			assert_true(cell->width >= 1);
			c += cell->width;
			assert_true(c <= cells.columns);
		}
}

/* The row as it is seen. */
static const char *row(unsigned r)
{
	static char out[4096];
	size_t n = 0;

	for (unsigned c = 0; c < cells.columns; c++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s",
				      cells.list[r * cells.columns + c].text);
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

static bool shows(const char *text)
{
	for (unsigned r = 0; r < cells.rows; r++)
		if (strstr(row(r), text))
			return true;
	return false;
}

static enum hk_ui_wish press(struct hk_key key)
{
	enum hk_ui_wish wish;

	assert_int_equal(hk_press_key(&wish, &ui, &key), HK_OK);
	return wish;
}

static void test_sizes(void **state)
{
	static const unsigned sizes[][2] = {{300, 100}, {80, 24}, {20, 6},
					    {12, 3},	{3, 2},	  {1, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		begin("空港", sizes[i][0], sizes[i][1]);
		draw();
		if (sizes[i][0] >= 20) {
			assert_int_equal(strncmp(row(0), "> 空港", 8), 0);
			assert_true(shows("1/3"));
			assert_true(shows("空港"));
		}
		end();
	}
}

/* The chosen hit stays in sight in whatever size the window becomes. */
static void test_resize(void **state)
{
	uint32_t seed = 3;

	(void)state;
	begin("空港", 80, 24);
	press((struct hk_key){.kind = HK_KEY_DOWN});
	press((struct hk_key){.kind = HK_KEY_DOWN});
	assert_int_equal(ui.chosen, 2);
	for (int i = 0; i < 300; i++) {
		unsigned columns = 1 + random_next(&seed) % 300;
		unsigned rows = 1 + random_next(&seed) % 100;

		assert_int_equal(hk_ui_resize(&ui, columns, rows), HK_OK);
		draw();
		assert_int_equal(ui.chosen, 2);
		assert_true(ui.top <= 2);
		if (columns >= 30 && rows >= 6)
			assert_true(shows("3/3"));
	}
	end();
}

/* The wheel scrolls what it is over. */
static void test_wheel(void **state)
{
	const struct hk_key down = {.kind = HK_KEY_WHEEL_DOWN,
				    .row = 3,
				    .column = 3},
			    up = {.kind = HK_KEY_WHEEL_UP,
				  .row = 3,
				  .column = 3};

	(void)state;
	begin("空港", 80, 24);
	press(down);
	assert_int_equal(ui.chosen, 1);
	press(down);
	press(down);
	assert_int_equal(ui.chosen, 2);
	press(up);
	press(up);
	press(up);
	assert_int_equal(ui.chosen, 0);
	end();
}

/* Passages that come behind those that are shown change nothing of these. */
static void test_more(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hk_seeker_reply reply = {.number = 0};

	(void)state;
	begin("空港", 80, 24);
	o.limit = 2;
	reply.answer = ask("空港", &o);
	reply.instead = strdup("空港");
	assert_int_equal(hk_ui_found(&ui, &reply), HK_OK);
	press((struct hk_key){.kind = HK_KEY_DOWN});
	draw();
	assert_true(shows("2/2+"));
	reply = (struct hk_seeker_reply){.answer = ask("空港", NULL)};
	hk_ui_more(&ui, &reply);
	draw();
	assert_true(shows("2/3"));
	assert_string_equal(ui.found.instead, "空港");
	/* Fewer than there were, or none: those that are there stay. */
	reply = (struct hk_seeker_reply){.answer = ask("橋", NULL)};
	hk_ui_more(&ui, &reply);
	reply = (struct hk_seeker_reply){.status = HIKU_EIO};
	hk_ui_more(&ui, &reply);
	assert_int_equal(hk_ui_hits(&ui), 3);
	end();
}

/* What a menu shows is what was counted. */
static void test_menu(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hk_seeker_reply reply = {.number = 0};

	(void)state;
	begin("空港", 80, 24);
	assert_int_equal(press((struct hk_key){.kind = HK_KEY_TAB}),
			 HK_UI_FACETS);
	assert_int_equal(ui.mode, HK_UI_MENU);
	while (hk_ui_kinds[ui.menu.kind].by != HIKU_BY_TYPE)
		press((struct hk_key){.kind = HK_KEY_TAB});
	o.count_by = HIKU_BY_TYPE;
	reply.answer = ask("空港", &o);
	hk_ui_facets(&ui, &reply);
	draw();
	assert_true(shows("3 jsonl"));
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes), cmocka_unit_test(test_resize),
		cmocka_unit_test(test_wheel), cmocka_unit_test(test_more),
		cmocka_unit_test(test_menu),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_index, close_index);
}
