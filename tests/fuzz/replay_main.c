/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gives each file named to a fuzz target, once; any compiler will do. */
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/fuzz/fuzz.h"

#define INPUT_MAX (16u << 20)

int main(int argc, char **argv)
{
	int failed = 0, closed = open("/dev/null", O_WRONLY | O_CLOEXEC);

	/* Standard input cannot be read: a target reads what it is given. */
	if (closed < 0 || dup2(closed, STDIN_FILENO) < 0)
		return 1;
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		struct hk_error err;
		struct hk_buf bytes;

		/* Where a target ends the program, this says with what. */
		fprintf(stderr, "# %s\n", argv[i]);
		hk_buf_init(&bytes, INPUT_MAX);
		if (hk_file_read(&bytes, argv[i], &err)) {
			printf("not ok %d - %s\n", i, err.message);
			failed = 1;
		} else {
			LLVMFuzzerTestOneInput((const uint8_t *)bytes.data,
					       bytes.len);
			printf("ok %d - %s\n", i, argv[i]);
		}
		fflush(stdout);
		hk_buf_release(&bytes);
	}
	return failed;
}
