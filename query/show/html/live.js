/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page that is served answers while one types: what the server gives for the
 * words so far comes in place of the answer that is there. Only the last
 * question counts, and the server's own form works without this.
 */
"use strict";
(() => {
	const field = document.getElementById("q");
	let timer = 0, asked = null, last = field ? field.value : "";

	const show = (html) => {
		const answer = document.getElementById("answer");
		const made = new DOMParser().parseFromString(html, "text/html").getElementById("answer");

		if (!answer || !made)
			return;
		answer.replaceWith(document.adoptNode(made));
		document.dispatchEvent(new Event("hiku-answer"));
	};

	const ask = async () => {
		const query = field.value;
		const url = new URL("/", location.href);

		if (query === last)
			return;
		last = query;
		if (asked)
			asked.abort();
		asked = new AbortController();
		url.searchParams.set("q", query);
		history.replaceState(null, "", url);
		url.searchParams.set("part", "answer");
		try {
			const answer = await fetch(url, { signal: asked.signal, credentials: "omit" });
			const text = await answer.text();

			if (query === field.value)
				show(text);
		} catch (error) {
			if (error.name !== "AbortError")
				last = null; /* the next key asks again */
		}
	};

	if (!field)
		return;
	field.addEventListener("input", (event) => {
		clearTimeout(timer);
		/* Of kana that are still to become kanji nothing is known. */
		if (!event.isComposing)
			timer = setTimeout(ask, 120);
	});
	field.addEventListener("compositionend", () => {
		clearTimeout(timer);
		timer = setTimeout(ask, 120);
	});
})();
