/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_WATCH_H
#define HIKU_SHIM_WATCH_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Where a posting list is damaged so that it goes backwards, Xapian's matcher
 * (1.4.22) never ends, and nothing of ours is called in it. So a search has so
 * many milliseconds of processor time of its thread (what others do on the
 * machine does not count); after them the program is ended, by the function
 * of xap_on_terminate(), with HK_ECORRUPT.
 *
 * Begin to watch, and end it, on one thread. One watch a thread.
 */
void xap_watch_begin(unsigned long milliseconds);
void xap_watch_end(void);

#ifdef __cplusplus
}
#endif

#endif
