"""The process that starts the servers for the first user and stops them after the last: `python -m … keeper NAME`.

It says one line when they are ready (empty, or why there is no Redis), or ends with the sentence why they are not.
"""

import shutil
import sys
import time

from config.embedded.locks import Lock
from config.embedded.place import Place
from config.embedded.postgres import Postgres
from config.embedded.processes import Ending
from config.embedded.redis import Redis


class Keeper:
    def __init__(self, place: Place, ending: Ending) -> None:
        self.place, self.ending = place, ending
        self.users, self.post = Lock(place.run / "users"), Lock(place.run / "keeper")
        self.postgres, self.redis = Postgres(place), Redis(place)

    def serve(self) -> None:
        self.post.take()
        try:
            self.postgres.start()
            report(self.redis.start())
            self._stay()
        finally:
            self._leave()

    def _stay(self) -> None:
        """Until nobody uses the servers, the end is asked for, or PostgreSQL is gone: then nobody has cause to stay."""
        while self.postgres.is_running and not self.ending.asked and not self.users.try_to_take():
            self.redis.see_to_it()
            time.sleep(0.05)

    def _leave(self) -> None:
        self.redis.stop()
        self.postgres.stop()
        if not self.place.is_lasting:
            shutil.rmtree(self.place.run)
        self.post.close()  # before the users' lock: who comes next must find this post empty
        self.users.close()


def report(line: str) -> None:
    """Say the one line, on one line, and let the listener go."""
    sys.stdout.write(" ".join(line.split()) + "\n")
    sys.stdout.close()


def main() -> None:
    Keeper(Place(sys.argv[1]), Ending()).serve()


if __name__ == "__main__":
    main()
