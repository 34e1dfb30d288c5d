"""Talent platforms with their people and results, and training courses with who took part."""
