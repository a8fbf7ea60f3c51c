// The rows of a validation, as they arrive.
import { el } from "../dom.js";
import { icon, onRow, rowClass } from "./icons.js";
import { page, wait, words } from "./page.js";
import { part } from "./style.js";
import { mark } from "./truth.js";

const { rows: layout, arrive, step } = page.validation;

/** One row, and what puts its icon there. */
function row(text, detail) {
  const place = el("span", { style: "width:18px;flex:none;display:inline-block" });
  const words_ = part("row_text", "div", {}, text);
  const parts = layout === "icon_last" ? [words_, place] : [place, words_];
  const dom = layout === "table" ? el("tr", {}, parts.map((each) => part("cell", "td", {}, each)))
    : part("row", layout === "list" ? "li" : "div", {}, parts);
  let last = null;
  const set = (state) => {
    place.replaceChildren(...[icon(state)].filter(Boolean));
    if (onRow && !(state === "pending" && page.validation.pending !== "grey")) {
      const target = layout === "table" ? place : dom;
      if (last) target.classList.remove(last);
      last = rowClass(state);
      target.classList.add(last);
    }
    if (state === "failed" && detail) words_.append(part("detail", "div", {}, detail));
  };
  return { dom, set };
}

const container = (children) => {
  if (layout === "table") return part("table", "table", {}, el("tbody", {}, children));
  return part("rows", layout === "list" ? "ul" : "div", {}, children);
};

/** Show the rows in a place; resolves when every one has its icon. */
export async function showRows(place, rows) {
  const made = rows.map((each) => ({ ...row(words[`row_${each.id}`] ?? each.heading, each.detail), state: each.passed ? "passed" : "failed" }));
  if (page.validation.extra_row) made.push({ ...row(words.extra_row, ""), state: "info" });
  made.forEach((each, index) => mark(each.dom, `validation.row${index}`, "background"));
  const list = container([]);
  const holder = layout === "table" ? list.firstChild : list;
  place.append(list);
  if (arrive !== "one_by_one") holder.append(...made.map((each) => each.dom));
  if (arrive === "icons_later") for (const each of made) each.set("pending");
  for (const each of made) {
    if (arrive !== "together") await wait(step);
    if (arrive === "one_by_one") holder.append(each.dom);
    each.set(each.state);
  }
  if (page.validation.summary === "text") place.append(part("quiet", "p", {}, words.all_checked));
}
