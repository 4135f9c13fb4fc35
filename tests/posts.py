"""What a browser sends with every form of ours."""

import uuid
from typing import Any


def sent(**fields: Any) -> dict[str, Any]:
    """The fields of a form with a key of its own."""
    return {"submission": str(uuid.uuid4()), **fields}
