"""Where each rendering keeps what a visitor needs, written down apart from the kits that draw it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """CSS selectors; ``:visible`` is Playwright's."""

    button: str
    tab: str
    dialog: str
    message: str
    label: str
    field: str
    """The surroundings of a label and what it labels."""
    edit: str
    """What opens a section's form, within the section."""
    overview: str
    """The sections, that of the credentials first."""
    top_toolbar: str
    mask: str
    row: str
    row_text: str
    good_icon: str
    choice: str
    """The label behind a radio button."""
    grid_row: str
    disabled: str
    """A button that can't be clicked, from within ``button``."""
    colon: str = ":"


_MKT = {
    "edit": ".x-panel-header .mkt-panel-link:visible, .x4-panel-header .mkt-panel-link:visible",
    "row": ".mkt-validation-row:visible",
    "row_text": ".mkt-validation-text",
    "good_icon": "img.icon-check",
}
LOOKS = {
    "ext3": Look(
        button="button.x-btn-text:visible, button.x4-btn-center:visible",
        tab="a.x-tab-right",
        dialog=".x-window:not(.x-window-dlg):visible",
        message=".x-window-dlg:visible",
        label=".x-form-item-label",
        field=".x-form-item:visible",
        overview=".mkt-overview .x-panel",
        top_toolbar=".x-panel-tbar",
        mask=".ext-el-mask:visible",
        choice=".x-form-cb-label:visible",
        grid_row=".x-grid3-row:visible",
        disabled=".x-item-disabled button, .x4-item-disabled button",
        **_MKT,
    ),
    "ext4": Look(
        button="button.x4-btn-center:visible",
        tab=".x4-tab",
        dialog=".x4-window:not(.x4-message-box):visible",
        message=".x4-message-box:visible",
        label=".x4-form-item-label",
        field="table.x4-field:visible",
        overview=".mkt-overview .x4-panel",
        top_toolbar=".x4-docked-top",
        mask=".x4-mask:visible",
        choice=".x4-form-cb-label:visible",
        grid_row="tr.x4-grid-data-row:visible",
        disabled=".x4-item-disabled button",
        **_MKT,
    ),
    "plain": Look(
        button="button:not([role]):visible",
        tab="[role=tab]",
        dialog="[role=dialog]:visible",
        message="[role=alertdialog]:visible",
        label="label",
        field="div:visible:has(> label)",
        edit="header > button:visible",
        overview="[role=tablist] + [role=tabpanel] section",
        top_toolbar="[role=tablist] + [role=tabpanel] > div:first-child",
        mask="[aria-busy=true]",
        row="div:visible:has(> svg[role=img])",
        row_text="div >> nth=0",
        good_icon='use[href$="#checkmark-circle"]',
        choice="label:has(input[type=radio])",
        grid_row="tbody tr:visible",
        disabled="button:disabled",
        colon="",
    ),
}
