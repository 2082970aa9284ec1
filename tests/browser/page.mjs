/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * page.mjs MODULES LONG ANSWER REPORT: look at pages in Chromium, LONG
 * with 5,000 passages, and print a line of TAP for each thing that users rely on.
 */
import { check, finish, launch, listen, requireFrom } from "./common.mjs";
import { readFileSync } from "node:fs";

const [modules, long, answer, report] = process.argv.slice(2);
const require = requireFrom(modules);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = require("html-validate");
const browser = await launch(modules);

const visit = async (file, options, look) => {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	const { said, asked } = listen(page);

	await page.goto("file://" + file);
	await look(page);
	check(said.length === 0, "nothing is said or run", said.join("; "));
	check(asked.length === 1, "nothing is loaded", asked.join(" "));
	await context.close();
};

/* axe-core, which the policy would not let in, from outside of the page. */
const accessible = async (page, name) => {
	const session = await page.context().newCDPSession(page);

	await session.send("Page.setBypassCSP", { enabled: true });
	await page.reload();
	const found = await page.evaluate(axe + "; axe.run().then((r) => r.violations.map((v) => v.id + " +
		"': ' + v.nodes.slice(0, 3).map((n) => n.html).join(' ')))");
	check(found.length === 0, `accessible: ${name}`, found.join("; "));
};

for (const [name, file] of [["answer", answer], ["report", report]]) {
	for (const [how, width, colorScheme] of [
		["wide", 1280, "light"], ["narrow", 320, "light"], ["dark", 1280, "dark"]])
		await visit(file, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
			check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
				`${name}, ${how}: nothing sticks out`);
			check(await page.evaluate(() => getComputedStyle(document.querySelector("mark")).fontWeight) === "600",
				`${name}, ${how}: the policy lets in the style`);
		});
	for (const colorScheme of ["light", "dark"]) {
		const context = await browser.newContext({ colorScheme });
		const page = await context.newPage();
		await page.goto("file://" + file);
		await accessible(page, `${name}, ${colorScheme}`);
		await context.close();
	}
	const result = await new HtmlValidate({ extends: ["html-validate:standard"], rules: {
		"no-trailing-whitespace": "off", "no-inline-style": "error", "long-title": "off",
		"require-sri": "off" } })
		.validateString(readFileSync(file, "utf8"));
	check(result.valid, `${name}: valid HTML`,
		result.results.flatMap((r) => r.messages.map((m) => m.line + ": " + m.message)).slice(0, 5).join("; "));
}

await visit(answer, { javaScriptEnabled: false }, async (page) => {
	check(await page.locator("article .text").first().isVisible(), "readable without the script");
	check(!await page.locator("#tools").isVisible(), "and nothing there that needs it");
});

await visit(long, {}, async (page) => {
	const shown = () => page.locator("article:visible").count();
	const before = await shown();

	await page.keyboard.press("j");
	check(await page.evaluate(() => document.activeElement.closest("article").id) === "h1", "j goes to the first");
	await page.keyboard.press("j");
	check(await page.evaluate(() => document.activeElement.closest("article").id) !== "h1", "and to the next");
	await page.keyboard.press("k");
	check(await page.evaluate(() => document.activeElement.closest("article").id) === "h1", "k goes back");
	await page.keyboard.press("/");
	await page.keyboard.type("ＴＯＷＥＲ");
	check(await shown() < before && await shown() > 0, "words narrow the page, in any width");
	await page.keyboard.press("Escape");
	check(await shown() === before, "Esc shows all");
	await page.locator(".facets li input").first().check();
	check(await page.locator("#within-count").textContent() !== "", "facets narrow, and say so");
	await page.keyboard.press("Escape");
	await page.keyboard.press("?");
	check(await page.locator("#help").isVisible(), "? tells the keys");
	await page.keyboard.press("Escape");
	await page.keyboard.press("G");
	check(await page.evaluate(() => {
		const last = [...document.querySelectorAll("article")].pop();
		return last.contains(document.activeElement) && last.getBoundingClientRect().top < innerHeight;
	}), "G scrolls to the last of all");
	await page.emulateMedia({ media: "print" });
	check(await page.evaluate(() => getComputedStyle(document.querySelector("mark")).textDecorationLine) === "underline",
		"marks are seen on paper");
});
await browser.close();
finish();
