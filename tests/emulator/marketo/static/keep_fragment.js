// A plain form loses the #fragment when it is sent, unless it is put into the address that it is sent to.
const form = document.querySelector("form[data-keep-fragment]");
form.addEventListener("submit", () => {
  form.action = (form.getAttribute("action") ?? location.pathname + location.search) + location.hash;
});
