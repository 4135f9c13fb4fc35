"""Ends when the embedded servers have ended, so that whoever runs beside it learns of that: `python -m … watch`."""

from config.embedded.locks import Lock
from config.embedded.place import Place


def main() -> None:
    post = Lock(Place().run / "keeper")
    post.share()
    raise SystemExit("PostgreSQL has ended; start again, nothing that was saved is lost.")


if __name__ == "__main__":
    main()
