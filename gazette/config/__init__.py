"""The settings and topics of a site, from site.yaml."""

from gazette.config.site import NAME, NAVIGATION, Site, load, parse

__all__ = ["NAME", "NAVIGATION", "Site", "load", "parse"]
