// Whatever is clicked: buttons of three kinds, each with the markup that the description gives it.
import { el } from "../dom.js";
import { idFor, page, pick } from "./page.js";
import { hosted, part } from "./style.js";
import { mark } from "./truth.js";

function content(kind, text) {
  const holder = document.createTextNode(text);
  const inside = page.buttons[kind].inside;
  if (inside === "span") return { nodes: [el("span", {}, holder)], holder };
  if (inside === "icon") return { nodes: [part("icon", "i", { "aria-hidden": "true" }), el("span", {}, holder)], holder };
  if (inside === "deep") return { nodes: [el("span", {}, el("span", {}, el("span", {}, holder)))], holder };
  return { nodes: [holder], holder };
}

const asButton = (kind, look, nodes, properties) => part(look, "button", { type: "button", ...properties }, nodes);
const TAGS = {
  button: asButton,
  a: (kind, look, nodes, properties) => part(look, "a", { ...(pick(`href ${kind}`, 2) ? { href: "javascript:void(0)" } : {}), ...properties }, nodes),
  div: (kind, look, nodes, properties) => part(look, "div", properties, nodes),
  span: (kind, look, nodes, properties) => part(look, "span", properties, nodes),
  custom: (kind, look, nodes, properties) => part(look, page.classes === "spectrum" ? "sp-button" : "mkt-button", properties, nodes),
  ext4: (kind, look, nodes, properties) => part(look, "a", { unselectable: "on", ...properties }, el("span", {}, el("span", {}, el("span", {}, nodes)))),
};

/** The first toolkit's button: a table around a native one. */
function tableButton(look, nodes, properties) {
  const inner = el("button", { type: "button", style: "border:0;background:none;color:inherit;font:inherit;cursor:inherit;padding:0" }, nodes);
  const cell = (child) => el("td", { style: "padding:0" }, child);
  const middle = el("tr", {}, cell(el("i", {}, "\u00a0")), cell(el("em", { style: "font-style:normal", unselectable: "on" }, inner)), cell(el("i", {}, "\u00a0")));
  return part(look, "table", { cellspacing: "0", ...properties, style: "display:inline-table" }, el("tbody", {}, middle));
}

function setDisabled(dom, native, off) {
  dom.style.opacity = off ? "0.4" : "";
  dom.style.cursor = off ? "default" : "";
  if (off) dom.dataset.off = "1"; else delete dom.dataset.off;
  if (page.buttons.disabled === "class" && page.classes !== "none") dom.classList.toggle(page.classes.startsWith("ext") ? "x-item-disabled" : "is-off", off);
  if (native) dom.disabled = off;
  else if (page.buttons.disabled === "aria") dom.setAttribute("aria-disabled", String(off));
  else if (page.buttons.disabled === "native") dom.toggleAttribute("disabled", off);
}

/** Make something to click. It knows what it is for, and in what way a click on it would be right or wrong. */
export function button(kind, text, { element, category = "right", handler, disabled = false, primary = false }) {
  const { tag, role } = page.buttons[kind];
  const look = kind === "section" && !["custom", "table"].includes(tag) && pick("edit as link", 2) ? "link" : primary ? "primary" : "button";
  const { nodes, holder } = content(kind, text);
  const loud = page.uppercase_buttons ? { style: "text-transform:uppercase" } : {};
  const properties = { id: idFor(`${element}`.replace(".", "-")), ...loud, ...(role && tag !== "button" ? { role: "button", tabindex: "0" } : {}) };
  const native = tag === "button" || tag === "input";
  let dom;
  if (tag === "input") dom = part(look, "input", { type: "button", value: text, ...properties });
  else if (tag === "table") dom = tableButton(look, nodes, properties);
  else dom = TAGS[tag](kind, look, nodes, properties);
  const made = {
    dom: hosted(mark(dom, element, category), "button"),
    setDisabled: (off) => setDisabled(dom, native, off),
    setText: (value) => { if (tag === "input") dom.value = value; else holder.data = value; },
    setElement: (name) => mark(dom, name, category),
    setShown: (shown) => { made.dom.style.display = shown ? "" : "none"; },
  };
  dom.addEventListener("click", (event) => {
    event.preventDefault();
    if (!dom.dataset.off) handler?.(made);
  });
  if (disabled) made.setDisabled(true);
  return made;
}
