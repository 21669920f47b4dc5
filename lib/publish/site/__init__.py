"""publish.site."""
