// Second generation: tables of records, the tree (a table too), and the icons of a validation.
import { el } from "../dom.js";
import { newId } from "./ext4-buttons.js";

const BLANK = "data:image/gif;base64,R0lGODlhAQABAID/AMDAwAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==";
const ICONS = { passed: "icon-check", failed: "icon-x", warning: "icon-warning", unknown: "icon-disc", pending: "x4-loading-spinner" };

/** The picture in front of a validation's row: an empty image; its class brings the picture. */
export const icon = (kind) =>
  el("img", { id: newId("image"), class: `x4-img x4-img-default mkt-validation-icon ${ICONS[kind]}`, src: BLANK });

const view = (rows) => el("div", { id: newId("gridview"), class: "x4-grid-view x4-fit-item" },
  el("table", { class: "x4-grid-table x4-grid-table-resizer", border: "0", cellspacing: "0", cellpadding: "0" }, el("tbody", {}, rows)));

const cell = (id, ...content) => el("td", { class: `x4-grid-cell x4-grid-cell-${id}` },
  el("div", { unselectable: "on", class: "x4-grid-cell-inner x4-unselectable", style: "text-align: left;" }, content));

/** The head is no table; the rows are one. */
export function grid(columns, rows, noRows) {
  const ids = columns.map(() => newId("gridcolumn"));
  const width = `${100 / columns.length}%`;
  const heads = columns.map((column, index) =>
    el("div", { id: ids[index], class: "x4-column-header x4-column-header-align-left x4-unselectable", style: `width:${width}` },
      el("div", { id: `${ids[index]}-titleEl`, class: "x4-column-header-inner" },
        el("span", { id: `${ids[index]}-textEl`, class: "x4-column-header-text" }, column.title))));
  // This row has no height: it only holds the widths.
  const sizes = el("tr", { class: "x4-grid-header-row" },
    ids.map((id) => el("th", { class: `x4-grid-col-resizer-${id}`, style: `width:${width};height:0px;` })));
  const lines = rows.map((row) => el("tr", { class: "x4-grid-row x4-grid-data-row" },
    columns.map((column, index) => cell(ids[index], String(row[column.key] ?? "N/A")))));
  return el("div", { id: newId("gridpanel"), class: "x4-panel x4-grid x4-grid-with-row-lines" },
    el("div", { id: newId("headercontainer"), class: "x4-grid-header-ct x4-docked" }, el("div", { class: "x4-box-inner" }, heads)),
    el("div", { class: "x4-panel-body x4-grid-body" },
      rows.length ? view([sizes, ...lines]) : el("div", { class: "x4-grid-empty" }, noRows)));
}

function treeRows({ text, children, handler, hidden, selected }, depth = 0) {
  if (hidden) return [];
  const kind = children ? "x4-grid-tree-node-expanded" : "x4-grid-tree-node-leaf";
  const indent = Array.from({ length: depth }, () => el("img", { src: BLANK, class: "x4-tree-elbow-empty" }));
  const row = el("tr", { class: `x4-grid-row ${kind} ${selected ? "x4-grid-row-selected" : ""}`, click: () => handler?.() },
    cell("treecolumn", ...indent, el("img", { src: BLANK, class: children ? "x4-tree-elbow-plus x4-tree-expander" : "x4-tree-elbow" }),
      el("img", { src: BLANK, class: `x4-tree-icon ${children ? "x4-tree-icon-parent" : "x4-tree-icon-leaf"}` }), text));
  return [row, ...(children ?? []).flatMap((child) => treeRows(child, depth + 1))];
}

export const tree = (root) => el("div", { id: newId("treepanel"), class: "x4-panel x4-tree-panel x4-grid x4-tree-arrows" }, view(treeRows(root)));
