"""The number of rows that a form says it has, when it is no number: said in words, on every page with rows of forms."""

from typing import Any

import pytest

from tests.test_attacks import forms_of
from tests.test_canary import body
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["project", "liaison"])
def test_a_number_of_rows_that_is_none_is_said_in_words(shared_world: World, client_for: Any, role: str) -> None:
    client, silent, met = client_for(getattr(shared_world.cast, role)), [], 0
    for address, fields in list(forms_of(client)):
        for name in (each for each in fields if each.endswith("-TOTAL_FORMS")):
            met += 1
            answer = client.post(address, fields | {name: "abc"})
            if answer.status_code != 200 or "这张表单不完整" not in body(answer):
                silent.append((address, name, answer.status_code))
    assert (silent, met > 0) == ([], True)
