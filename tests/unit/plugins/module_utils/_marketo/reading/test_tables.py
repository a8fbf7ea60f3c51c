"""Tables as they are shown."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.tables import read_tables
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture

Read = Callable[..., Capture]
STATUS = (
    "<h2>{}</h2><table><thead><tr><th>Object</th><th>Inserts</th></tr></thead><tbody><tr><td>Lead</td><td>3</td></tr>"
    "<tr><td>Account</td><td>N/A</td></tr></tbody></table>"
)


def test_any_number_of_tables_is_read(read: Read) -> None:
    """B24: Sync Status may be one table with a View beside it, or two."""
    one = read_tables(
        read("<label>View: <select><option>Last Hour</select></label>" + STATUS.format("Sync Status")).snapshot
    )
    assert [(table.title, table.columns, table.rows) for table in one] == [
        ("Sync Status", ("Object", "Inserts"), (("Lead", "3"), ("Account", "N/A")))
    ]
    assert one[0].complete
    two = read_tables(read(STATUS.format("Inserts") + STATUS.format("Updates")).snapshot)
    assert [table.title for table in two] == ["Inserts", "Updates"]


def test_a_grid_that_draws_a_part_of_its_rows_is_not_complete(read: Read) -> None:
    """B25: the page says how many there are."""
    rows = "".join(f"<div role=row><span role=gridcell>Lead {n}</span></div>" for n in range(20))
    grid = "<div role=grid aria-rowcount={}><div role=row><span role=columnheader>Name</span></div>" + rows + "</div>"
    table = read_tables(read(grid.format(5001)).snapshot)[0]
    assert (len(table.rows), table.total, table.complete) == (20, 5000, False)
    assert read_tables(read(grid.format(21)).snapshot)[0].complete
    assert not read_tables(read(grid.format(-1)).snapshot)[0].complete
