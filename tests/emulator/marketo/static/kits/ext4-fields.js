// Second generation: forms, panels, masks, tabs. A field is a table; its label names the input by its id.
import { el } from "../dom.js";
import { labels } from "../labels.js";
import { newId } from "./ext4-buttons.js";

export const form = (...fields) =>
  el("form", { id: newId("form"), class: "x4-panel x4-panel-default x4-form" }, el("div", { class: "x4-panel-body" }, fields));

/** The table around one field: label in one cell, what is labelled in the next. */
function labelled(id, kind, label, ...body) {
  return el("table", { id, class: `x4-field x4-form-item x4-field-default ${kind}`, cellpadding: "0" },
    el("tbody", {}, el("tr", { id: `${id}-inputRow` },
      el("td", { id: `${id}-labelCell`, class: "x4-field-label-cell", width: "125", valign: "top" },
        el("label", { id: `${id}-labelEl`, for: `${id}-inputEl`, class: "x4-form-item-label x4-form-item-label-left",
          style: "width:120px;margin-right:5px;" }, `${label}:`)),
      el("td", { id: `${id}-bodyEl`, class: "x4-form-item-body ", role: "presentation" }, body))));
}

export function field({ label, value = "", type = "text" }) {
  const id = newId("textfield");
  const input = el("input", { id: `${id}-inputEl`, type, role: "textbox", size: "1", name: `${id}-inputEl`,
    class: "x4-form-field x4-form-text", autocomplete: "off" });
  input.value = value;
  return {
    dom: labelled(id, "x4-anchor-form-item", label, input),
    getValue: () => input.value,
    markInvalid: (invalid) => input.classList.toggle("x4-form-invalid-field", invalid),
  };
}

export const displayFields = (entries) => entries.map(({ label, value }) => {
  const id = newId("displayfield");
  return labelled(id, "", label, el("div", { id: `${id}-inputEl`, class: "x4-form-display-field" }, value ?? ""));
});

/** A radio button of this generation is a button with a picture; what is chosen stands in a class of the table around it. */
export function choice({ label, options, value, handler }) {
  let chosen = value;
  const groupId = newId("radiogroup");
  const radios = options.map((option) => {
    const id = newId("radiofield");
    const input = el("input", { id: `${id}-inputEl`, type: "button", role: "radio", hidefocus: "true",
      class: "x4-form-field x4-form-radio", autocomplete: "off" });
    const dom = el("table", { id, class: "x4-field x4-form-item x4-field-default x4-form-type-radio", cellpadding: "0" },
      el("tbody", {}, el("tr", {}, el("td", { class: "x4-form-item-body x4-form-cb-wrap" }, input,
        el("label", { id: `${id}-boxLabelEl`, for: `${id}-inputEl`, class: "x4-form-cb-label x4-form-cb-label-after" }, option.text)))));
    input.addEventListener("click", () => {
      if (chosen === option.value) return;
      chosen = option.value;
      show();
      handler(chosen);
    });
    return { dom, value: option.value };
  });
  const show = () => radios.forEach((radio) => radio.dom.classList.toggle("x4-form-cb-checked", radio.value === chosen));
  show();
  return { dom: labelled(groupId, "x4-form-checkboxgroup", label, radios.map((radio) => radio.dom)), getValue: () => chosen };
}

export function panel({ title, tools = [] }, ...body) {
  const id = newId("panel");
  return el("div", { id, class: "x4-panel x4-panel-default" },
    el("div", { id: `${id}_header`, class: "x4-panel-header x4-header x4-header-horizontal x4-unselectable x4-panel-header-default" },
      el("span", { id: `${id}_header_hd-textEl`, class: "x4-panel-header-text x4-panel-header-text-default" }, title), tools),
    el("div", { id: `${id}-body`, class: "x4-panel-body x4-panel-body-default" }, body));
}

export function mask(target, text = labels.loading) {
  unmask(target);
  const id = newId("loadmask");
  target.classList.add("x4-masked", "x4-masked-relative");
  target.append(
    el("div", { class: "x4-mask" }),
    el("div", { id, class: "x4-mask-msg x4-layer x4-mask-msg-default" },
      el("div", { id: `${id}-msgEl`, class: "x4-mask-loading x4-mask-msg-inner" }, text)));
}

/** The newest mask stays in the page, hidden, until the next one comes. */
export function unmask(target) {
  target.classList.remove("x4-masked", "x4-masked-relative");
  for (const part of target.querySelectorAll(":scope > .x4-mask, :scope > .x4-mask-msg")) {
    if (part.style.display === "none") part.remove();
    else part.style.display = "none";
  }
}

/** Tabs are buttons inside; the panels of tabs that aren't active stay in the page, hidden. */
export function tabPanel(tabs) {
  const id = newId("tabpanel");
  const entries = tabs.map((tab) => {
    const tabId = newId("tab");
    const item = el("div", { id: tabId, class: "x4-tab x4-unselectable x4-tab-default x4-top x4-tab-top x4-noicon", click: () => activate(tabId) },
      el("em", { id: `${tabId}-btnWrap` },
        el("button", { id: `${tabId}-btnEl`, type: "button", class: "x4-tab-center", hidefocus: "true", role: "button", autocomplete: "off" },
          el("span", { id: `${tabId}-btnInnerEl`, class: "x4-tab-inner" }, tab.title),
          el("span", { id: `${tabId}-btnIconEl`, class: "x4-tab-icon " }))));
    const content = el("div", { id: newId("panel"), class: "x4-panel x4-tabpanel-child x4-panel-default" });
    return { ...tab, id: tabId, item, content };
  });

  function activate(tabId) {
    for (const entry of entries) {
      const active = entry.id === tabId;
      for (const name of ["x4-active", "x4-tab-active", "x4-tab-default-active"]) entry.item.classList.toggle(name, active);
      entry.content.style.display = active ? "" : "none";
      if (active) entry.open(entry.content);
    }
  }
  const dom = el("div", { id, class: "x4-panel x4-tabpanel x4-panel-default" },
    el("div", { class: "x4-tab-bar x4-docked x4-tab-bar-default x4-top" },
      el("div", { class: "x4-tab-bar-body" }, el("div", { class: "x4-box-inner", role: "presentation" }, entries.map((entry) => entry.item))),
      el("div", { class: "x4-tab-bar-strip" })),
    el("div", { id: `${id}-body`, class: "x4-panel-body x4-panel-body-default" }, entries.map((entry) => entry.content)));
  return { dom, activate: (index) => activate(entries[index].id) };
}
