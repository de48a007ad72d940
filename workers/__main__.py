"""`python -m workers …` is `palier …`."""

from workers.cli import main

if __name__ == "__main__":
    main()
