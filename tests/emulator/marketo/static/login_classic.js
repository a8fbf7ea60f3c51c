// A plain form loses the #fragment when it is sent, unless it is put into the address to come back to.
const form = document.getElementById("loginForm");
form.addEventListener("submit", () => {
  form.action = `/homepage/login${location.hash}`;
});
