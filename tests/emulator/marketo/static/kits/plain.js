// A refreshed look without a toolkit: native elements and roles, class names that differ from visit to visit, and nothing
// left in the page of what was closed.
import { el } from "../dom.js";
import { labels } from "../labels.js";
import { cls } from "./plain-style.js";

export { cls };
export { grid, icon, menuButton, tree } from "./plain-data.js";
export const ALL_BUTTONS = false;

let next = 0;
const newId = () => `:r${(next++).toString(32)}:`;

export function button({ text, handler, action }) {
  const dom = el("button", { type: "button", class: cls(action === "submit" ? "button-accent" : "button"), click: () => handler?.(made) },
    el("span", {}, text));
  const made = {
    dom,
    getText: () => dom.textContent,
    setDisabled: (disabled) => { dom.disabled = disabled; },
    hide: () => { dom.hidden = true; },
  };
  return made;
}

export function link({ text, handler }) {
  const made = button({ text, handler });
  made.dom.className = cls("quiet");
  return made;
}

export const form = (...fields) => el("form", { class: cls("form"), novalidate: "" }, fields);

/** A label above its field; required fields carry an asterisk. */
export function field({ label, value = "", type = "text", required = false }) {
  const id = newId();
  const input = el("input", { id, type, class: cls("input"), autocomplete: type === "password" ? "new-password" : "off" });
  input.value = value;
  const mark = required ? el("span", { "aria-hidden": "true", class: cls("required") }, " *") : null;
  if (required) input.setAttribute("aria-required", "true");
  return {
    dom: el("div", { class: cls("field") }, el("label", { for: id, class: cls("label") }, label, mark), input),
    getValue: () => input.value,
    markInvalid: (invalid) => input.setAttribute("aria-invalid", String(invalid)),
  };
}

export const displayFields = (entries) => el("dl", { class: cls("details") },
  entries.map(({ label, value }) => el("div", {}, el("dt", {}, label), el("dd", {}, value ?? ""))));

export function choice({ label, options, value, handler }) {
  const name = newId();
  const radios = options.map((option) => {
    const input = el("input", { type: "radio", name, value: option.value, change: () => handler(getValue()) });
    input.checked = option.value === value;
    return { input, dom: el("label", { class: cls("radio") }, input, el("span", {}, option.text)) };
  });
  const getValue = () => radios.find((radio) => radio.input.checked)?.input.value ?? null;
  const dom = el("fieldset", { class: cls("choice"), role: "radiogroup" }, el("legend", {}, label), radios.map((radio) => radio.dom));
  return { dom, getValue };
}

const bar = (name) => (...items) => el("div", { class: cls(name) }, items.map((item) => item.dom ?? item));
export const toolbar = bar("actions");
export const topToolbar = bar("toolbar");

export const panel = ({ title, tools = [] }, ...body) => el("section", { class: cls("panel") },
  el("header", { class: cls("panel-header") }, el("h2", {}, title), tools), el("div", { class: cls("panel-body") }, body));

export function mask(target, text = labels.loading) {
  unmask(target);
  target.setAttribute("aria-busy", "true");
  target.append(el("div", { class: cls("mask") }, el("div", { class: cls("progress"), role: "progressbar", "aria-label": text })));
}

export function unmask(target) {
  target.removeAttribute("aria-busy");
  for (const part of target.querySelectorAll(`:scope > .${cls("mask")}`)) part.remove();
}

/** Tabs; the panels of tabs that aren't active stay in the page, hidden. */
export function tabPanel(tabs) {
  const entries = tabs.map((tab) => {
    const [id, panelId] = [newId(), newId()];
    const content = el("div", { id: panelId, role: "tabpanel", "aria-labelledby": id, class: cls("tabpanel") });
    const item = el("button", { id, type: "button", role: "tab", "aria-controls": panelId, class: cls("tab"), click: () => activate(id) }, tab.title);
    return { ...tab, id, item, content };
  });

  function activate(id) {
    for (const entry of entries) {
      const active = entry.id === id;
      entry.item.setAttribute("aria-selected", String(active));
      entry.item.tabIndex = active ? 0 : -1;
      entry.content.hidden = !active;
      if (active) entry.open(entry.content);
    }
  }
  const dom = el("div", { class: cls("tabs") },
    el("div", { role: "tablist", class: cls("tablist") }, entries.map((entry) => entry.item)), entries.map((entry) => entry.content));
  return { dom, activate: (index) => activate(entries[index].id) };
}

/** A dialog, which is in the page only while it is shown. */
export function createWindow({ title, body, buttons = [], width = 480, closable = true, message = false }) {
  const titleId = newId();
  const content = el("div", { class: cls("dialog-body") }, body);
  const cross = closable
    ? el("button", { type: "button", class: cls("cross"), "aria-label": "×", click: () => dialog.close() }, "×") : null;
  const role = message ? "alertdialog" : "dialog";
  const dom = el("div", { role, "aria-modal": "true", "aria-labelledby": titleId, class: cls("dialog"), style: `width:${width}px` },
    el("header", { class: cls("dialog-header") }, el("h2", { id: titleId }, title), cross),
    content, el("footer", { class: cls("actions") }, buttons.map((each) => each.dom)));
  const layer = el("div", { class: cls("layer") }, dom);
  const dialog = { dom, content, show: () => document.body.append(layer), close: () => layer.remove() };
  return dialog;
}

export const messageBody = (_icon, text) => el("p", {}, text);
