// What every script of a generated page shares: its description, its words, and where things are put.
import { boot, sleep } from "../dom.js";

export const page = boot.page;
export const words = page.words;
export const wait = sleep;

/** A number from the seed for a name: the same page always makes the same small choices. */
export function pick(name, count) {
  let hash = 2166136261;
  for (const letter of `${page.salt}/${name}`) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619) >>> 0;
  return (hash >>> 8) % count;
}

const host = document.createElement(pick("root", 2) ? "div" : "mkt-app");
/** Where the whole page is: the document, or one open shadow root. */
export const root = page.shadow === "page" ? host.attachShadow({ mode: "open" }) : document.body;
if (page.shadow === "page") document.body.append(host);

let counter = 100 + pick("ids", 900);
/** An id as this page writes them, or none. */
export function idFor(name, needed = false) {
  counter += 1;
  if (page.ids === "telling") return `${name}-${counter}`;
  return page.ids === "generated" || needed ? `:r${counter.toString(36)}:` : null;
}
