"""Run a real Celery worker whose clock starts at a given moment and then ticks: worker_at.py MOMENT CELERY-ARGS…"""

import datetime as dt
import sys

import time_machine

if __name__ == "__main__":
    moment = dt.datetime.fromisoformat(sys.argv[1])
    time_machine.travel(moment, tick=True).start()
    from zone_tracker.celery import app

    app.worker_main(sys.argv[2:])
