"""Run a real Celery worker whose clock starts at a given moment and then ticks: worker_at.py MOMENT CELERY-ARGS…

ZONE_TEST_TICK says how many seconds lie between what is asked for each minute.
"""

import datetime as dt
import os
import sys

import time_machine

if __name__ == "__main__":
    moment = dt.datetime.fromisoformat(sys.argv[1])
    time_machine.travel(moment, tick=True).start()
    from zone_tracker.celery import EVERY_MINUTE, app

    for entry in app.conf.beat_schedule.values():
        if entry["schedule"] == EVERY_MINUTE:
            entry["schedule"] = float(os.environ["ZONE_TEST_TICK"])
    app.worker_main(sys.argv[2:])
