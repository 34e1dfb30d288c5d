"""A field for one of many firms: names come as one types, in a real browser, and the form takes the chosen one."""

from playwright.sync_api import expect

from enterprises.models import Enterprise
from tests.browser.conftest import Seat


def test_names_come_as_one_types(seat: Seat) -> None:
    me = seat("talent")
    me.open("/talent/")
    firm = Enterprise.objects.filter(talents__isnull=False).earliest("pk")
    field = me.page.locator("input[data-names]").first
    field.click()
    expect(me.page.locator("datalist option")).to_have_count(20)  # the first of all, before a key is pressed
    field.fill(firm.short_name[:2])
    option = me.page.locator(f'datalist option[value="{firm.short_name}"]')
    expect(option).to_have_count(1)
    field.fill(firm.short_name)
    field.press("Enter")
    me.page.wait_for_url("**enterprise=**")
    assert firm.short_name in me.text()
    assert me.faults == []
