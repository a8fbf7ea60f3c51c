// Adobe's shell: #/@<organization>/so:<munchkin id>/marketo-engage/classic/<page>.
import { el, stagger } from "./dom.js";

function route() {
  const match = location.hash.match(/^#\/@([^/]+)\/so:([^/]+)\/marketo-engage(?:\/classic\/(\w+))?/);
  return match && { organization: match[1], munchkinId: match[2], page: match[3] ?? "AD0A1" };
}

async function open() {
  const content = document.getElementById("shell-content");
  const wanted = route();
  if (!wanted) return content.replaceChildren(el("div", { class: "shell-wait" }, "Choose an application."));
  content.replaceChildren(el("div", { class: "shell-wait" }, "Loading…"));
  document.getElementById("shell-org").textContent = `@${wanted.organization}`;
  await stagger();
  const answer = await fetch(`/shell/frame?munchkinId=${encodeURIComponent(wanted.munchkinId)}`);
  if (answer.status === 401) return location.reload();
  const { frame } = await answer.json();
  content.replaceChildren(el("iframe", { src: `${frame}#/classic/${wanted.page}`, title: "" }));
}

addEventListener("hashchange", open);
open();
