/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * live.mjs MODULES ADDRESS: type into the page of `hiku serve` in Chromium, and
 * print a line of TAP for each thing that users rely on. The index has articles
 * with 灯台, one of them with a title that tries to run, and one with 港.
 */
import { check, finish, launch, listen } from "./common.mjs";

const [modules, address] = process.argv.slice(2);
const browser = await launch(modules);
const page = await (await browser.newContext()).newPage();
const { said, asked } = listen(page);

/* Does the page come to hold that? */
const comes = async (what, name) => {
	try {
		await page.waitForFunction(what, null, { timeout: 60000 });
		check(true, name);
	} catch (error) {
		check(false, name, await page.locator("main").innerText());
	}
};

await page.goto(address);
/* Chromium moves there when it first paints the page. */
await comes(() => document.activeElement.id === "q", "one can type at once");
await page.keyboard.type("灯台", { delay: 10 });
await comes(() => document.querySelectorAll("#answer article").length === 2, "what is typed is answered");
await comes(() => document.querySelector("#answer mark")?.textContent === "灯台", "and marked");
check(await page.locator("#answer").innerText().then((text) => text.includes("<script>")),
	"what a document says is text");
check(new URL(page.url()).searchParams.get("q") === "灯台", "the address is that of the query");
check(!asked.some((url) => new URL(url).searchParams.get("q") === "灯" &&
	!new URL(url).searchParams.has("part")), "the page itself is not asked again");

await page.keyboard.press("Control+A");
await page.keyboard.type("港町の", { delay: 10 });
await page.keyboard.press("Backspace");
await page.keyboard.press("Backspace");
await comes(() => document.querySelectorAll("#answer article").length === 1 &&
	document.querySelector("#answer mark")?.textContent === "港", "the last query counts");

/* The answer to a query that is no longer there comes late, and is not shown. */
await page.route((url) => url.searchParams.get("q") === "灯台", async (route) => {
	const answer = await route.fetch();

	await new Promise((done) => setTimeout(done, 700));
	await route.fulfill({ response: answer }).catch(() => {});
});
const late = page.waitForRequest((request) => new URL(request.url()).searchParams.get("q") === "灯台");
await page.locator("#q").fill("灯台");
await late;
await page.locator("#q").fill("港 ");
await comes(() => new URL(location.href).searchParams.get("q") === "港 ", "another one is asked meanwhile");
await page.waitForTimeout(1000);
check(await page.locator("#answer article").count() === 1, "and its answer stays");

await page.locator("#q").fill("date:川");
await comes(() => new URL(location.href).searchParams.get("q") === "date:川" &&
	document.querySelector("#answer .bad"), "what makes no sense is told");
await page.reload();
check(await page.locator("#q").inputValue() === "date:川", "a reload keeps the query");
await page.locator("#q").fill("港");
await page.keyboard.press("Enter");
await comes(() => document.querySelectorAll("#answer article").length === 1, "Enter asks as well");
await page.locator("#answer article a").first().click();
await page.waitForURL(/\/show\?/);
check(await page.locator("main").innerText().then((text) => text.includes("港")), "an article opens");
check(asked.every((url) => url.startsWith(address)), "nothing is loaded from elsewhere", asked.join(" "));
/* Chromium says of every status that is no success what it was. */
check(said.every((line) => line.includes("status of 400")), "nothing is said or run", said.join("; "));
await browser.close();
finish();
