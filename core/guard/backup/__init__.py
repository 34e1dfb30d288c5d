"""The worst day: a backup that says what is in it, a restore that compares, and a nightly proof of both."""
