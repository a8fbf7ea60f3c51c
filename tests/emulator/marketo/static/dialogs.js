// Messages and questions to the user.
import { boot } from "./dom.js";
import { labels } from "./labels.js";
import { present } from "./oddities.js";

// A box can be of another generation than the page: the switch message_box names the kit that draws it.
const { ALL_BUTTONS, button, createWindow, messageBody } = await import(
  boot.behaviour?.message_box ? `./kits/${boot.behaviour.message_box}.js` : "./kit.js");

const BUTTONS = ["ok", "confirm", "yes", "no", "cancel"];

/** Show a message box and resolve with the key of the button that was clicked. */
export function messageBox({ title, text, icon = "info", show = ["ok"] }) {
  return new Promise((resolve) => {
    const make = (key) => {
      const made = button({ text: labels[key], handler: () => { box.close(); resolve(key); } });
      if (!show.includes(key)) made.hide();
      return made;
    };
    const buttons = BUTTONS.filter((key) => ALL_BUTTONS || show.includes(key)).flatMap((key) => present(key, () => make(key)));
    const box = createWindow({ title, body: messageBody(icon, text), buttons, width: 400, closable: false, message: true });
    box.show();
  });
}
