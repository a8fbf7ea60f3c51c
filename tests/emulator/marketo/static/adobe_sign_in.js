// Adobe's sign-in as one document: each view comes from the server, and what is pressed goes back by its data-id.
import { boot, stagger } from "./dom.js";
import { wireBoxes } from "./code_boxes.js";

const app = document.getElementById("App");
let shown = "";
let boxes = null;
let busy = false;

// The fragment of the page that was wanted came along through the redirects; while views change, theirs is there.
const own = /^#\/(password|challenge|challenge\/verify|progressive-profile|authenticate)?$/;
if (location.hash && !own.test(location.hash)) sessionStorage.setItem("fragment", location.hash);

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ attempt: sessionStorage.getItem("attempt"), redirect_uri: boot.redirect_uri, ...body }),
  });
  return answer.json();
}

function show(view) {
  sessionStorage.setItem("attempt", view.attempt);
  history.replaceState(null, "", view.fragment);
  shown = view.page;
  app.innerHTML = view.html;
  const form = app.querySelector('[data-id="ChallengeCodePage"]');
  boxes = form && wireBoxes(form, () => form.dataset.sends === "true" && press("CodeInput-5"));
  app.querySelector("input:not([hidden])")?.focus();
}

function refuse({ error, at }) {
  const place = app.querySelector(`[data-id="${at}"]`) ?? app.querySelector(".toaster") ?? app;
  place.textContent = error;
  place.hidden = false;
  app.querySelector("input:not([hidden])")?.setAttribute("aria-invalid", "true");
  boxes?.clear();
}

function leave(redirect) {
  const fragment = sessionStorage.getItem("fragment") ?? "";
  sessionStorage.clear();
  location.assign(redirect + fragment);
}

async function take(answer) {
  if (answer.expired) return begin();
  if (answer.redirect) return leave(answer.redirect);
  if (answer.error) return refuse(answer);
  if (answer.html) {
    await stagger();
    show(answer);
  }
}

const VERIFIES = ["ChallengeCodePage-VerifyCode", "ChallengeCodePage-Continue"];

async function press(id, item = 0) {
  if (busy) return;
  if (VERIFIES.includes(id) && boxes.read().length < 6) {
    return refuse({ error: "Enter the code of six digits.", at: "ChallengeCodePage-Error" });
  }
  busy = true;
  for (const error of app.querySelectorAll(".error-text, .toaster")) error.hidden = true;
  const value = (selector) => app.querySelector(selector)?.value;
  await stagger();
  const answer = await post("/signin/press", {
    page: shown,
    press: id,
    item,
    email: value("#EmailForm input"),
    password: value("input[name=password]"),
    otp: boxes?.read(),
  });
  await take(answer);
  busy = false;
}

const begin = async () => take(await post("/signin/begin", {}));

const PRESSABLE = "button[data-id], a[data-id], .ActionList-Item";
app.addEventListener("click", (event) => {
  const element = event.target.closest(PRESSABLE);
  if (!element) return;
  if (element.tagName === "A") event.preventDefault();
  if (element.type === "submit") return; // its form sends it
  const { id } = element.closest("[data-id]").dataset;
  press(id, [...app.querySelectorAll(`[data-id="${id}"]`)].indexOf(element));
});
app.addEventListener("submit", (event) => {
  event.preventDefault();
  press((event.submitter ?? event.target.querySelector("button[type=submit]")).dataset.id);
});

await stagger();
await begin();
