/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/front_private.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "serve/clock.h"

static void take_out(struct hk_front_client *client)
{
	struct hk_front_list *list = &client->front->lists[client->state];

	*(client->previous ? &client->previous->next : &list->first) =
		client->next;
	*(client->next ? &client->next->previous : &list->last) =
		client->previous;
}

static void put_last(struct hk_front_client *client, enum hk_front_state state)
{
	struct hk_front_list *list = &client->front->lists[state];

	client->state = state;
	client->since = hk_clock_now();
	client->next = NULL;
	client->previous = list->last;
	*(list->last ? &list->last->next : &list->first) = client;
	list->last = client;
}

void hk_front_move(struct hk_front_client *client, enum hk_front_state state)
{
	take_out(client);
	put_last(client, state);
}

void hk_front_shut(struct hk_front_client *client)
{
	shutdown(client->fd, SHUT_RDWR);
	hk_front_move(client, HK_FRONT_CLOSING);
}

struct hk_front_client *hk_front_client(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

static void *arrive(struct hk_front *front, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct hk_front_client *client = calloc(1, sizeof(*client));

	front->clients++;
	if (!client) {
		shutdown(info->connect_fd, SHUT_RDWR);
		return NULL;
	}
	client->front = front;
	client->connection = connection;
	client->fd = info->connect_fd;
	put_last(client, HK_FRONT_WAITS);
	return client;
}

void hk_front_notice(void *cls, struct MHD_Connection *connection,
		     void **socket_context,
		     enum MHD_ConnectionNotificationCode what)
{
	struct hk_front *front = cls;
	struct hk_front_client *client = *socket_context;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*socket_context = arrive(front, connection);
		return;
	}
	front->clients--;
	if (client) {
		front->held -= client->held;
		take_out(client);
		free(client);
	}
	*socket_context = NULL;
}

/* Shut down the first ones of a state that are older than `patience`. Returns
 * when the next one will be. */
static int64_t expire(struct hk_front *front, enum hk_front_state state,
		      int64_t patience)
{
	struct hk_front_client *client;

	while ((client = front->lists[state].first)) {
		if (hk_clock_now() - client->since < patience)
			return client->since + patience;
		hk_front_shut(client);
	}
	return -1;
}

int64_t hk_front_expire(struct hk_front *front)
{
	int64_t asks = expire(front, HK_FRONT_WAITS,
			      front->ending ? 0 : HK_FRONT_ASK_MS);
	int64_t takes = expire(front, HK_FRONT_TELLS, HK_FRONT_TAKE_MS);

	while (front->held > HK_FRONT_HELD_MAX &&
	       front->lists[HK_FRONT_TELLS].first) {
		struct hk_front_client *slowest =
			front->lists[HK_FRONT_TELLS].first;

		/* It is counted until it is closed, which will be soon. */
		front->held -= slowest->held;
		slowest->held = 0;
		hk_front_shut(slowest);
	}
	return hk_clock_earlier(asks, takes);
}

bool hk_front_evict(struct hk_front *front)
{
	struct hk_front_client *waits = front->lists[HK_FRONT_WAITS].first;
	struct hk_front_client *takes = front->lists[HK_FRONT_TELLS].first;

	if (!waits && !takes)
		return false;
	hk_front_shut(waits ? waits : takes);
	return true;
}
