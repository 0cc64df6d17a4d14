"""The plainest journey: a stranger asks for the service and is answered in a page that all can read."""


def test_a_stranger_who_asks_for_a_page_that_is_not_there_is_told_so_accessibly(page, look):  # a browser: about 2 s
    answer = page.goto("/no-such-page")
    assert answer.status == 404
    look(page, "not found")


def test_the_same_page_fits_a_phone(phone, look):  # a browser: about 1 s
    phone.goto("/no-such-page")
    look(phone, "not found")
