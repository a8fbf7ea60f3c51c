// Second generation as a whole, in its sandbox: every class starts with x4-, and no widget of the first is left.
export * from "./ext4-buttons.js";
export * from "./ext4-data.js";
export * from "./ext4-fields.js";
export * from "./ext4-window.js";
export const ALL_BUTTONS = true;
export const cls = (name) => `mkt-${name}`;
