"""What is asked inside the product: `python -m tools.bench.inside addresses|ticks|mail MAILS` answers as JSON."""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Start Django with the settings of the environment, and print one answer."""
    django.setup()
    from tools.bench.rows import addresses
    from tools.bench.ticks import mail, ticks

    answers = {"addresses": addresses, "ticks": ticks, "mail": mail}
    what, numbers = sys.argv[1], [int(word) for word in sys.argv[2:]]
    print(json.dumps(answers[what](*numbers), ensure_ascii=False))


if __name__ == "__main__":
    main()
