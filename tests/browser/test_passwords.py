"""Whoever writes a new password sees how hard it is to guess."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("password", "word"),
    [("aaaaaaaaaaaaaaaa", "弱"), ("abcdefghijklmnop", "弱"), ("Ravine7-cup", "中"), ("Ravine7-cup-oddly-31", "强")],
)
def test_a_meter_tells_the_strength_of_a_new_password(page, admin_client, live_server, password, word):
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("admin:password_change"))
    expect(page.get_by_role("meter", name="强度")).to_have_count(1)
    page.locator("#id_new_password1").fill(password)
    expect(page.get_by_role("status")).to_have_text(f"强度：{word}")
