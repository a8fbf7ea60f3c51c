// First generation, with the widgets of the second that are known to stand among them: the menu, and buttons in "sandbox".
import { button as plainButton, form, link } from "./ext3-widgets.js";
import { button as sandboxButton, menuButton, toolbar } from "./ext4-buttons.js";

export * from "./ext3-data.js";
export * from "./ext3-widgets.js";
export * from "./ext3-window.js";
export { form, link, menuButton, toolbar };
export const ALL_BUTTONS = true;

export const button = ({ sandbox, ...rest }) => (sandbox ? sandboxButton : plainButton)(rest);
