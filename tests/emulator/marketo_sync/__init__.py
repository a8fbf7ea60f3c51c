"""What Marketo's sync itself does: check its credentials, and carry records from Dataverse into Marketo.

The admin page (``marketo``) and the REST API (``marketo_rest``) show its work. It knows neither of them.
"""
