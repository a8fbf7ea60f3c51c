// The tabs *Sync Status* and *Sync Errors*: tables of the first generation.
import { el, stagger } from "./dom.js";
import { mask, panel, unmask } from "./ext3.js";

function grid(columns, rows) {
  const header = el("thead", {}, el("tr", { class: "x-grid3-hd-row" },
    columns.map((column) => el("td", { class: "x-grid3-hd x-grid3-cell" },
      el("div", { class: "x-grid3-hd-inner" }, column.title)))));
  const body = rows.map((row) => el("div", { class: "x-grid3-row" },
    el("table", { class: "x-grid3-row-table", cellspacing: "0" }, el("tbody", {}, el("tr", {},
      columns.map((column) => el("td", { class: "x-grid3-col x-grid3-cell" },
        el("div", { class: "x-grid3-cell-inner" }, String(row[column.key] ?? "N/A")))))))));
  const empty = el("div", { class: "x-grid-empty" }, "No records to display");
  return el("div", { class: "x-grid3" },
    el("div", { class: "x-grid3-header" }, el("table", { cellspacing: "0" }, header)),
    el("div", { class: "x-grid3-body" }, body.length ? body : empty));
}

const column = (key, title) => ({ key, title });

async function open(content, ...panels) {
  content.replaceChildren();
  mask(content);
  await stagger();
  unmask(content);
  content.replaceChildren(...panels);
}

export const openStatus = (content, status) => open(content,
  panel({ title: "Sync Backlog" },
    grid([column("object", "Object"), column("inserts", "Inserts"), column("updates", "Updates")], status)),
  panel({ title: "Sync Throughput (Last Full Hour)" },
    grid([column("object", "Object"), column("inserts_done", "Inserts"), column("updates_done", "Updates"),
      column("throughput", "Records")], status)));

export const openErrors = (content, errors) => open(content,
  panel({ title: "Sync Errors" },
    grid([
      column("at", "Date"), column("object", "Object"), column("record", "Record"), column("operation", "Operation"),
      column("direction", "Sync Direction"), column("error_code", "Error Code"), column("message", "Message"),
    ], errors)));
