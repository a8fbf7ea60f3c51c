"""OData query options."""
