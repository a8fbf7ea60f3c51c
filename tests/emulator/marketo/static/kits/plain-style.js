// The refreshed look's styles. As with styles that are written in scripts, every class name is a hash; here it differs
// from visit to visit, so that nobody leans on one.
import { el } from "../dom.js";

const visit = Math.random().toString(36).slice(2, 8);

function hashed(text) {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  return hash.toString(36);
}

/** The class name of a part, for this visit. */
export const cls = (name) => `_${hashed(visit + name)}`;

const FOCUS = "outline: 2px solid #3b63fb; outline-offset: 2px;";
const BUTTON = "font-family: inherit; font-size: 14px; font-weight: 600; padding: 9px 16px; border-radius: 16px; cursor: pointer;";
const RULES = {
  bar: "display: flex; align-items: center; gap: 24px; height: 56px; padding: 0 24px; background: #fff; border-bottom: 1px solid #e1e1e1;",
  "bar > :last-child": "margin-top: 0;",
  logo: "font-weight: 800; font-size: 16px; color: #4b3fa7;",
  nav: "color: #292929; text-decoration: none; font-weight: 600;",
  instance: "margin-left: auto; color: #717171;",
  main: "display: grid; grid-template-columns: 248px 1fr; min-height: calc(100vh - 57px);",
  tree: "padding: 20px 12px; border-right: 1px solid #e9e9e9; background: #fafafa;",
  "nav-list": "list-style: none; margin: 0; padding: 0 0 0 8px;",
  "nav-group": "display: block; padding: 12px 8px 4px; font-size: 12px; font-weight: 700; color: #717171;",
  "nav-link": "display: block; padding: 8px 12px; border-radius: 8px; color: #292929; text-decoration: none;",
  "nav-link[aria-current]": "background: #e6e9ff; font-weight: 700;",
  "nav-link:hover": "background: #ededed;",
  content: "position: relative; padding: 24px 32px; min-height: 320px;",
  tablist: "display: flex; gap: 28px; border-bottom: 2px solid #e9e9e9;",
  tab: "background: none; border: 0; border-bottom: 2px solid transparent; margin-bottom: -2px; padding: 12px 0; font: inherit; color: #505050; cursor: pointer;",
  "tab[aria-selected=true]": "color: #292929; font-weight: 700; border-color: #292929;",
  tabpanel: "position: relative; min-height: 360px; padding-top: 20px;",
  toolbar: "display: flex; gap: 8px; margin-bottom: 20px;",
  actions: "display: flex; justify-content: flex-end; gap: 8px; margin-top: 16px;",
  button: `${BUTTON} border: 2px solid #dadada; background: #fff; color: #292929;`,
  "button:hover": "border-color: #8f8f8f;",
  "button-accent": `${BUTTON} border: 2px solid #3b63fb; background: #3b63fb; color: #fff;`,
  "button:focus-visible": FOCUS,
  "button:disabled": "color: #b1b1b1; border-color: #ededed; cursor: default;",
  quiet: `${BUTTON} border: 0; background: none; color: #3b63fb; padding: 6px 10px;`,
  "quiet:disabled": "color: #b1b1b1;",
  user: `${BUTTON} border: 0; background: #f3f3f3;`,
  "menu-holder": "position: relative;",
  menu: "position: absolute; right: 0; top: 44px; min-width: 160px; padding: 6px; background: #fff; border-radius: 10px; box-shadow: 0 6px 20px rgb(0 0 0 / 18%); z-index: 20;",
  "menu-item": "display: block; width: 100%; text-align: left; border: 0; background: none; padding: 8px 12px; font: inherit;",
  overview: "position: relative; min-height: 120px;",
  panel: "border: 1px solid #e1e1e1; border-radius: 12px; background: #fff; margin-bottom: 20px; max-width: 880px;",
  "panel-header": "display: flex; align-items: center; justify-content: space-between; padding: 14px 20px 0;",
  "panel-header h2": "margin: 0; font-size: 16px;",
  "panel-body": "padding: 12px 20px 20px;",
  details: "margin: 0;",
  "details > div": "display: grid; grid-template-columns: 200px 1fr; padding: 8px 0; border-bottom: 1px solid #f1f1f1;",
  "details dt": "color: #717171;",
  "details dd": "margin: 0; overflow-wrap: anywhere;",
  form: "display: grid; gap: 14px; max-width: 480px;",
  field: "display: grid; gap: 5px;",
  label: "font-size: 13px; color: #505050;",
  required: "color: #d31510;",
  input: "height: 36px; box-sizing: border-box; padding: 0 12px; border: 2px solid #dadada; border-radius: 8px; font: inherit;",
  "input:focus": "border-color: #292929; outline: none;",
  "input[aria-invalid=true]": "border-color: #d31510;",
  choice: "border: 0; margin: 0 0 18px; padding: 0;",
  radio: "display: flex; align-items: center; gap: 8px; padding: 5px 0;",
  validation: "position: relative; min-height: 120px;",
  "validation-results": "margin-top: 16px;",
  "validation-row": "display: grid; grid-template-columns: 28px 1fr; align-items: center; padding: 10px 0; border-bottom: 1px solid #f1f1f1;",
  "validation-detail": "grid-column: 2; color: #b40000; font-size: 13px; padding-top: 2px; overflow-wrap: anywhere;",
  icon: "width: 18px; height: 18px;",
  table: "width: 100%; border-collapse: collapse;",
  "table th": "text-align: left; font-size: 12px; color: #717171; padding: 8px; border-bottom: 1px solid #e1e1e1;",
  "table td": "padding: 10px 8px; border-bottom: 1px solid #f1f1f1; overflow-wrap: anywhere;",
  empty: "color: #717171;",
  layer: "position: fixed; inset: 0; display: grid; place-items: center; background: rgb(0 0 0 / 40%); z-index: 100;",
  dialog: "position: relative; max-width: 92vw; max-height: 90vh; overflow: auto; box-sizing: border-box; padding: 28px 32px; background: #fff; border-radius: 16px;",
  "dialog-header": "display: flex; justify-content: space-between; align-items: center; margin-bottom: 18px;",
  "dialog-header h2": "margin: 0; font-size: 20px;",
  "dialog-body": "position: relative; min-height: 40px;",
  cross: "border: 0; background: none; font-size: 20px; line-height: 1; cursor: pointer;",
  mask: "position: absolute; inset: 0; display: grid; place-items: center; background: rgb(255 255 255 / 70%); z-index: 10;",
  progress: "width: 28px; height: 28px; border-radius: 50%; border: 3px solid #dadada; border-top-color: #3b63fb;",
};
const PAGE = "body { margin: 0; font: 14px/1.4 'Adobe Clean', 'Source Sans 3', Arial, sans-serif; color: #292929; background: #fff; }";

/** Selectors begin with a part's name. */
function rule([selector, style]) {
  const [, name, rest] = selector.match(/^([\w-]+)(.*)$/);
  return `.${cls(name)}${rest} { ${style} }`;
}

document.head.append(el("style", {}, [PAGE, "[hidden] { display: none !important; }", ...Object.entries(RULES).map(rule)].join("\n")));
