/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_GLASS_H
#define HIKU_SHIM_GLASS_H

/*
 * The files of Xapian 1.4's glass databases, written from the first byte to
 * the last in one go. Only shim/load.cc uses the tables.
 *
 * The format is that of Xapian 1.4.22 (backends/glass: glass_table.h for
 * blocks, glass_version.cc for the version file, pack.h for numbers); it has
 * been frozen since 1.4.0.
 */

#include <string>
#include <vector>

#include "base/error.h"
#include "base/hash.h"

/* Bytes of a key, at most. */
constexpr size_t GLASS_KEY_MAX = 255;
/* Bytes of a block: what Xapian takes by default, and the fewest. */
constexpr size_t GLASS_BLOCK = 8192, GLASS_BLOCK_MIN = 2048;
/* Up to so many documents blocks of postings are the smallest, since an update
 * writes one for nearly each of its terms; of more, lists are long, and a query
 * that reads them block by block pays more than an update saves. */
constexpr uint32_t GLASS_SMALL_MAX = 200000;

constexpr size_t xap_glass_block(uint32_t documents)
{
	return documents > GLASS_SMALL_MAX ? GLASS_BLOCK : GLASS_BLOCK_MIN;
}

/* Xapian packs tags of more bytes, where it packs. */
constexpr unsigned GLASS_PACK_MIN = 18;

/* Numbers as Xapian packs them: seven bits a byte, the lowest first; such that
 * their bytes sort as they do; strings behind their length. */
void xap_glass_pack(std::string &out, uint64_t number);
void xap_glass_pack_sorting(std::string &out, uint32_t number);
void xap_glass_pack_string(std::string &out, const char *bytes, size_t len);

struct xap_glass_shape {
	size_t block;	   /* bytes of one, a power of 2 up to 65,536 */
	size_t spare;	   /* bytes of each leaf that are left free */
	unsigned pack_min; /* GLASS_PACK_MIN, or 0 where tags are not packed */
};

/* A table of keys and tags: a B-tree. Keys are added in ascending order. */
class xap_glass_table
{
      public:
	xap_glass_table(const std::string &path,
			const struct xap_glass_shape &shape);
	~xap_glass_table();
	xap_glass_table(const xap_glass_table &) = delete;
	xap_glass_table &operator=(const xap_glass_table &) = delete;

	/* Make the file. HK_EIO and what else the system says. */
	enum hk_status create(struct hk_error *err);
	enum hk_status add(const std::string &key, const char *tag, size_t len,
			   bool packed, struct hk_error *err);
	/* Write what is left. */
	enum hk_status finish(struct hk_error *err);
	/* Append what the version file says of it. */
	void describe(std::string &out) const;
	/* Of all bytes; after finish(). */
	struct hk_hash hash() const;

      private:
	struct level {
		std::string block;
		size_t directory;   /* where it ends */
		size_t items;	    /* where they begin */
		std::string left;   /* the key that parts it from the block
				     * before; of the first block none */
		unsigned component; /* of that key */
		explicit level(size_t size);
	};

	enum hk_status write(struct hk_error *err);
	enum hk_status flush(size_t j, struct hk_error *err);
	enum hk_status enter(size_t j, const std::string &key,
			     unsigned component, uint32_t block,
			     struct hk_error *err);
	size_t room() const;
	size_t fitting(size_t len, size_t head) const;
	enum hk_status place(char **item, size_t size, const std::string &key,
			     unsigned component, struct hk_error *err);

	std::string path;
	const struct xap_glass_shape shape;
	int fd = -1;
	uint32_t blocks = 0; /* given numbers */
	uint64_t entries = 0;
	uint32_t root = 0;
	std::vector<level> levels;
	std::string last; /* the key added last */
	std::string out;  /* blocks that are not written yet */
	std::vector<struct hk_hash> hashes; /* of what was written */
};

/* What the version file says of the documents. */
struct xap_glass_totals {
	uint32_t documents;
	uint32_t last;		    /* number */
	uint32_t shortest, longest; /* sums of wdf */
	uint32_t wdf_max;
	uint64_t length; /* of all */
};

/* Write the version file, which makes a database of the tables. */
enum hk_status xap_glass_write_version(const std::string &folder,
				       const xap_glass_table &postings,
				       const xap_glass_table &records,
				       const xap_glass_table &terms,
				       const struct xap_glass_totals &totals,
				       struct hk_error *err);

#endif
