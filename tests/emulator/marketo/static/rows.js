// The rows of a validation: an icon, a text, and for a red one a word on why.
import { el, sleep } from "./dom.js";
import { cls, icon } from "./kit.js";
import { labels } from "./labels.js";

const final = (row) => (row.passed ? "passed" : "failed");
const kindOf = (row) => row.icon ?? final(row);

function resultRow(row) {
  const detail = row.detail ? el("div", { class: cls("validation-detail") }, row.detail) : null;
  let picture = icon(kindOf(row), labels[kindOf(row)]);
  const dom = el("div", { class: cls("validation-row") },
    picture, el("div", { class: cls("validation-text") }, labels[`row_${row.id}`] ?? row.heading),
    kindOf(row) === "pending" ? null : detail);
  const settle = async () => {
    await sleep(1000 * (row.pending_seconds ?? 2));
    picture.replaceWith(icon(final(row), labels[final(row)]));
    if (detail) dom.append(detail);
  };
  return { dom, settled: kindOf(row) === "pending" ? settle() : Promise.resolve() };
}

/** All rows, and a promise of whether every one turned out green. */
export function resultRows(rows) {
  const made = rows.map(resultRow);
  const green = rows.every((row) => row.passed && ["passed", "pending"].includes(kindOf(row)));
  return {
    dom: el("div", { class: cls("validation-rows") }, made.map((row) => row.dom)),
    green: Promise.all(made.map((row) => row.settled)).then(() => green),
  };
}
