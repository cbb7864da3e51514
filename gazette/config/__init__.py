"""What a site is set to: site.yaml, its settings and its topics."""

from gazette.config.site import NAME, NAVIGATION, Site, load, parse

__all__ = ["NAME", "NAVIGATION", "Site", "load", "parse"]
