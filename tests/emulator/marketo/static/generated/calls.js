// Calls behind the page, as slow as the description says.
import { boot } from "../dom.js";
import { page, wait } from "./page.js";

async function answer(path, options) {
  await wait(page.busy.call);
  const response = await fetch(path, { ...options, headers: { "Content-Type": "application/json", "X-CSRF-Token": boot.csrf } });
  const body = await response.json().catch(() => ({ success: false, message: `The server answered ${response.status}.` }));
  if (!body.success) throw new Error(body.message);
  return body;
}

export const settings = () => answer(`/crm/settings?munchkinId=${boot.munchkinId}`, {});
export const post = (path, body) => answer(path, { method: "POST", body: JSON.stringify({ munchkinId: boot.munchkinId, ...body }) });
