// Calls behind the page. A session that has ended shows a dialog and then leads to the sign-in.
import { boot } from "./dom.js";
import { messageBox } from "./dialogs.js";
import { labels } from "./labels.js";

export class Failure extends Error {}

async function read(answer) {
  if (answer.status === 401) {
    const { silent } = await answer.json().catch(() => ({}));
    if (silent) return new Promise(() => location.reload());
    const text = labels.session_expired;
    await messageBox({ title: labels.session_expired_title, text, icon: "warning" });
    location.reload();
    return new Promise(() => {});
  }
  const body = await answer.json().catch(() => ({ success: false, message: `The server answered ${answer.status}.` }));
  if (!body.success) throw new Failure(body.message);
  return body;
}

export async function get(path) {
  const headers = { "X-Requested-With": "XMLHttpRequest" };
  return read(await fetch(`${path}?munchkinId=${boot.munchkinId}`, { headers }));
}

export async function post(path, body) {
  return read(await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": boot.csrf, "X-Requested-With": "XMLHttpRequest" },
    body: JSON.stringify({ munchkinId: boot.munchkinId, ...body }),
  }));
}

export const showError = (error) => messageBox({ title: labels.error, text: error.message, icon: "error" });
