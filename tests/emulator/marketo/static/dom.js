// Small helpers that every script here uses.

/** Make an element: properties become attributes, functions become listeners, the rest are children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** What the server left for the scripts of this page. */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Wait the way a busy page does: a little, and never the same. */
export const stagger = (least = 50, most = 300) => sleep(least + Math.random() * (most - least));

// Ids count up from a number that differs with every visit, so that no two visits agree on them.
let nextId = 1000 + Math.floor(Math.random() * 900);
export const genId = () => `ext-gen${nextId++}`;
export const compId = () => `ext-comp-${nextId++}`;
