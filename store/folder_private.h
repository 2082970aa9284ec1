/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_FOLDER_PRIVATE_H
#define HIKU_STORE_FOLDER_PRIVATE_H

/*
 * What store/folder.c, which reads the folder of an index, and
 * store/folder_publish.c, which changes it, share. Nobody else includes this.
 */

#include "store/folder.h"

#define HK_FOLDER_GENERATION "generation-"
#define HK_FOLDER_SCRATCH    "scratch-"
#define HK_FOLDER_IN_USE     "in-use"

#define HK_FOLDER_TEXT_OF(number) #number
#define HK_FOLDER_TEXT(macro)	  HK_FOLDER_TEXT_OF(macro)
#define HK_FOLDER_FORMAT_TEXT	  HK_FOLDER_TEXT(HK_FOLDER_FORMAT)

/* The name of a generation. */
void hk_folder_print(char out[HK_FOLDER_NAME_MAX], unsigned long number);
/* The number in the name of a generation; 0 where it is not, to the letter, a
 * name that hk_folder_print() gives. */
unsigned long hk_folder_number(const char *name);
/* Is the generation `name` a folder in `dir` that may be opened? HK_ECORRUPT
 * where it is missing, HK_ENOTINDEX, HK_EACCES, HK_EIO, HK_ENOMEM. */
enum hk_status hk_folder_look(const char *dir, const char *name,
			      struct hk_error *err) HK_MUST_USE;
/* Let `folder` name another generation. HK_ENOMEM. */
enum hk_status hk_folder_set(struct hk_folder *folder, const char *name,
			     struct hk_error *err) HK_MUST_USE;

#endif
