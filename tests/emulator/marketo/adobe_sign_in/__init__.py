"""Adobe's sign-in as public text describes it: pages in any order, and the rules of the accounts behind them.

The switches are listed in ``switches.py``. Nothing here was seen on a live service: where public text is silent, the
code says "Assumption".
"""
