"""`config.kept` with the patience of the suite."""

from config import kept

if __name__ == "__main__":
    kept.SLOWEST, kept.LOOK = 0.5, 0.1
    kept.main()
