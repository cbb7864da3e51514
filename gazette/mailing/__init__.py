"""Mails: the digest, sent to a list or to subscribers over SMTP, each at most once."""
