// First generation: the tree, tables of records, and the icons of a validation.
import { el } from "../dom.js";

const ICONS = {
  passed: ["icon-check", "tick.png"], failed: ["icon-x", "cross.png"], warning: ["icon-warning", "warning.svg"],
  unknown: ["icon-disc", "disc.svg"], pending: ["icon-loading", "spinner.svg"],
};

/** The picture in front of a validation's row. */
export function icon(kind) {
  const [name, picture] = ICONS[kind];
  return el("img", { class: `mkt-validation-icon ${name}`, src: `/marketo/static/img/${picture}`, alt: "" });
}

/** A table whose head and rows are tables of their own. */
export function grid(columns, rows, noRows) {
  const header = el("thead", {}, el("tr", { class: "x-grid3-hd-row" },
    columns.map((column) => el("td", { class: "x-grid3-hd x-grid3-cell" },
      el("div", { class: "x-grid3-hd-inner" }, column.title)))));
  const body = rows.map((row) => el("div", { class: "x-grid3-row" },
    el("table", { class: "x-grid3-row-table", cellspacing: "0" }, el("tbody", {}, el("tr", {},
      columns.map((column) => el("td", { class: "x-grid3-col x-grid3-cell" },
        el("div", { class: "x-grid3-cell-inner" }, String(row[column.key] ?? "N/A")))))))));
  const empty = el("div", { class: "x-grid-empty" }, noRows);
  return el("div", { class: "x-grid3" },
    el("div", { class: "x-grid3-header" }, el("table", { cellspacing: "0" }, header)),
    el("div", { class: "x-grid3-body" }, body.length ? body : empty));
}

export const tree = (root) =>
  el("div", { class: "x-tree" }, el("ul", { class: "x-tree-root-ct x-tree-lines" }, treeNode(root)));

/** One node of the tree, with its children below it. */
function treeNode({ text, children, handler, hidden, selected }, depth = 0) {
  const leaf = !children;
  const state = leaf ? "x-tree-node-leaf" : "x-tree-node-expanded";
  const dom = el("div", { class: `x-tree-node-el ${state} x-unselectable ${selected ? "x-tree-selected" : ""}`, unselectable: "on" },
  el("span", { class: "x-tree-node-indent" }, Array.from({ length: depth }, () => el("i", { class: "x-tree-icon" }))),
  el("i", { class: `x-tree-ec-icon ${leaf ? "x-tree-elbow" : "x-tree-elbow-minus"}` }),
  el("i", { class: "x-tree-node-icon", unselectable: "on" }),
  el("a", { hidefocus: "on", class: "x-tree-node-anchor", href: "", tabindex: "1",
    click: (event) => { event.preventDefault(); handler?.(); } },
  el("span", { unselectable: "on" }, text)));
  return el("li", { class: `x-tree-node ${hidden ? "x-hide-display" : ""}` }, dom,
    el("ul", { class: "x-tree-node-ct" }, (children ?? []).map((child) => treeNode(child, depth + 1))));
}
