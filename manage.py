#!/usr/bin/env python3
"""Django's command line for Zone Tracker."""

import os
import sys


def main() -> None:
    """Run one management command; trouble that the user can mend is one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zone_tracker.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are incomplete: {error}")
    except OperationalError as error:
        sys.exit(f"The database does not answer: {str(error).strip().splitlines()[0]}")
    except ProgrammingError as error:
        if "permission denied" in str(error):
            hint = "as their owner, run `manage.py app_role` with the role that stands in DATABASE_URL"
            sys.exit(f"The role may not work with these tables; {hint}.")
        if "does not exist" not in str(error):
            raise
        sys.exit("The database has no tables yet: run `manage.py migrate` first.")


if __name__ == "__main__":
    main()
