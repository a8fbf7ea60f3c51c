// The tabs *Sync Status* and *Sync Errors*.
import { stagger } from "./dom.js";
import { grid, mask, panel, unmask } from "./kit.js";
import { labels } from "./labels.js";

const table = (columns, rows) =>
  grid(columns.map(([key, label]) => ({ key, title: labels[`column_${label ?? key}`] })), rows, labels.no_records);

async function open(content, ...panels) {
  content.replaceChildren();
  mask(content);
  await stagger();
  unmask(content);
  content.replaceChildren(...panels);
}

export const openStatus = (content, status) => open(content,
  panel({ title: labels.sync_backlog }, table([["object"], ["inserts"], ["updates"]], status)),
  panel({ title: labels.sync_throughput },
    table([["object"], ["inserts_done", "inserts"], ["updates_done", "updates"], ["throughput"]], status)));

export const openErrors = (content, errors) => open(content,
  panel({ title: labels.sync_errors },
    table([["at"], ["object"], ["record"], ["operation"], ["direction"], ["error_code"], ["message"]], errors)));
