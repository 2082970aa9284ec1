/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a page can do beside being read: a walk over its articles by keys, and
 * narrowing them down, by their facets and by words. All of it stands in the
 * page; nothing is asked of anyone, and texts are only read, never made into
 * elements. tools/pack-page.c puts this into the program, without comments and
 * indents.
 */
"use strict";
(() => {
	const by = (id) => document.getElementById(id);
	const all = (query) => Array.from(document.querySelectorAll(query));
	const tools = by("tools"), field = by("within"), count = by("within-count");
	const help = by("help"), keys = by("keys");
	let items = [], texts = new Map(), boxes = [];

	/* Width, case and kana that are one character in two are no difference. */
	const plain = (text) => text.normalize("NFKC").toLowerCase();

	const textOf = (item) => {
		if (!texts.has(item))
			texts.set(item, plain(item.textContent));
		return texts.get(item);
	};

	/* Of one kind any of the facets that are chosen is enough. */
	const narrow = () => {
		const words = field ? plain(field.value).split(/\s+/).filter(Boolean) : [];
		const kinds = new Map();
		let shown = 0;

		for (const box of boxes)
			if (box.checked)
				kinds.set(box.name, [...(kinds.get(box.name) || []), box.value]);
		for (const item of items) {
			const has = (item.dataset.f || "").split(" ");
			item.hidden = !words.every((word) => textOf(item).includes(word)) ||
				![...kinds.values()].every((some) => some.some((f) => has.includes(f)));
			shown += !item.hidden;
		}
		if (count)
			count.textContent = words.length || kinds.size ? shown + " / " + items.length : "";
	};

	const addBox = (row) => {
		const name = row.querySelector(".key");
		const label = document.createElement("label");
		const box = document.createElement("input");

		box.type = "checkbox";
		box.value = row.dataset.f;
		box.name = row.dataset.f.split("-")[0];
		box.addEventListener("change", narrow);
		label.append(box);
		name.before(label);
		label.append(name);
		boxes.push(box);
	};

	/* Also called for an answer that has come in place of another one. */
	const look = () => {
		items = all("article");
		texts = new Map();
		boxes = [];
		if (tools)
			tools.hidden = !items.length;
		for (const row of all(".facets li[data-f]"))
			if (!row.querySelector("a"))
				addBox(row);
		if (count)
			narrow();
	};

	const go = (step) => {
		const seen = items.filter((item) => !item.hidden);
		const here = document.activeElement && document.activeElement.closest("article");
		const at = seen.indexOf(here);
		const to = step === 0 ? 0
			: step === Infinity ? seen.length - 1
			: Math.min(Math.max(at < 0 ? 0 : at + step, 0), seen.length - 1);

		if (!seen[to])
			return;
		(seen[to].querySelector("h3 a") || seen[to]).focus({ preventScroll: true });
		seen[to].scrollIntoView({ block: "nearest" });
	};

	const clear = () => {
		if (field)
			field.value = "";
		for (const box of boxes)
			box.checked = false;
		narrow();
	};

	const actions = {
		j: () => go(1),
		k: () => go(-1),
		g: () => go(0),
		G: () => go(Infinity),
		"/": () => (by("q") || field).focus(),
		f: () => (document.querySelector(".facets summary") || document.body).focus(),
		"?": () => help && help.showModal(),
	};

	document.addEventListener("keydown", (event) => {
		const typing = event.target.closest("input:not([type=checkbox]), textarea, select");

		if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey)
			return;
		if (help && help.open)
			return;
		if (event.key === "Escape") {
			clear();
			event.target.blur();
		} else if (!typing && keys && keys.checked && Object.hasOwn(actions, event.key)) {
			event.preventDefault();
			actions[event.key]();
		}
	});
	if (field)
		field.addEventListener("input", narrow);
	if (help) {
		by("help-open").addEventListener("click", () => help.showModal());
		by("help-close").addEventListener("click", () => help.close());
	}
	document.addEventListener("hiku-answer", look);
	/* Paper has no folds. */
	addEventListener("beforeprint", () => all("details").forEach((d) => { d.open = true; }));
	look();
})();
