"""Admin pages nobody has seen: a seed draws one from a grammar of plausible markup.

``description.py`` draws plain data from ``grammar.yml`` and ``words.yml``; the scripts in ``static/generated`` build the
page from that. What is drawn is always a page that a careful person who knows Adobe's could use without doubt. The only
words shared with anybody are those that Adobe's documentation publishes.
"""
