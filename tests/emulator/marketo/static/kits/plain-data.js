// The refreshed look: icons, the tree, tables of records, and the menu.
import { el } from "../dom.js";
import { cls } from "./plain-style.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  passed: "checkmark-circle", failed: "cross-circle", warning: "alert-triangle", unknown: "disc", pending: "progress",
};

/** An icon from the sheet of all icons; what it means is said in the user's language. */
export function icon(kind, text) {
  const picture = document.createElementNS(SVG, "svg");
  const use = picture.appendChild(document.createElementNS(SVG, "use"));
  use.setAttribute("href", `/marketo/static/img/icons.svg#${ICONS[kind]}`);
  for (const [name, value] of Object.entries({ role: "img", "aria-label": text, class: cls("icon") })) picture.setAttribute(name, value);
  return picture;
}

export const grid = (columns, rows, empty) => (rows.length === 0 ? el("p", { class: cls("empty") }, empty)
  : el("table", { class: cls("table") },
    el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col" }, column.title)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, columns.map((column) => el("td", {}, String(row[column.key] ?? "N/A"))))))));

function node({ text, children, handler, selected }) {
  const click = (event) => {
    event.preventDefault();
    handler();
  };
  const name = handler ? el("a", { href: "#", class: cls("nav-link"), "aria-current": selected ? "page" : null, click }, text)
    : el("span", { class: cls("nav-group") }, text);
  return el("li", {}, name, children ? nodes(children) : null);
}

const nodes = (children) => el("ul", { class: cls("nav-list") }, children.filter((child) => !child.hidden).map(node));

export const tree = (root) => el("nav", { "aria-label": root.text }, nodes([root]));

/** A button with a menu that is made when it opens. */
export function menuButton({ text, items }) {
  const holder = el("div", { class: cls("menu-holder") });
  const close = () => {
    holder.querySelector("[role=menu]")?.remove();
    opener.setAttribute("aria-expanded", "false");
  };
  const choose = (item) => () => {
    close();
    item.handler?.();
  };
  const open = () => {
    if (opener.getAttribute("aria-expanded") === "true") return close();
    opener.setAttribute("aria-expanded", "true");
    holder.append(el("div", { role: "menu", class: cls("menu") },
      items.map((item) => el("button", { type: "button", role: "menuitem", class: cls("menu-item"), click: choose(item) }, item.text))));
  };
  const opener = el("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", class: cls("user"), click: open }, text);
  holder.append(opener);
  return holder;
}
