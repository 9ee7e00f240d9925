"""XML as text: elements written with their content escaped, and nothing that XML 1.0 forbids.

>>> element("p", {"class": "a & b"}, escape("1 < 2\\x00"))
'<p class="a &amp; b">1 &lt; 2</p>'
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile('[&<>"]')
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can say: the same content gives the same bytes


def escape(text: str) -> str:
    """The text as the content of an element or an attribute."""
    return _SPECIAL.sub(lambda sign: _ENTITIES[sign[0]], _FORBIDDEN.sub("", text))


def element(name: str, attributes: Mapping[str, str] | None = None, *inside: str) -> str:
    """An element; what is inside is markup already. Attributes that are '' are left out."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items() if value)
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def package(parts: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip of the parts in their order, without the time of day; those in `stored` are not packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            made.writestr(info, content)
    return file.getvalue()
