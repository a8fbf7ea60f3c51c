// A frame around the page, which says nothing itself.
import { el } from "../dom.js";

const inside = new URL(location.href);
inside.searchParams.set("inner", "1");
document.body.style.margin = "0";
const frame = el("iframe", { src: inside.href, title: "", style: "border:0;width:100%;height:100vh;display:block" });
document.body.append(frame);
addEventListener("hashchange", () => { frame.src = Object.assign(new URL(inside), { hash: location.hash }).href; });
