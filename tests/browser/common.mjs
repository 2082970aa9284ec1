/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests in Chromium share: lines of TAP, and what a page does. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

let number = 0;

/* Finds packages in the folder MODULES. */
export const requireFrom = (modules) => createRequire(pathToFileURL(modules + "/x.js"));

export const launch = (modules) => requireFrom(modules)("playwright-core").chromium.launch({
	executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox"],
});

export const check = (held, name, more = "") => {
	number++;
	console.log(`${held ? "ok" : "not ok"} ${number} - ${name}`);
	if (!held)
		console.log(`# ${more}`);
};

/* The plan, at the end. */
export const finish = () => console.log(`1..${number}`);

/* What the page says or runs, and what it asks for, from now on. */
export const listen = (page) => {
	const said = [], asked = [];

	page.on("console", (message) => said.push(message.text()));
	page.on("pageerror", (error) => said.push(error.message));
	page.on("dialog", (dialog) => { said.push("a dialog"); dialog.dismiss(); });
	page.on("request", (request) => asked.push(request.url()));
	return { said, asked };
};
