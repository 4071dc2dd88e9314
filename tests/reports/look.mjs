// Opens each page given in headless Chromium and tells, a line of JSON a page, what it loaded,
// what it ran, and what an HTML validator and axe's rules have against it.
// Run: node look.mjs CHROMIUM PAGE…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const [chromium, ...pages] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

// What a page asks for, itself apart, and what it says or opens while it is read.
async function load(address, scheme) {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  const seen = { requests: [], dialogs: 0, errors: [] };
  page.on("request", (request) => {
    const self = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (!self && !request.url().startsWith("data:")) seen.requests.push(request.url());
  });
  page.on("dialog", (dialog) => { seen.dialogs += 1; dialog.dismiss(); });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  await page.goto(address, { waitUntil: "networkidle0" });
  await page.mouse.move(400, 400);
  await page.close();
  return seen;
}

// Axe has to run in the page, which forbids scripts: so for it alone the policy is put aside.
async function judge(address, scheme) {
  const page = await browser.newPage();
  page.on("dialog", (dialog) => dialog.dismiss());
  await page.setBypassCSP(true);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  await page.close();
  return {
    rules: passes.length + violations.length,
    violations: violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)} (${one.nodes.length})`),
  };
}

for (const path of pages) {
  const address = pathToFileURL(path).href;
  const validity = await validator.validateFile(path);
  const messages = validity.results.flatMap((result) => result.messages);
  console.log(JSON.stringify({
    page: path,
    light: await load(address, "light"),
    dark: await load(address, "dark"),
    invalid: messages.map((one) => `${one.line}: ${one.ruleId}: ${one.message}`),
    axe: { light: await judge(address, "light"), dark: await judge(address, "dark") },
  }));
}
await browser.close();
