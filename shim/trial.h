/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_TRIAL_H
#define HIKU_SHIM_TRIAL_H

/*
 * Does the engine answer as it should? Xapian 2.1.0 forgets what an AND NOT
 * leaves out where the AND NOT is inside of an OR that something else leads, so
 * that "a -b" finds documents with b, and ours without it are lost. An engine
 * of another series than 1.4 is therefore asked once, before it opens anything;
 * one that answers wrongly is not used. What is asked is two documents in
 * memory, and takes no time.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Is the engine that is loaded now of the series whose files and answers we
 * know, 1.4? */
bool xap_is_known(void);
/* HK_EINDEX, with a line for people, if the engine is one that answers wrongly;
 * HK_ENOMEM. The 1.4 series is not asked. Any thread may call it. */
enum hk_status xap_trust(struct hk_error *err) HK_MUST_USE;

/* ---- Its parts, for tests ---- */

/* Ask the engine, whatever its series: the number of documents that it finds.
 * HK_ENOMEM, HK_EINDEX. */
enum hk_status xap_trial(uint32_t *found, struct hk_error *err) HK_MUST_USE;
/* HK_OK if that is the right number, else the refusal. */
enum hk_status xap_trial_judge(uint32_t found,
			       struct hk_error *err) HK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
