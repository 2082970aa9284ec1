/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/serve.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/process.h"

#define PROGRAM "hiku-serve"

bool hk_serve_is_meant(int argc, char **argv)
{
	return argc > 1 && !strcmp(argv[1], "serve") &&
	       (argc == 2 || (argv[2][0] == '-' && argv[2][1]));
}

enum hk_status hk_serve_become(char **argv, struct hk_error *err)
{
	char path[HK_PROCESS_PATH_MAX];

	hk_process_beside(path, PROGRAM);
	execvp(path, argv + 1);
	if (errno != ENOENT)
		return hk_error_system(err, errno, "cannot run '%s'", path);
	return hk_error_set(err, HK_ENOTFOUND,
			    "cannot find '%s', which serves; this hiku was "
			    "built without libmicrohttpd, or it is not "
			    "installed. To search for the word: hiku -- serve",
			    path);
}
