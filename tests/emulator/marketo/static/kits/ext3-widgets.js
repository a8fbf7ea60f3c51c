// First generation: buttons, fields, tabs, tree, masks, in the markup that Ext 3 writes.
import { compId, el, genId } from "../dom.js";
import { register } from "../components.js";
import { labels } from "../labels.js";

const NBSP = "\u00a0";

export const cls = (name) => `mkt-${name}`;

/** A button is a table. Disabling it changes the table's class only: the <button> inside stays clickable. */
export function button({ text, handler, itemId, action, iconCls }) {
  const inner = el("button", { type: "button", id: genId(), class: ` x-btn-text ${iconCls ?? ""}`.trimEnd() }, text);
  const row = (edge, middle) =>
    el("tr", {},
      el("td", { class: `x-btn-${edge}l` }, el("i", {}, NBSP)),
      middle,
      el("td", { class: `x-btn-${edge}r` }, el("i", {}, NBSP)));
  const kind = iconCls ? "x-btn-text-icon" : "x-btn-noicon";
  const dom = el("table", { id: compId(), cellspacing: "0", class: `x-btn ${kind}` },
    el("tbody", { class: "x-btn-small x-btn-icon-small-left" },
      row("t", el("td", { class: "x-btn-tc" })),
      row("m", el("td", { class: "x-btn-mc" }, el("em", { class: "", unselectable: "on" }, inner))),
      row("b", el("td", { class: "x-btn-bc" }))));
  const component = register({
    xtype: "button", itemId, action, dom,
    getText: () => inner.textContent,
    setDisabled: (disabled) => dom.classList.toggle("x-item-disabled", disabled),
    hide: () => dom.classList.add("x-hide-display"),
  });
  inner.addEventListener("click", (event) => {
    event.preventDefault();
    if (!dom.classList.contains("x-item-disabled")) handler?.(component);
  });
  return component;
}

/** Text that can be clicked; the toolkit has no such widget, the page writes it itself. */
export function link({ text, handler }) {
  const click = (event) => {
    event.preventDefault();
    if (!dom.classList.contains("x-item-disabled")) handler();
  };
  const dom = el("a", { class: "mkt-panel-link", href: "javascript:void(0)", click }, text);
  return {
    dom,
    getText: () => dom.textContent,
    setDisabled: (disabled) => dom.classList.toggle("x-item-disabled", disabled),
    hide: () => dom.classList.add("x-hide-display"),
  };
}

export const form = (...fields) => el("form", { id: compId(), class: "x-panel-body x-form", method: "POST" }, fields);

/** A label and a text field, side by side; the label doesn't say which field it belongs to. */
export function field({ label, value = "", type = "text" }) {
  const id = compId();
  const classes = " x-form-text x-form-field";
  const input = el("input", { type, size: "20", autocomplete: "off", id, name: id, class: classes });
  input.value = value;
  const dom = el("div", { class: "x-form-item ", tabindex: "-1" },
    el("label", { style: "width:120px;", class: "x-form-item-label" }, `${label}:`),
    el("div", { class: "x-form-element", id: `x-form-el-${id}`, style: "padding-left:125px" }, input),
    el("div", { class: "x-form-clear-left" }));
  return {
    dom,
    getValue: () => input.value,
    markInvalid: (invalid) => input.classList.toggle("x-form-invalid", invalid),
  };
}

/** Labels with texts that can't be edited. */
export const displayFields = (entries) => entries.map(displayField);

function displayField({ label, value }) {
  return el("div", { class: "x-form-item ", tabindex: "-1" },
    el("label", { style: "width:120px;", class: "x-form-item-label" }, `${label}:`),
    el("div", { class: "x-form-element", style: "padding-left:125px" },
      el("div", { id: compId(), class: " x-form-display-field" }, value ?? "")),
    el("div", { class: "x-form-clear-left" }));
}

/** Radio buttons, each with a label of its own behind it. */
export function choice({ label, options, value, handler }) {
  const name = genId();
  const radios = options.map((option) => {
    const id = compId();
    const input = el("input", { type: "radio", id, name, value: option.value, class: " x-form-radio x-form-field", change: () => handler(getValue()) });
    input.checked = option.value === value;
    const text = el("label", { for: id, class: "x-form-cb-label" }, option.text);
    return { input, dom: el("div", { class: "x-form-check-wrap" }, input, text) };
  });
  const getValue = () => radios.find((radio) => radio.input.checked)?.input.value ?? null;
  const dom = el("div", { class: "x-form-item ", tabindex: "-1" },
    el("label", { style: "width:120px;", class: "x-form-item-label" }, `${label}:`),
    el("div", { class: "x-form-element", style: "padding-left:125px" }, radios.map((radio) => radio.dom)),
    el("div", { class: "x-form-clear-left" }));
  return { dom, getValue };
}

export const topToolbar = (...items) => el("div", { class: "x-panel-tbar x-toolbar" }, items.map((item) => item.dom ?? item));

export function panel({ title, tools = [] }, ...body) {
  return el("div", { id: compId(), class: " x-panel" },
    el("div", { class: "x-panel-header x-unselectable", id: genId() },
      el("span", { class: "x-panel-header-text" }, title), tools),
    el("div", { class: "x-panel-bwrap", id: genId() }, el("div", { class: "x-panel-body", id: genId() }, body)));
}

export function mask(target, text = labels.loading) {
  unmask(target);
  target.classList.add("x-masked", "x-masked-relative");
  target.append(
    el("div", { class: "ext-el-mask" }),
    el("div", { class: "ext-el-mask-msg x-mask-loading" }, el("div", {}, text)));
}

export function unmask(target) {
  target.classList.remove("x-masked", "x-masked-relative");
  for (const part of target.querySelectorAll(":scope > .ext-el-mask, :scope > .ext-el-mask-msg")) part.remove();
}

/** Tabs; the panels of tabs that aren't active stay in the page, hidden. */
export function tabPanel(tabs) {
  const strip = el("ul", { class: "x-tab-strip x-tab-strip-top" });
  const body = el("div", { class: "x-tab-panel-body x-tab-panel-body-top" });
  const entries = tabs.map((tab) => {
    const id = compId();
    const content = el("div", { id, class: " x-panel x-panel-noborder x-hide-display" });
    const item = el("li", { class: "", id: `${id}__${genId()}` },
      el("a", { class: "x-tab-strip-close" }),
      el("a", { class: "x-tab-right", href: "#", click: (event) => { event.preventDefault(); activate(id); } },
        el("em", { class: "x-tab-left" },
          el("span", { class: "x-tab-strip-inner" }, el("span", { class: "x-tab-strip-text " }, tab.title)))));
    strip.append(item);
    body.append(content);
    return { ...tab, id, item, content };
  });
  strip.append(el("li", { class: "x-tab-edge" }), el("div", { class: "x-clear" }));

  function activate(id) {
    for (const entry of entries) {
      const active = entry.id === id;
      entry.item.classList.toggle("x-tab-strip-active", active);
      entry.content.classList.toggle("x-hide-display", !active);
      if (active) entry.open(entry.content);
    }
  }
  const dom = el("div", { id: compId(), class: " x-tab-panel x-tab-panel-noborder" },
    el("div", { class: "x-tab-panel-header x-unselectable" },
      el("div", { class: "x-tab-strip-wrap" }, strip), el("div", { class: "x-tab-strip-spacer" })),
    el("div", { class: "x-tab-panel-bwrap" }, body));
  return { dom, activate: (index) => activate(entries[index].id) };
}
