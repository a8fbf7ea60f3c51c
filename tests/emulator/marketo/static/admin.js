// The classic admin page: bar, tree, and the page that the #fragment names.
import { boot, el, stagger } from "./dom.js";
import { openDynamics } from "./dynamics.js";
import { cls, mask, menuButton, panel, toolbar, tree, unmask } from "./kit.js";
import { labels } from "./labels.js";
import { openWizard } from "./wizard.js";

const DYNAMICS = "DY0A1";
const WIZARD = "CRM0A1";
const place = el("div", { id: "mktAdminContent", class: cls("content") });
const side = el("div", { class: cls("tree") });
let visit = 0;

const link = (text, hash, extra = {}) => ({ text, handler: () => { location.hash = hash; },
  selected: location.hash === `#${hash}`, ...extra });

function nodes() {
  const integration = [
    link(labels.landing_pages, "LP0A1"),
    link("Munchkin", "MU0A1"),
    link(labels.web_services, "WS0A1"),
    link("LaunchPoint", "LA0A1"),
    link("Webhooks", "WH0A1"),
    // Only one CRM can be connected; the node of the other one is there, out of sight.
    link("Salesforce", "SF0A1", { hidden: true }),
    ...(boot.accessCrm ? [link("Microsoft Dynamics", DYNAMICS)] : []),
    link(labels.single_sign_on, "SS0A1"),
  ];
  return {
    text: labels.admin,
    children: [
      { text: labels.my_account, children: [link(labels.location, "MA0A1")] },
      { text: labels.security, children: [link(labels.users_and_roles, "UR0A1"), link(labels.login_settings, "LS0A1")] },
      { text: labels.integration, children: integration },
    ],
  };
}

const refusal = () => panel({ title: labels.admin }, el("p", {}, labels.no_permission));
const home = () => panel({ title: labels.admin }, el("p", {}, `${boot.instanceName} (${boot.munchkinId})`));

/** Show the page that the fragment names; a later click wins over one that is still loading. */
async function open() {
  const mine = ++visit;
  side.replaceChildren(tree(nodes()));
  place.replaceChildren();
  mask(place);
  await stagger();
  if (mine !== visit) return;
  unmask(place);
  const page = location.hash.slice(1);
  const restricted = page === DYNAMICS || page === WIZARD;
  if (!boot.accessAdmin || (restricted && !boot.accessCrm)) place.replaceChildren(refusal());
  else if (page === DYNAMICS && boot.connected) await openDynamics(place);
  else if (page === DYNAMICS || page === WIZARD) await openWizard(place);
  else place.replaceChildren(home());
}

async function start() {
  await stagger();
  document.body.append(
    el("div", { class: cls("bar") },
      el("span", { class: cls("logo") }, "Marketo"),
      el("a", { class: cls("nav"), href: "#AD0A1" }, labels.admin),
      el("span", { class: cls("instance") }, boot.instanceName),
      toolbar(menuButton({ text: boot.userName, items: [
        { text: labels.my_account, handler: () => { location.hash = "MA0A1"; } },
        { text: labels.logout, handler: () => location.assign("/homepage/logout") },
      ] }))),
    el("div", { class: cls("main") }, side, place));
  addEventListener("hashchange", open);
  await stagger();
  await open();
}

start();
