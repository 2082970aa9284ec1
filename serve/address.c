/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "base/clean.h"
#include "base/span.h"

static enum hk_status refuse(const char *text, struct hk_error *err)
{
	return hk_error_set(err, HK_EUSAGE,
			    "--listen takes a port, ADDRESS:PORT with a "
			    "number as address, [ADDRESS]:PORT or the path of "
			    "a socket, not '%s'",
			    text);
}

static bool read_port(in_port_t *out, const char *text)
{
	unsigned long number;

	if (!*text || strlen(text) > 5 ||
	    strspn(text, "0123456789") != strlen(text))
		return false;
	number = strtoul(text, NULL, 10);
	*out = htons((in_port_t)number);
	return number <= 65535;
}

static enum hk_status read_path(struct hk_address *out, const char *text,
				struct hk_error *err)
{
	struct sockaddr_un *place = (struct sockaddr_un *)&out->place;
	size_t len = strlen(text);

	if (len >= sizeof(place->sun_path))
		return hk_error_set(err, HK_EUSAGE,
				    "'%s' is too long for a socket: choose a "
				    "path of up to %zu bytes",
				    text, sizeof(place->sun_path) - 1);
	place->sun_family = AF_UNIX;
	memcpy(place->sun_path, text, len + 1);
	out->size =
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + 1);
	return HK_OK;
}

static bool read_four(struct hk_address *out, const char *name,
		      const char *port)
{
	struct sockaddr_in *place = (struct sockaddr_in *)&out->place;

	place->sin_family = AF_INET;
	out->size = sizeof(*place);
	return inet_pton(AF_INET,
			 strcmp(name, "localhost") ? name : "127.0.0.1",
			 &place->sin_addr) == 1 &&
	       read_port(&place->sin_port, port);
}

static bool read_six(struct hk_address *out, const char *name, const char *port)
{
	struct sockaddr_in6 *place = (struct sockaddr_in6 *)&out->place;

	place->sin6_family = AF_INET6;
	out->size = sizeof(*place);
	return inet_pton(AF_INET6, name, &place->sin6_addr) == 1 &&
	       read_port(&place->sin6_port, port);
}

enum hk_status hk_address_read(struct hk_address *out, const char *text,
			       struct hk_error *err)
{
	const char *colon = strrchr(text, ':');
	char name[INET6_ADDRSTRLEN + 2];
	size_t len = colon ? (size_t)(colon - text) : 0;

	memset(out, 0, sizeof(*out));
	if (strchr(text, '/'))
		return read_path(out, text, err);
	if (!colon)
		return read_four(out, "127.0.0.1", text) ? HK_OK
							 : refuse(text, err);
	if (!len || len >= sizeof(name))
		return refuse(text, err);
	memcpy(name, text, len);
	name[len] = '\0';
	if (name[0] == '[' && name[len - 1] == ']') {
		name[len - 1] = '\0';
		return read_six(out, name + 1, colon + 1) ? HK_OK
							  : refuse(text, err);
	}
	return read_four(out, name, colon + 1) ? HK_OK : refuse(text, err);
}

bool hk_address_is_here(const struct hk_address *address)
{
	const struct sockaddr_in *four =
		(const struct sockaddr_in *)&address->place;
	const struct sockaddr_in6 *six =
		(const struct sockaddr_in6 *)&address->place;

	switch (address->place.ss_family) {
	case AF_UNIX:
		return true;
	case AF_INET:
		return ntohl(four->sin_addr.s_addr) >> 24 == 127;
	case AF_INET6:
		return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) ||
		       (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr) &&
			six->sin6_addr.s6_addr[12] == 127);
	default:
		return false;
	}
}

void hk_address_put(char *out, const struct hk_address *address)
{
	const struct sockaddr_in *four =
		(const struct sockaddr_in *)&address->place;
	const struct sockaddr_in6 *six =
		(const struct sockaddr_in6 *)&address->place;
	const struct sockaddr_un *path =
		(const struct sockaddr_un *)&address->place;
	struct hk_clean_buf clean;
	char name[INET6_ADDRSTRLEN] = "";

	switch (address->place.ss_family) {
	case AF_INET:
		inet_ntop(AF_INET, &four->sin_addr, name, sizeof(name));
		snprintf(out, HK_ADDRESS_TEXT, "http://%s:%u/", name,
			 ntohs(four->sin_port));
		break;
	case AF_INET6:
		inet_ntop(AF_INET6, &six->sin6_addr, name, sizeof(name));
		snprintf(out, HK_ADDRESS_TEXT, "http://[%s]:%u/", name,
			 ntohs(six->sin6_port));
		break;
	default:
		/* A socket of systemd may have no name. */
		snprintf(out, HK_ADDRESS_TEXT, "%s",
			 hk_clean_line(&clean, "%.*s",
				       (int)sizeof(path->sun_path),
				       address->size > sizeof(sa_family_t)
					       ? path->sun_path
					       : ""));
	}
}
