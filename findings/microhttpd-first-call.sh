#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# libmicrohttpd calls the handler of a request twice or more: once when the
# headers are there, then for the body, if there is one. An answer that is
# queued in that first call ends the connection: the library takes it for a
# refusal of what is still to come, adds "Connection: close" and closes, also
# where a GET has no body and nothing can come. A server whose handler answers
# at once so loses persistent connections, and no error or log says so. Its
# header tells of answers before a request is fully received, and takes a GET
# without a body for one. To keep them, return MHD_YES once, and answer in the
# second call.
#
# Seen with: Debian 12, libmicrohttpd12 and libmicrohttpd-dev 0.9.75-6.
# Output then:
#	answered in call 1: GET close, HEAD close, POST close
#	answered in call 2: GET open, HEAD open, POST open
set -eu
version=0.9.75-6
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download "libmicrohttpd12=$version" "libmicrohttpd-dev=$version" >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
cat >server.c <<'END'
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

static int answered_in;

static enum MHD_Result handle(void *data, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *body,
			      size_t *size, void **state)
{
	static int seen;
	struct MHD_Response *response;
	enum MHD_Result queued;

	if (answered_in == 2 && !*state) {
		*state = &seen;
		return MHD_YES;
	}
	if (*size != 0) {
		*size = 0;
		return MHD_YES;
	}
	response = MHD_create_response_from_buffer(2, "ok", MHD_RESPMEM_PERSISTENT);
	queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return queued;
}

int main(int argc, char **argv)
{
	struct MHD_Daemon *daemon;

	answered_in = atoi(argv[1]);
	daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL,
				  handle, NULL, MHD_OPTION_END);
	if (!daemon)
		return 1;
	printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	getchar();
	MHD_stop_daemon(daemon);
}
END
lib=$(dirname "$(find root -name 'libmicrohttpd.so.12' | head -n 1)")
gcc -Iroot/usr/include -I"$(dirname "$(find root -name microhttpd.h)")" server.c \
    -o server "$lib/libmicrohttpd.so.12"
export LD_LIBRARY_PATH="$lib"
python3 - <<'PY' | tee out
import http.client
import subprocess

for call in '1', '2':
    server = subprocess.Popen(['./server', call], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)
    port = int(server.stdout.readline())
    ends = []
    for method in 'GET', 'HEAD', 'POST':
        client = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
        client.request(method, '/', 'body' if method == 'POST' else None)
        answer = client.getresponse()
        answer.read()
        ends.append(f"{method} {answer.getheader('Connection', 'open')}")
        client.close()
    server.communicate(b'\n')
    print(f"answered in call {call}: {', '.join(ends)}")
PY
diff - out <<'END'
answered in call 1: GET close, HEAD close, POST close
answered in call 2: GET open, HEAD open, POST open
END
