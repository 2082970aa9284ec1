/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/trial.h"

#include "shim/handle.h"

/* Documents that the query of the trial has. */
constexpr uint32_t RIGHT = 1;

using Xapian::Query;

/* d NOT ((a NOT b) OR c) in "a b d" and "c": the first. */
static uint32_t ask()
{
	Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
	Xapian::Document first, second;
	const Query most(Query::OP_AND_NOT, Query("a"), Query("b"));
	const Query out(Query::OP_OR, most, Query("c"));

	for (const char *term : {"a", "b", "d"})
		first.add_term(term);
	second.add_term("c");
	db.add_document(first);
	db.add_document(second);
	Xapian::Enquire enquire(db);
	enquire.set_query(Query(Query::OP_AND_NOT, Query("d"), out));
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	return enquire.get_mset(0, 2, 2).size();
}

bool xap_is_known()
{
	return Xapian::major_version() == 1 && Xapian::minor_version() == 4;
}

static struct xap_task task()
{
	return {HK_MESSAGE("search"), "Xapian", nullptr};
}

enum hk_status xap_trial(uint32_t *found, struct hk_error *err)
{
	*found = 0;
	return xap_guard(err, task(), [&] {
		*found = ask();
		return HK_OK;
	});
}

enum hk_status xap_trial_judge(uint32_t found, struct hk_error *err)
{
	if (found == RIGHT)
		return HK_OK;
	return hk_error_set(err, HK_EINDEX,
			    "Xapian %s answers wrongly where words are left "
			    "out: build hiku with Xapian 1.4",
			    xap_version());
}

enum hk_status xap_trust(struct hk_error *err)
{
	return xap_guard(err, task(), [&] {
		static const uint32_t found = xap_is_known() ? RIGHT : ask();

		return xap_trial_judge(found, err);
	});
}
