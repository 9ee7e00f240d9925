"""Which engine searches, read from one address.

>>> connection("", Path("var/index"))["ENGINE"]
'documents.search.backend.ArrayEngine'
>>> connection("opensearchs://me:secret@search.example:9200/laws", Path("var/index"))["URL"]
'https://me:secret@search.example:9200'
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

#: How an address's scheme is spoken: with TLS or without.
SCHEMES = {"opensearch": "http", "opensearchs": "https"}
#: A class by its whole name, such as documents.search.backend.ArrayEngine.
ENGINE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")
#: What the index is called where the address does not say.
INDEX = "zhangju"


def connection(address: str, folder: Path) -> dict[str, Any]:
    """haystack's options for the engine at an address or of a name, or for one in the folder where there is neither.

    Raises ImproperlyConfigured for an address of any other form.
    """
    if not address:
        return {"ENGINE": "documents.search.backend.ArrayEngine", "PATH": str(folder)}
    if ENGINE.fullmatch(address):
        return {"ENGINE": address, "PATH": str(folder)}
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(f"ZHANGJU_SEARCH_URL must be like opensearch://host:9200/{INDEX}, not {address!r}")
    return {
        "ENGINE": "documents.search.opensearch.backend.OpenSearchEngine",
        "URL": f"{SCHEMES[parts.scheme]}://{parts.netloc}",
        "INDEX_NAME": parts.path.strip("/") or INDEX,
        "PATH": str(folder),
    }
