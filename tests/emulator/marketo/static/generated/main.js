// A page that a seed drew: Admin > Microsoft Dynamics, in markup nobody has seen.
import { boot, el } from "../dom.js";
import { bar, leftovers, neighbours, notices, tree } from "./around.js";
import { openOverview, slots } from "./overview.js";
import { page, pick, root, wait, words } from "./page.js";
import { part, sheet } from "./style.js";
import { firstTitle, tabPanel } from "./tabs.js";
import { openValidation } from "./validation.js";

const quiet = (place, text) => place.replaceChildren(part("quiet", "p", {}, text));

function wrapped(dom) {
  return Array.from({ length: page.wrappers }).reduce((inner) => el("div", {}, inner), dom);
}

function dynamics() {
  const tabs = tabPanel([
    { element: "overview", title: firstTitle(), open: openOverview },
    { element: "sync_status", title: words.sync_status, open: (place) => quiet(place, "Lead: 14 · 212") },
    { element: "sync_errors", title: words.sync_errors, open: (place) => quiet(place, "0") },
    { element: "validate_sync_setup", title: words.validate_sync_setup, open: (place) => openValidation(place, () => tabs.activate(0)) },
    { element: "reconfigure_auth_method", title: words.reconfigure_auth_method, open: (place) => quiet(place, words.reconfigure_auth_method) },
  ]);
  const title = page.title === "none" ? null : el(page.title, { style: "font-size:18px;font-weight:bold;margin:4px 12px 8px 0" }, "Microsoft Dynamics");
  const content = part("content", pick("content", 2) ? "main" : "div", {}, el("div", { style: "display:flex;align-items:center" }, title, slots.header), wrapped(tabs.dom), neighbours());
  notices(content);
  return { content, start: () => tabs.activate(0) };
}

async function start() {
  document.body.style.margin = "0";
  root.append(sheet());
  // Some parts, such as a toolkit's windows, are never in a shadow root.
  if (root !== document.body) document.head.append(sheet());
  await wait(page.busy.draw);
  const wanted = /DY0A1$/.test(location.hash);
  const body = part("page", "div", {}, bar());
  root.append(body);
  if (!wanted) {
    body.append(el("p", {}, `${boot.instanceName} (${boot.munchkinId})`));
    return;
  }
  await wait(page.busy.draw);
  leftovers();
  const { content, start: open } = dynamics();
  body.append(part("main", "div", {}, tree(), content));
  open();
}

addEventListener("hashchange", () => location.reload());
start();
