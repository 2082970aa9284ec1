/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ARCHIVE_LIBRARY_H
#define HIKU_FORMATS_ARCHIVE_LIBRARY_H

/*
 * libarchive, loaded when the first container comes: with it come libxml2 and
 * ICU, which cost every start of the program a third of its time.
 */

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>

/* All that is called of it. */
#define HK_ARCHIVE_FUNCTIONS(X)                 \
	X(archive_entry_filetype)               \
	X(archive_entry_hardlink)               \
	X(archive_entry_is_encrypted)           \
	X(archive_entry_mtime)                  \
	X(archive_entry_mtime_is_set)           \
	X(archive_entry_pathname)               \
	X(archive_errno)                        \
	X(archive_error_string)                 \
	X(archive_filter_count)                 \
	X(archive_format)                       \
	X(archive_read_data_block)              \
	X(archive_read_free)                    \
	X(archive_read_new)                     \
	X(archive_read_next_header)             \
	X(archive_read_open1)                   \
	X(archive_read_set_callback_data)       \
	X(archive_read_set_format_option)       \
	X(archive_read_set_read_callback)       \
	X(archive_read_set_seek_callback)       \
	X(archive_read_set_skip_callback)       \
	X(archive_read_support_filter_gzip)     \
	X(archive_read_support_filter_bzip2)    \
	X(archive_read_support_filter_xz)       \
	X(archive_read_support_filter_zstd)     \
	X(archive_read_support_filter_lz4)      \
	X(archive_read_support_filter_compress) \
	X(archive_read_support_format_zip)      \
	X(archive_read_support_format_tar)      \
	X(archive_read_support_format_7zip)     \
	X(archive_read_support_format_lha)      \
	X(archive_read_support_format_raw)      \
	X(archive_read_support_format_empty)    \
	X(archive_set_error)

struct hk_archive_library {
	void *handle;
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares the name. */
#define HK_ARCHIVE_POINTER(name) __typeof__(&(name)) name;
	HK_ARCHIVE_FUNCTIONS(HK_ARCHIVE_POINTER)
#undef HK_ARCHIVE_POINTER
};

/* Empty until it is loaded. */
extern struct hk_archive_library hk_archive_library;

/* Load it, once; from one thread at a time. False: it is not installed, or
 * lacks a function. */
bool hk_archive_library_load(void);

#ifndef HK_ARCHIVE_LIBRARY_PLAIN
/* From here on the names mean the functions that were loaded. */
#define archive_entry_filetype	   hk_archive_library.archive_entry_filetype
#define archive_entry_hardlink	   hk_archive_library.archive_entry_hardlink
#define archive_entry_is_encrypted hk_archive_library.archive_entry_is_encrypted
#define archive_entry_mtime	   hk_archive_library.archive_entry_mtime
#define archive_entry_mtime_is_set hk_archive_library.archive_entry_mtime_is_set
#define archive_entry_pathname	   hk_archive_library.archive_entry_pathname
#define archive_errno		   hk_archive_library.archive_errno
#define archive_error_string	   hk_archive_library.archive_error_string
#define archive_filter_count	   hk_archive_library.archive_filter_count
#define archive_format		   hk_archive_library.archive_format
#define archive_read_data_block	   hk_archive_library.archive_read_data_block
#define archive_read_free	   hk_archive_library.archive_read_free
#define archive_read_new	   hk_archive_library.archive_read_new
#define archive_read_next_header   hk_archive_library.archive_read_next_header
#define archive_read_open1	   hk_archive_library.archive_read_open1
#define archive_read_set_callback_data \
	hk_archive_library.archive_read_set_callback_data
#define archive_read_set_format_option \
	hk_archive_library.archive_read_set_format_option
#define archive_read_set_read_callback \
	hk_archive_library.archive_read_set_read_callback
#define archive_read_set_seek_callback \
	hk_archive_library.archive_read_set_seek_callback
#define archive_read_set_skip_callback \
	hk_archive_library.archive_read_set_skip_callback
#define archive_read_support_filter_gzip \
	hk_archive_library.archive_read_support_filter_gzip
#define archive_read_support_filter_bzip2 \
	hk_archive_library.archive_read_support_filter_bzip2
#define archive_read_support_filter_xz \
	hk_archive_library.archive_read_support_filter_xz
#define archive_read_support_filter_zstd \
	hk_archive_library.archive_read_support_filter_zstd
#define archive_read_support_filter_lz4 \
	hk_archive_library.archive_read_support_filter_lz4
#define archive_read_support_filter_compress \
	hk_archive_library.archive_read_support_filter_compress
#define archive_read_support_format_zip \
	hk_archive_library.archive_read_support_format_zip
#define archive_read_support_format_tar \
	hk_archive_library.archive_read_support_format_tar
#define archive_read_support_format_7zip \
	hk_archive_library.archive_read_support_format_7zip
#define archive_read_support_format_lha \
	hk_archive_library.archive_read_support_format_lha
#define archive_read_support_format_raw \
	hk_archive_library.archive_read_support_format_raw
#define archive_read_support_format_empty \
	hk_archive_library.archive_read_support_format_empty
#define archive_set_error hk_archive_library.archive_set_error
#endif

#endif
