"""Fixtures of this room."""

from typing import Any

import pytest

from core.models import User
from tests.finance.scene import banker, institution, person


@pytest.fixture
def officer() -> User:
    return person("tang")


@pytest.fixture
def clerk() -> User:
    return banker("bank", "示例甲银行")


@pytest.fixture
def other() -> Any:
    return institution("示例乙银行")
