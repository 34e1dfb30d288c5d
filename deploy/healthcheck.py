"""Ask /healthz of the pages in this container, under a name that they answer to; exit 1 when they do not serve."""

import os
import sys
import urllib.error
import urllib.request

PAGES = "http://127.0.0.1:8000/healthz"


def serving(url: str, hosts: str) -> bool:
    """Whether the pages answer with 200. `hosts` is ZONE_ALLOWED_HOSTS; a leading dot stands for any name below."""
    request = urllib.request.Request(url, headers={"Host": hosts.split(",")[0].strip().lstrip(".")})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=8) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not serving(PAGES, os.environ.get("ZONE_ALLOWED_HOSTS", "localhost")))
