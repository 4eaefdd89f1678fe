"""Which web addresses are no source: copies, previews, proxies, shared documents, digests, machine-written pages."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from content.evidence.load import package_folder, read_yaml

_REFUSED_WORDS = ("ezproxy", "proxy", "preview", "mirror", "staging")


def refusal(address: str) -> str | None:
    """Why `address` may not be a learner's link, or None where nothing speaks against it."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "not a web address"
    if parts.scheme != "https" or "." not in host:
        return "not an https address"
    if host.replace(".", "").isdigit():
        return "a number instead of a name, as copies have it"
    for refused, what in _refused_hosts().items():
        if host == refused or host.endswith(f".{refused}"):
            return what
    if any(word in host for word in _REFUSED_WORDS):
        return "a preview, proxy or mirror"
    return None


@lru_cache(maxsize=1)
def _refused_hosts() -> dict[str, str]:
    text = (package_folder() / "refused_hosts.yaml").read_text(encoding="utf-8")
    return {host: what for what, hosts in read_yaml(text).items() for host in hosts}
