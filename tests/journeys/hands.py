"""How somebody works a page: with the mouse, or with the keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 250


def said(words: str) -> re.Pattern[str]:
    """A name as it is read aloud, whatever blanks stand around its colon."""
    return re.compile(re.escape(words).replace(r":\ ", r"\s*:\s*"), re.IGNORECASE)


class Mouse:
    """Points and clicks. Every move that leads on says where it must arrive."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(f"{self.page.base_address}{address}")

    def field(self, name: str) -> Locator:
        return self.page.locator(f"main [name={name!r}]:not([type=hidden])")

    def fill(self, name: str, value: str) -> None:
        self.field(name).fill(value)

    def day(self, name: str, iso: str) -> None:
        self.field(name).fill(iso)

    def choose(self, name: str, label: str) -> None:
        self.field(name).select_option(label=label)

    def pick(self, name: str, value: str) -> None:
        self._go(self.page.locator(f"main [name={name!r}][value={value!r}]"))

    def tick(self, box: Locator) -> None:
        self._go(box)

    def press(self, words: str, *, lands: str) -> None:
        self._go(self.page.locator("main").get_by_role("button", name=said(words)).first)
        self.arrives(lands)

    def follow(self, words: str, *, lands: str) -> None:
        self._go(self.page.locator("main").get_by_role("link", name=said(words)).first)
        self.arrives(lands)

    def arrives(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_contain_text(heading)

    def _go(self, target: Locator) -> None:
        target.click()


class Keys(Mouse):
    """Tab, Space, Enter, arrows and letters; the mouse lies in the drawer."""

    def fill(self, name: str, value: str) -> None:
        self._reach(self.field(name))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(value)

    def day(self, name: str, iso: str) -> None:
        """The browser's own day field, in its order: month, day, year."""
        year, month, day = iso.split("-")
        self._reach(self.field(name))
        self.page.keyboard.type(f"{month}{day}{year}")
        expect(self.field(name)).to_have_value(iso)

    def choose(self, name: str, label: str) -> None:
        self._reach(self.field(name))
        self.page.keyboard.type(label)
        expect(self.field(name).locator("option:checked")).to_have_text(label)

    def pick(self, name: str, value: str) -> None:
        """Tab leads to the group; arrows move within it, Space takes what has the focus."""
        group, wanted = (
            self.page.locator(f"main [name={name!r}]"),
            self.page.locator(f"main [name={name!r}][value={value!r}]"),
        )
        self._tab_until(lambda: group.evaluate_all("all => all.includes(document.activeElement)"))
        self.page.keyboard.press("Space")
        for _choice in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} cannot be set to {value} by the keyboard.")

    def tick(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")

    def _go(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        self._tab_until(lambda: target.evaluate("one => one === document.activeElement"))

    def _tab_until(self, is_there) -> None:
        self._skip_the_frame()
        for _stop in range(MOST_TABS):
            if is_there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("The keyboard does not lead there.")

    def _skip_the_frame(self) -> None:
        """On a page just opened the first stop leads past the sidebar, to what the page is about."""
        if self.page.evaluate("document.activeElement !== document.body"):
            return
        self.page.keyboard.press("Tab")
        if self.page.evaluate("document.activeElement.matches('.skip-link')"):
            self.page.keyboard.press("Enter")
