"""PostgreSQL and Redis of our own for a machine that has none."""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A socket's path may have 107 bytes, so it does not lie under the checkout.
RUN = Path(tempfile.gettempdir()) / "kosh" / hashlib.sha256(f"{ROOT}:{os.geteuid()}".encode()).hexdigest()[:8]
DATABASE_URL = f"postgresql://postgres@/kosh?host={RUN}"
REDIS_URL = f"unix://{RUN}/redis.sock"
