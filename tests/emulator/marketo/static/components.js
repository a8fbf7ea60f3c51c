// The page's own register of widgets, which never shows in the markup: item ids, types and actions live only here.
// The classic page offers such a query on its second toolkit generation; this one knows "#itemId", "xtype" and
// "[action=name]", also as "xtype[action=name]".

const all = [];

/** Remember a widget. */
export function register(component) {
  all.push(component);
  return component;
}

function matches(component, selector) {
  const [, itemId, xtype, action] = selector.match(/^(?:#([\w-]+)|(\w+))?(?:\[action=["']?(\w+)["']?\])?$/) ?? [];
  if (!itemId && !xtype && !action) return false;
  return (
    (!itemId || component.itemId === itemId) &&
    (!xtype || component.xtype === xtype) &&
    (!action || component.action === action)
  );
}

const query = (selector) => all.filter((component) => component.dom.isConnected && matches(component, selector.trim()));

window.Ext4 = { ComponentQuery: { query } };
