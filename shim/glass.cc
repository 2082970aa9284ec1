/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/leb128.h"

namespace
{
/* Of a block: its revision (4 bytes), level (1), free bytes in one piece (2)
 * and in all (2), and the end of its directory (2); then the directory, an
 * offset of 2 bytes for each item. Items lie at the end. */
constexpr size_t DIRECTORY = 11;
constexpr size_t OFFSET = 2;
/* Of an item of a leaf: size and flags (2), length of the key (1), the key,
 * the number of the component (2) unless it is the first, a piece of the tag.
 * Of one of a branch: a block (4), length of the key (1), key, component (2).
 */
constexpr size_t SIZE = 2, KEY_LENGTH = 1, COMPONENT = 2, BLOCK_NUMBER = 4;
constexpr unsigned PACKED = 0x80, LAST = 0x40, FIRST = 0x20;
/* At least four items fit into a block. */
size_t item_max(size_t block)
{
	return (block - DIRECTORY - 4 * OFFSET) / 4;
}
/* With fewer bytes left beside its key, a tag begins in the next block. */
constexpr size_t WORTH = 34;
constexpr uint32_t REVISION = 1;
/* Bytes that are written at once. */
constexpr size_t WRITE = 256 * 1024;

/* Write the number, and return where it ends. */
char *put2(char *to, size_t number)
{
	*to++ = static_cast<char>(number >> 8);
	*to++ = static_cast<char>(number);
	return to;
}

void set2(std::string &to, size_t at, size_t number)
{
	put2(&to[at], number);
}

void set4(std::string &to, size_t at, uint32_t number)
{
	set2(to, at, number >> 16);
	set2(to, at + 2, number & 0xFFFF);
}

enum hk_status make_file(int *fd, const std::string &path, struct hk_error *err)
{
	*fd = open(path.c_str(),
		   O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	return *fd < 0 ? hk_error_system(err, errno, "cannot make '%s'",
					 path.c_str())
		       : HK_OK;
}

enum hk_status write_file(int fd, const std::string &bytes,
			  const std::string &path, struct hk_error *err)
{
	return hk_file_write_all(fd, hk_span_str(bytes.data(), bytes.size()),
				 path.c_str(), err);
}
} // namespace

void xap_glass_pack(std::string &out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		out += static_cast<char>(number | 0x80);
	out += static_cast<char>(number);
}

void xap_glass_pack_sorting(std::string &out, uint32_t number)
{
	unsigned len = 3;

	if (number < 0x8000) {
		out += static_cast<char>(number >> 8);
		out += static_cast<char>(number);
		return;
	}
	/* As many leading ones as bytes follow the second one, a zero, the
	 * number in big-endian order. */
	for (uint32_t rest = number >> 22; rest; rest >>= 7)
		len++;
	uint64_t all = number;

	all |= static_cast<uint64_t>((0xFFu << (10 - len)) & 0xFF)
	       << (8 * (len - 1));
	for (unsigned i = len; i-- > 0;)
		out += static_cast<char>(all >> (8 * i));
}

void xap_glass_pack_string(std::string &out, const char *bytes, size_t len)
{
	xap_glass_pack(out, len);
	out.append(bytes, len);
}

/* ---- Tables ---- */

xap_glass_table::level::level(size_t size)
    : block(size, '\0'), directory(DIRECTORY), items(size), left(), component(0)
{
}

xap_glass_table::xap_glass_table(const std::string &path_,
				 const struct xap_glass_shape &shape_)
    : path(path_), shape(shape_), levels(), last(), out(), hashes()
{
}

xap_glass_table::~xap_glass_table()
{
	if (fd >= 0)
		close(fd);
}

enum hk_status xap_glass_table::create(struct hk_error *err)
{
	level leaf(shape.block);

	/* Each tree begins with an item without key and tag. */
	leaf.items -= SIZE + KEY_LENGTH;
	leaf.block[leaf.items] = static_cast<char>(LAST | FIRST);
	set2(leaf.block, leaf.directory, leaf.items);
	leaf.directory += OFFSET;
	levels.push_back(leaf);
	return make_file(&fd, path, err);
}

enum hk_status xap_glass_table::write(struct hk_error *err)
{
	enum hk_status status = write_file(fd, out, path, err);

	hashes.push_back(hk_hash_bytes(out.data(), out.size()));
	out.clear();
	return status;
}

/* Write the block of level `j`, enter it into the level above, and begin
 * another one. */
enum hk_status xap_glass_table::flush(size_t j, struct hk_error *err)
{
	level &l = levels[j];
	const size_t free = l.items - l.directory;
	const std::string left = l.left;
	const unsigned component = l.component;
	const uint32_t number = blocks++;

	set4(l.block, 0, REVISION);
	l.block[4] = static_cast<char>(j);
	set2(l.block, 5, free);
	set2(l.block, 7, free);
	set2(l.block, 9, l.directory);
	/* What lies between directory and items is left from the block before.
	 */
	std::fill(l.block.begin() + static_cast<long>(l.directory),
		  l.block.begin() + static_cast<long>(l.items), '\0');
	out += l.block;
	l.directory = DIRECTORY;
	l.items = shape.block;
	root = number;
	if (out.size() >= WRITE) {
		enum hk_status status = write(err);

		if (status)
			return status;
	}
	return enter(j + 1, left, component, number, err);
}

/* Enter a block, which begins with this key, into a branch. */
enum hk_status xap_glass_table::enter(size_t j, const std::string &key,
				      unsigned component, uint32_t block,
				      struct hk_error *err)
{
	const size_t size = BLOCK_NUMBER + KEY_LENGTH + key.size() + COMPONENT;

	if (j == levels.size())
		levels.push_back(level(shape.block));
	if (levels[j].items - levels[j].directory < size + OFFSET) {
		enum hk_status status = flush(j, err);

		if (status)
			return status;
	}
	level &l = levels[j];
	const bool first = l.directory == DIRECTORY;
	const size_t len = first ? 0 : key.size();

	/* The first key of a branch is known from the level above. */
	if (first) {
		l.left = key;
		l.component = component;
	}
	l.items -= size - key.size() + len;
	set4(l.block, l.items, block);
	l.block[l.items + BLOCK_NUMBER] = static_cast<char>(len);
	l.block.replace(l.items + BLOCK_NUMBER + KEY_LENGTH, len, key, 0, len);
	set2(l.block, l.items + BLOCK_NUMBER + KEY_LENGTH + len,
	     first ? 0 : component);
	set2(l.block, l.directory, l.items);
	l.directory += OFFSET;
	return HK_OK;
}

/* Have `*item` point to where an item of so many bytes goes in the leaf. */
enum hk_status xap_glass_table::place(char **item, size_t size,
				      const std::string &key,
				      unsigned component, struct hk_error *err)
{
	if (room() < size + OFFSET) {
		enum hk_status status = flush(0, err);
		size_t same = 0;

		if (status)
			return status;
		/* As much of the key as differs from the one before. */
		while (same < std::min(key.size(), last.size()) &&
		       key[same] == last[same])
			same++;
		levels[0].left = key.substr(0, same + 1);
		levels[0].component = component;
	}
	level &l = levels[0];

	l.items -= size;
	set2(l.block, l.directory, l.items);
	l.directory += OFFSET;
	*item = &l.block[l.items];
	return HK_OK;
}

/* Bytes that the leaf takes yet. */
size_t xap_glass_table::room() const
{
	const size_t left = levels[0].items - levels[0].directory;

	return left > shape.spare ? left - shape.spare : 0;
}

/* How much of a tag goes into its first item, which would fit into one: what
 * the block has room for, unless that is too little, or all of it. (Xapian
 * leaves the room empty, which is half an item of each block.) */
size_t xap_glass_table::fitting(size_t len, size_t head) const
{
	const size_t left = room();

	if (left < head + OFFSET + WORTH ||
	    left + COMPONENT >= head + OFFSET + len)
		return len;
	return left - OFFSET - head + COMPONENT;
}

enum hk_status xap_glass_table::add(const std::string &key, const char *tag,
				    size_t len, bool packed,
				    struct hk_error *err)
{
	const size_t head = SIZE + KEY_LENGTH + key.size() + COMPONENT;
	const size_t most = item_max(shape.block), piece = most - head;
	size_t first = piece + COMPONENT;

	if (key.empty() || key.size() > GLASS_KEY_MAX || key <= last)
		return hk_error_set(err, HK_EINDEX,
				    "cannot write %s: its keys do not ascend",
				    path.c_str());
	if (len > first) {
		/* Fill the block, unless that would make one item more. */
		const size_t left = room() % (most + OFFSET);

		if (left > OFFSET + head) {
			const size_t n = left - OFFSET - head;

			if (n >= (len - COMPONENT) % piece ||
			    n >= key.size() + WORTH)
				first = n + COMPONENT;
		}
	} else {
		first = fitting(len, head);
	}
	entries++;
	for (unsigned i = 1; i == 1 || len; i++) {
		const size_t n = std::min(len, i == 1 ? first : piece);
		const size_t size = head - (i == 1 ? COMPONENT : 0) + n;
		const size_t flags = (packed ? PACKED : 0) |
				     (i == 1 ? FIRST : 0) |
				     (n == len ? LAST : 0);
		char *item;
		enum hk_status status = place(&item, size, key, i, err);

		if (status)
			return status;
		item = put2(item, flags << 8 | (size - SIZE - KEY_LENGTH));
		*item++ = static_cast<char>(key.size());
		item = std::copy(key.begin(), key.end(), item);
		if (i > 1)
			item = put2(item, i);
		std::copy(tag, tag + n, item);
		tag += n;
		len -= n;
		last = key;
	}
	return HK_OK;
}

enum hk_status xap_glass_table::finish(struct hk_error *err)
{
	for (size_t j = 0;; j++) {
		const bool top = j + 1 == levels.size();
		enum hk_status status = flush(j, err);

		if (status)
			return status;
		if (top)
			break;
	}
	/* That has entered the root into one level too many. */
	levels.pop_back();
	enum hk_status status = write(err);

	if (!status && close(fd))
		status = hk_error_system(err, errno, "cannot write '%s'",
					 path.c_str());
	fd = -1;
	return status;
}

void xap_glass_table::describe(std::string &to) const
{
	std::string free;
	const unsigned sequential = 2;

	xap_glass_pack(to, root);
	xap_glass_pack(to, (levels.size() - 1) << 2 | sequential);
	xap_glass_pack(to, entries);
	xap_glass_pack(to, shape.block >> 11);
	xap_glass_pack(to, shape.pack_min);
	/* The list of free blocks: none. */
	xap_glass_pack(free, REVISION);
	xap_glass_pack(free, blocks);
	free.append(4, '\0');
	xap_glass_pack_string(to, free.data(), free.size());
}

struct hk_hash xap_glass_table::hash() const
{
	return hk_hash_bytes(hashes.data(), hashes.size() * sizeof(hashes[0]));
}

/* ---- The version file ---- */

/* A table without file. */
static void describe_empty(std::string &to, unsigned pack_min)
{
	const unsigned sequential = 2, fake = 1;

	xap_glass_pack(to, 0);
	xap_glass_pack(to, sequential | fake);
	xap_glass_pack(to, 0);
	xap_glass_pack(to, GLASS_BLOCK >> 11);
	xap_glass_pack(to, pack_min);
	xap_glass_pack(to, 0);
}

enum hk_status xap_glass_write_version(const std::string &folder,
				       const xap_glass_table &postings,
				       const xap_glass_table &records,
				       const xap_glass_table &terms,
				       const struct xap_glass_totals &totals,
				       struct hk_error *err)
{
	const std::string path = folder + "/iamglass";
	const struct hk_hash hashes[] = {postings.hash(), records.hash(),
					 terms.hash()};
	/* Of the same contents the same name, so that the same command gives
	 * the same bytes. */
	const struct hk_hash name = hk_hash_bytes(hashes, sizeof(hashes));
	/* 14 March 2016: the format of all 1.4. */
	std::string bytes("\x0f\x0dXapian Glass\x04\x6e", 16);
	enum hk_status status;
	int fd;

	static_assert(sizeof(name) == 16, "a UUID has 16 bytes");
	bytes.append(reinterpret_cast<const char *>(&name), sizeof(name));
	xap_glass_pack(bytes, REVISION);
	postings.describe(bytes);
	records.describe(bytes);
	terms.describe(bytes);
	/* Positions, spellings, synonyms. */
	describe_empty(bytes, 0);
	describe_empty(bytes, GLASS_PACK_MIN);
	describe_empty(bytes, GLASS_PACK_MIN);
	xap_glass_pack(bytes, totals.documents);
	xap_glass_pack(bytes, totals.last - totals.documents);
	xap_glass_pack(bytes, totals.shortest);
	xap_glass_pack(bytes, totals.wdf_max);
	xap_glass_pack(bytes, totals.longest - totals.wdf_max);
	xap_glass_pack(bytes, 0);
	xap_glass_pack(bytes, totals.length);
	xap_glass_pack(bytes, 0);
	status = make_file(&fd, path, err);
	if (status)
		return status;
	status = write_file(fd, bytes, path, err);
	if (close(fd) && !status)
		status = hk_error_system(err, errno, "cannot write '%s'",
					 path.c_str());
	return status;
}
