// The widgets of this visit. Three kits draw the same page: ext3 (the first toolkit generation, with a few widgets of the
// second, as the page is known), ext4 (all of the second), plain (a refreshed look without either).
//
// A component is { dom, getText, setDisabled, hide }. Every kit exports:
//   cls(name)                                            the class of a part of the page itself
//   button({ text, handler, itemId, action, iconCls, sandbox }), link({ text, handler })       components
//   field({ label, value, type, required })              { dom, getValue, markInvalid }
//   choice({ label, options: [{ value, text }], value, handler })                  { dom, getValue }
//   displayFields([{ label, value }]), panel({ title, tools }, ...body), toolbar(...), topToolbar(...), form(...)   DOM
//   grid(columns, rows, empty), tree(root), menuButton({ text, items }), icon(kind, text)                     DOM
//   tabPanel([{ title, open }])                          { dom, activate(index) }
//   createWindow({ title, body, buttons, width, closable, message })   { dom, content, show, close }
//   messageBody(icon, text), mask(target, text), unmask(target)
//   ALL_BUTTONS                                          whether a message box holds all buttons and hides most of them
import { boot } from "./dom.js";

export const {
  ALL_BUTTONS, button, choice, cls, createWindow, displayFields, field, form, grid, icon, link, mask, menuButton, messageBody,
  panel, tabPanel, toolbar, topToolbar, tree, unmask,
} = await import(`./kits/${boot.rendering}.js`);
