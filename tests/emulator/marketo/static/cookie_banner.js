// The cookie banner: it goes when any of its two answers is pressed, and comes no more.
const sdk = document.getElementById("onetrust-consent-sdk");
const answered = document.cookie.includes("OptanonAlertBoxClosed");
if (answered) sdk.remove();

for (const button of sdk.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    fetch("/signin/dismissed", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ attempt: sessionStorage.getItem("attempt"), press: button.id }),
    });
    if (button.id === "onetrust-pc-btn-handler") return;
    document.cookie = "OptanonAlertBoxClosed=1; path=/; secure";
    sdk.remove();
  });
}
