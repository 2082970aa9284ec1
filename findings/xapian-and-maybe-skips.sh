#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Xapian 1.4.22 can lose the best document of an AND MAYBE. While the top
# documents are collected, an AND MAYBE whose left side alone can no longer win
# goes on as an AND, from behind the document that the right side has reached
# (AndMaybePostList::next() in matcher/andmaybepostlist.cc); where that
# document is in both sides, it is passed over. So get_mset(0, 1) and the same
# with a check of all matches give different first documents, with different
# weights. That argument is there for the estimate of how many match; which
# documents come first should not depend on it. Here document 3, "w2 w2 w4", is
# the best.
#
# Seen with: Debian 12, libxapian30 and libxapian-dev 1.4.22-1. Output then:
#	at least 0: document 1, 6.485
#	at least 3: document 3, 6.635
set -eu
version=1.4.22-1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download "libxapian30=$version" "libxapian-dev=$version" >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
cat >try.cc <<'END'
#include <cstdio>
#include <xapian.h>

static Xapian::Query word(const char *term, double factor)
{
	return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
			     Xapian::Query(term), factor);
}

int main()
{
	Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
	Xapian::Document first, second, third;

	first.add_term("w1");
	second.add_term("w4");
	third.add_term("w2", 2);
	third.add_term("w4");
	db.add_document(first);
	db.add_document(second);
	db.add_document(third);
	Xapian::Query either(Xapian::Query::OP_OR, word("w1", 2.1),
			     word("w4", 1.9));
	Xapian::Query query(Xapian::Query::OP_AND_MAYBE, either,
			    word("w2", 1.5));
	for (unsigned least : {0, 3}) {
		Xapian::Enquire enquire(db);

		enquire.set_query(query);
		enquire.set_weighting_scheme(
			Xapian::BM25PlusWeight(1.2, 0, 1, .85, 0, 1));
		Xapian::MSet set = enquire.get_mset(0, 1, least);
		std::printf("at least %u: document %u, %.3f\n", least,
			    *set.begin(), set.begin().get_weight());
	}
}
END
lib=$(dirname "$(find root -name 'libxapian.so.30')")
g++ -Iroot/usr/include try.cc -o try -L"$lib" -l:libxapian.so.30
LD_LIBRARY_PATH=$lib ./try | tee out
diff - out <<'END'
at least 0: document 1, 6.485
at least 3: document 3, 6.635
END
