// The classic admin page: bar, tree, and the page that the #fragment names.
import { boot, el, stagger } from "./dom.js";
import { openDynamics } from "./dynamics.js";
import { menuButton, toolbar } from "./ext4.js";
import { mask, panel, treeNode, unmask } from "./ext3.js";
import { labels } from "./labels.js";
import { openWizard } from "./wizard.js";

const DYNAMICS = "DY0A1";
const WIZARD = "CRM0A1";
const place = el("div", { id: "mktAdminContent", class: "mkt-content" });
const tree = el("ul", { class: "x-tree-root-ct x-tree-lines" });
let visit = 0;

const link = (text, hash, extra = {}) => ({ text, handler: () => { location.hash = hash; },
  cls: location.hash === `#${hash}` ? "x-tree-selected" : "", ...extra });

function nodes() {
  const integration = [
    link("Landing Pages", "LP0A1"),
    link("Munchkin", "MU0A1"),
    link("Web Services", "WS0A1"),
    link("LaunchPoint", "LA0A1"),
    link("Webhooks", "WH0A1"),
    // Only one CRM can be connected; the node of the other one is there, out of sight.
    link("Salesforce", "SF0A1", { hidden: true }),
    ...(boot.accessCrm ? [link("Microsoft Dynamics", DYNAMICS)] : []),
    link("Single Sign-On", "SS0A1"),
  ];
  return {
    text: labels.admin,
    children: [
      { text: "My Account", children: [link("Location", "MA0A1")] },
      { text: "Security", children: [link("Users & Roles", "UR0A1"), link("Login Settings", "LS0A1")] },
      { text: "Integration", children: integration },
    ],
  };
}

const refusal = () => panel({ title: labels.admin }, el("p", {}, "You don't have permission to view this page."));
const home = () => panel({ title: labels.admin }, el("p", {}, `${boot.instanceName} (${boot.munchkinId})`));

/** Show the page that the fragment names; a later click wins over one that is still loading. */
async function open() {
  const mine = ++visit;
  tree.replaceChildren(treeNode(nodes()));
  place.replaceChildren();
  mask(place);
  await stagger();
  if (mine !== visit) return;
  unmask(place);
  const page = location.hash.slice(1);
  const restricted = page === DYNAMICS || page === WIZARD;
  if (!boot.accessAdmin || (restricted && !boot.accessCrm)) place.replaceChildren(refusal());
  else if (page === DYNAMICS) await openDynamics(place);
  else if (page === WIZARD) await openWizard(place);
  else place.replaceChildren(home());
}

async function start() {
  await stagger();
  document.body.append(
    el("div", { class: "mkt-bar" },
      el("span", { class: "mkt-logo" }, "Marketo"),
      el("a", { class: "mkt-nav", href: "#AD0A1" }, labels.admin),
      el("span", { class: "mkt-instance" }, boot.instanceName),
      toolbar(menuButton({ text: boot.userName, items: [
        { text: "My Account", handler: () => { location.hash = "MA0A1"; } },
        { text: "Logout", handler: () => location.assign("/homepage/logout") },
      ] }))),
    el("div", { class: "mkt-main" }, el("div", { class: "mkt-tree x-tree" }, tree), place));
  addEventListener("hashchange", open);
  await stagger();
  await open();
}

start();
