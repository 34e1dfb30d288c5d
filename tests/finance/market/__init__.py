"""Tests of 金融超市 and the competition."""
