// The wrapper on the engage host: #/classic/<page> becomes a frame with the classic page.
import { boot, el, stagger } from "./dom.js";

async function open() {
  const page = location.hash.match(/^#\/classic\/(\w+)/)?.[1] ?? "AD0A1";
  await stagger();
  document.getElementById("root").replaceChildren(el("iframe", { src: `${boot.frame}#${page}`, name: "mlm" }));
}

addEventListener("hashchange", open);
open();
