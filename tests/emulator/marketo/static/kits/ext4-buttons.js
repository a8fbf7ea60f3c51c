// Second generation: buttons, menus, toolbars.
import { el } from "../dom.js";
import { register } from "../components.js";

let next = 1009 + Math.floor(Math.random() * 900);

/** An id such as button-1012: the kind of widget, and a number that differs from visit to visit. */
export const newId = (xtype) => `${xtype}-${next++}`;

export function button({ text, handler, action, itemId, iconCls = "" }) {
  const id = newId("button");
  const label = el("span", { id: `${id}-btnInnerEl`, class: "x4-btn-inner" }, text);
  const inner = el("button",
    { id: `${id}-btnEl`, type: "button", class: "x4-btn-center", hidefocus: "true", autocomplete: "off" },
    label, el("span", { id: `${id}-btnIconEl`, class: `x4-btn-icon ${iconCls}` }));
  const dom = el("div", { id, class: "x4-btn x4-unselectable x4-btn-default-small x4-noicon" },
    el("em", { id: `${id}-btnWrap` }, inner));
  const component = register({
    xtype: "button", itemId, action, dom,
    getText: () => label.textContent,
    setDisabled(disabled) {
      dom.classList.toggle("x4-item-disabled", disabled);
      dom.classList.toggle("x4-btn-disabled", disabled);
    },
    hide: () => { dom.style.display = "none"; },
  });
  inner.addEventListener("click", () => dom.classList.contains("x4-item-disabled") || handler?.(component));
  return component;
}

/** A button that opens a menu; the menu is in the page from the start, hidden. */
export function menuButton({ text, items }) {
  const choose = (item) => (event) => {
    event.preventDefault();
    toggle(false);
    item.handler?.();
  };
  const classes = "x4-panel x4-menu x4-layer x4-hide-offsets";
  const menu = el("div", { id: newId("menu"), class: classes, style: "visibility:hidden" },
    items.map((item) => el("div", { id: newId("menuitem"), class: "x4-component x4-menu-item" },
      el("a", { class: "x4-menu-item-link", href: "#", click: choose(item) },
        el("span", { class: "x4-menu-item-text" }, item.text)))));
  function toggle(shown) {
    menu.classList.toggle("x4-hide-offsets", !shown);
    menu.style.visibility = shown ? "visible" : "hidden";
  }
  const made = button({ text, handler: () => toggle(menu.style.visibility === "hidden") });
  made.dom.classList.add("x4-btn-arrow");
  return el("div", { class: "x4-menu-holder" }, made.dom, menu);
}

const bar = (kind) => (...items) => {
  const id = newId("toolbar");
  return el("div", { id, class: `x4-toolbar ${kind} x4-toolbar-default x4-box-layout-ct` },
    el("div", { id: `${id}-innerCt`, class: "x4-box-inner", role: "presentation" }, items.map((item) => item.dom ?? item)));
};
export const toolbar = bar("x4-toolbar-footer");
export const topToolbar = bar("x4-docked x4-docked-top");

/** Text that can be clicked; the toolkit has no such widget, the page writes it itself. */
export function link({ text, handler }) {
  const click = (event) => {
    event.preventDefault();
    if (!dom.classList.contains("x4-item-disabled")) handler();
  };
  const dom = el("a", { class: "mkt-panel-link", href: "javascript:void(0)", click }, text);
  return {
    dom,
    getText: () => dom.textContent,
    setDisabled: (disabled) => dom.classList.toggle("x4-item-disabled", disabled),
    hide: () => { dom.style.display = "none"; },
  };
}
