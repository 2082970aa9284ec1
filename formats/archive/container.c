/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/archive/container.h"

#ifdef HK_HAVE_LIBARCHIVE

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "formats/archive/container_private.h"
#include "formats/archive/library.h"

/* How often a zip file is opened again after a damaged member. */
#define RESUME_MAX 20
/* Entries in a row that libarchive cannot make sense of. */
#define RETRIES 100

struct hk_container {
	const struct hk_format_input *input;
	struct hk_container_budget *budget;
	struct archive *archive;
	struct archive_entry *entry;
	const char *raw; /* its name; NULL: there is none that can be read */
	struct hk_container_source source;
	struct hk_buf name;
	char date[11];
	locale_t locale; /* of the names, whatever the user's is */
	uint32_t seen;	 /* entries, since it was opened */
	unsigned resumed;
	bool read; /* the entry's bytes were read */
	bool over; /* nothing more comes */
};

/* ---- Opening ---- */

/* Filters that would run another program are not enabled. */
static bool is_built_in(int (*support)(struct archive *))
{
	struct archive *scratch = archive_read_new();
	bool is = scratch && support(scratch) == ARCHIVE_OK;

	archive_read_free(scratch);
	return is;
}

static bool support(struct archive *a)
{
	int (*const filters[])(struct archive *) = {
		archive_read_support_filter_gzip,
		archive_read_support_filter_bzip2,
		archive_read_support_filter_xz,
		archive_read_support_filter_zstd,
		archive_read_support_filter_lz4,
		archive_read_support_filter_compress,
	};
	int (*const formats[])(struct archive *) = {
		archive_read_support_format_zip,
		archive_read_support_format_tar,
		archive_read_support_format_7zip,
		archive_read_support_format_lha,
		archive_read_support_format_raw,
		archive_read_support_format_empty,
	};

	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++)
		if (is_built_in(filters[i]))
			filters[i](a);
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (formats[i](a) != ARCHIVE_OK)
			return false;
	/* Without this the first name that is not of the locale's encoding
	 * ends an lzh file; they come from Japanese DOS and Windows. */
	archive_read_set_format_option(a, "lha", "hdrcharset", "CP932");
	return true;
}

/* What libarchive says of the last failure. */
static enum hk_status failed(struct hk_container *container,
			     struct hk_error *err)
{
	const char *why = archive_error_string(container->archive);

	if (why && strstr(why, "header is encrypted")) /* 7z */
		return hk_error_set(err, HK_ENOTTEXT,
				    "encrypted: needs a password");
	if (container->source.failed)
		return hk_error_system(err, container->source.failed,
				       "cannot be read");
	/* Most likely this file alone needs all the memory that there is. */
	if (archive_errno(container->archive) == ENOMEM)
		return hk_error_set(err, HK_ETOOBIG,
				    "unpacking takes too much memory");
	return hk_error_set(
		err, HK_EFORMAT, "damaged (%s)%s",
		why ? why : HK_MESSAGE("it breaks the rules of its format"),
		container->over ? HK_MESSAGE(": the rest is lost") : "");
}

/* libarchive converts names to the locale's encoding, and loses those that it
 * cannot convert. It looks at the locale once, when it first needs it. */
static locale_t enter_locale(const struct hk_container *container)
{
	return container->locale ? uselocale(container->locale) : (locale_t)0;
}

static void leave_locale(const struct hk_container *container, locale_t users)
{
	if (container->locale)
		uselocale(users);
}

static enum hk_status open_container(struct hk_container *container,
				     struct hk_error *err)
{
	locale_t users = enter_locale(container);
	bool supported;

	container->archive = archive_read_new();
	supported = container->archive && support(container->archive);
	leave_locale(container, users);
	if (!supported ||
	    !hk_container_source_init(&container->source, container->input,
				      container->budget))
		return hk_error_nomem(err);
	return hk_container_source_open(&container->source, container->archive)
		       ? failed(container, err)
		       : HK_OK;
}

static void close_container(struct hk_container *container)
{
	archive_read_free(container->archive);
	hk_container_source_release(&container->source);
	container->archive = NULL;
	container->entry = NULL;
}

enum hk_status hk_container_new(struct hk_container **out,
				const struct hk_format_input *input,
				struct hk_container_budget *budget,
				struct hk_error *err)
{
	struct hk_container *container = calloc(1, sizeof(*container));
	enum hk_status status = HK_OK;

	*out = NULL;
	if (!container)
		return hk_error_nomem(err);
	if (!hk_archive_library_load()) {
		free(container);
		return hk_error_set(err, HK_ENOTTEXT,
				    "the archive library (libarchive) is not "
				    "installed");
	}
	container->input = input;
	container->budget = budget;
	hk_buf_init(&container->name, HK_BUF_NO_MAX);
	container->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (!container->locale) /* macOS */
		container->locale =
			newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
	status = open_container(container, err);
	if (status)
		hk_container_free(container);
	else
		*out = container;
	return status;
}

void hk_container_free(struct hk_container *container)
{
	if (!container)
		return;
	close_container(container);
	hk_buf_release(&container->name);
	if (container->locale)
		freelocale(container->locale);
	free(container);
}

/* ---- Limits ---- */

/* Count bytes that were unpacked here. */
static enum hk_status spend(struct hk_container *container, uint64_t bytes,
			    struct hk_error *err)
{
	enum hk_status status =
		hk_container_spend(container->budget, bytes, err);

	if (status)
		container->over = true;
	return status;
}

static bool is_file_itself(const struct hk_container *container)
{
	return (archive_format(container->archive) &
		ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_RAW;
}

/* Does skipping a member mean unpacking it? */
static bool skips_for_nothing(const struct hk_container *container)
{
	int format =
		archive_format(container->archive) & ARCHIVE_FORMAT_BASE_MASK;

	return container->source.seeks &&
	       archive_filter_count(container->archive) == 1 &&
	       format != ARCHIVE_FORMAT_7ZIP;
}

/* Skip what was not read of the entry, and count it. */
static enum hk_status pass_over(struct hk_container *container,
				struct hk_error *err)
{
	enum hk_status status = HK_OK;
	const void *piece;
	la_int64_t at;
	size_t len;

	if (container->read || skips_for_nothing(container))
		return HK_OK;
	container->over = is_file_itself(container); /* nothing follows */
	container->read = true;
	if (container->over)
		return HK_ENOTFOUND;
	while (!status && archive_read_data_block(container->archive, &piece,
						  &len, &at) == ARCHIVE_OK)
		status = spend(container, len, err);
	return status;
}

/* ---- Members ---- */

/* The name of a file that is only compressed, without that suffix. */
static void name_itself(struct hk_container *container,
			struct hk_container_member *m)
{
	static const char *const suffixes[] = {"gz",  "bz2", "xz",
					       "zst", "lz4", "z"};
	struct hk_str path = container->input->member.len
				     ? container->input->member
				     : container->input->path;
	int filters = archive_filter_count(container->archive) - 1;

	m->name = hk_span_str(NULL, 0);
	m->file = hk_span_basename(path);
	for (size_t i = 0; filters && i < sizeof(suffixes) / sizeof(*suffixes);
	     i++) {
		size_t len = strlen(suffixes[i]);

		if (m->file.len <= len + 1 ||
		    m->file.data[m->file.len - len - 1] != '.' ||
		    strncasecmp(m->file.data + m->file.len - len, suffixes[i],
				len) != 0)
			continue;
		m->file.len -= len + 1;
		filters--;
		i = (size_t)-1; /* there may be another one */
	}
}

static void set_date(struct hk_container *container,
		     struct hk_container_member *m)
{
	time_t seconds = archive_entry_mtime(container->entry);
	struct tm tm;

	/* 1970 and the first day of 1980 are written for unknown dates. */
	container->date[0] = '\0';
	if (archive_entry_mtime_is_set(container->entry) &&
	    seconds > 3652 * 86400L + 43200 && localtime_r(&seconds, &tm) &&
	    tm.tm_year < 8100)
		strftime(container->date, sizeof(container->date), "%Y-%m-%d",
			 &tm);
	m->date = hk_span_cstr(container->date);
}

/* Take the name of the current entry; `*wanted`: it is to be read. */
static enum hk_status look(struct hk_container *container,
			   struct hk_container_member *m, bool *wanted,
			   struct hk_error *err)
{
	int format =
		archive_format(container->archive) & ARCHIVE_FORMAT_BASE_MASK;
	struct hk_str none = {NULL, 0};
	enum hk_container_name what;
	char nameless[32];

	*wanted = false;
	if (archive_entry_filetype(container->entry) != AE_IFREG ||
	    archive_entry_hardlink(container->entry))
		return HK_OK;
	/* Some packers say UTF-8 of names that are not. */
	snprintf(nameless, sizeof(nameless), "unnamed-%lu",
		 (unsigned long)container->seen);
	if (hk_container_name(
		    &container->name, &what,
		    hk_span_cstr(container->raw ? container->raw : nameless),
		    container->input->encoding, format == ARCHIVE_FORMAT_ZIP))
		return hk_error_nomem(err);
	if (what == HK_CONTAINER_NAME_EMPTY)
		hk_container_complain(container->input, none,
				      "a member without a name");
	if (what == HK_CONTAINER_NAME_LONG)
		hk_container_complain(container->input, none,
				      "a member whose name is too long");
	if (what != HK_CONTAINER_NAME_FINE)
		return HK_OK;
	m->name = hk_buf_str(&container->name);
	m->file = hk_span_basename(m->name);
	set_date(container, m);
	*wanted = true;
	return HK_OK;
}

/* The next header, in the locale that the names need. ARCHIVE_WARN is OK. */
static int next_header(struct hk_container *container)
{
	locale_t users = enter_locale(container);
	int result;

	result =
		archive_read_next_header(container->archive, &container->entry);
	container->raw = NULL;
	if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
		container->raw = archive_entry_pathname(container->entry);
	leave_locale(container, users);
	return result == ARCHIVE_WARN ? ARCHIVE_OK : result;
}

static enum hk_status next_entry(struct hk_container *container,
				 struct hk_error *err)
{
	enum hk_status status =
		container->entry ? pass_over(container, err) : HK_OK;
	int result = ARCHIVE_OK;

	if (status)
		return status;
	for (unsigned i = 0; i < RETRIES; i++) {
		result = next_header(container);
		if (result != ARCHIVE_RETRY && result != ARCHIVE_FAILED)
			break;
	}
	container->over = result != ARCHIVE_OK;
	if (result == ARCHIVE_EOF)
		return HK_ENOTFOUND;
	if (result != ARCHIVE_OK)
		return failed(container, err);
	container->read = false;
	container->seen++;
	if (++container->budget->members <= HK_CONTAINER_MEMBERS_MAX)
		return HK_OK;
	container->over = true;
	return hk_error_set(err, HK_ETOOBIG,
			    "more than %u members: the rest is left out",
			    HK_CONTAINER_MEMBERS_MAX);
}

enum hk_status hk_container_next(struct hk_container *container,
				 struct hk_container_member *m,
				 struct hk_error *err)
{
	enum hk_status status = HK_OK;
	bool wanted = false;

	memset(m, 0, sizeof(*m));
	while (!status && !wanted) {
		if (container->over)
			return HK_ENOTFOUND;
		status = next_entry(container, err);
		if (!status && is_file_itself(container)) {
			if (archive_filter_count(container->archive) < 2) {
				container->over = true;
				return hk_error_set(err, HK_EFORMAT,
						    "not an archive");
			}
			name_itself(container, m);
			return HK_OK;
		}
		if (!status)
			status = look(container, m, &wanted, err);
	}
	return status;
}

/* ---- After damage ---- */

/* libarchive gives up on a whole zip file if one member cannot be unpacked,
 * although its directory tells where the others are. */
static bool resumes(const struct hk_container *container)
{
	return (archive_format(container->archive) &
		ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP &&
	       skips_for_nothing(container) && container->resumed < RESUME_MAX;
}

static void resume(struct hk_container *container)
{
	uint64_t taken = container->source.taken;

	container->resumed++;
	close_container(container);
	container->over = open_container(container, NULL) != HK_OK;
	container->source.taken = taken;
	for (uint32_t i = 0; i < container->seen && !container->over; i++)
		container->over = next_header(container) != ARCHIVE_OK;
}

/* ---- Their bytes ---- */

/* Check the limits for one more piece of the member. */
static enum hk_status check(struct hk_container *container, uint64_t before,
			    struct hk_str piece, uint64_t packed,
			    struct hk_error *err)
{
	enum hk_status status = spend(container, piece.len, err);

	packed = container->source.taken - packed;
	if (!status && before + piece.len > HK_CONTAINER_MEMBER_FREE &&
	    before + piece.len > HK_CONTAINER_MEMBER_FREE / 2 +
					 packed * HK_CONTAINER_RATIO_MAX)
		status = hk_error_set(err, HK_ETOOBIG,
				      "unpacks to more than %u times its "
				      "size, as decompression bombs do",
				      HK_CONTAINER_RATIO_MAX);
	return status;
}

enum hk_status hk_container_pieces(struct hk_container *container,
				   hk_container_take take, void *ctx,
				   struct hk_error *err)
{
	uint64_t packed = container->source.taken, before = 0;
	enum hk_status status = HK_OK;
	int result = ARCHIVE_OK;

	if (archive_entry_is_encrypted(container->entry))
		return hk_error_set(err, HK_ENOTTEXT,
				    "encrypted: needs a password");
	while (!status) {
		const void *piece = NULL;
		la_int64_t at = 0;
		size_t len = 0;

		result = archive_read_data_block(container->archive, &piece,
						 &len, &at);
		if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
			break;
		if (len && (uint64_t)at != before)
			return hk_error_set(err, HK_ENOTTEXT,
					    "sparse file, skipped");
		status = check(container, before, hk_span_str(piece, len),
			       packed, err);
		if (!status)
			status = take(ctx, hk_span_str(piece, len));
		before += len;
		if (result == ARCHIVE_WARN)
			break;
	}
	if (status)
		return status;
	container->read = true;
	if (result == ARCHIVE_EOF)
		return HK_OK;
	container->over = result == ARCHIVE_FATAL && !resumes(container);
	status = failed(container, err);
	if (result == ARCHIVE_FATAL && !container->over)
		resume(container);
	return status;
}

static enum hk_status append(void *ctx, struct hk_str piece)
{
	return hk_buf_append(ctx, piece.data, piece.len);
}

enum hk_status hk_container_read(struct hk_container *container,
				 struct hk_buf *bytes, struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	enum hk_status status;

	hk_buf_reset(bytes);
	status = hk_container_pieces(container, append, bytes, &own);
	if (!status || own.status) {
		if (status && err)
			*err = own;
		return status;
	}
	return status == HK_ETOOBIG
		       ? hk_error_set(err, status, "longer than %zu MB",
				      bytes->max >> 20)
		       : hk_error_nomem(err);
}

#endif
