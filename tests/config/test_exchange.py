"""What the configuration says of an exchange: pages, user and password, files of certificates, folders of files."""

from pathlib import Path

import pytest

from tests.config.loading import complaints, loaded
from tui.model.source import Pages, Source

HEAD = """
[indicators.a]
name = "A"
[sources.s]
"""
WEB = (
    HEAD
    + 'type = "http"\nurl = "https://figures.example/a"\nmap = [{ indicator = "a", value = "$.n", period = "p" }]\n'
)
DROP = HEAD + 'type = "file"\npath = "drop/*.csv"\nmap = [{ indicator = "a", value = "v", unit = "*", period = "p" }]\n'


def source(text: str, folder: Path) -> Source:
    return loaded(text, folder).sources["s"]


def test_pages_by_link_path_or_number(tmp_path: Path) -> None:
    assert source(WEB, tmp_path).pages is None
    assert source(WEB + 'pages = { next = "link" }', tmp_path).pages == Pages(next="link")
    assert source(WEB + 'pages = { next = "$.next", most = 5 }', tmp_path).pages == Pages(next="$.next", most=5)
    assert source(WEB + 'pages = { param = "page", first = 0 }', tmp_path).pages == Pages(param="page", first=0)


def test_user_and_password(tmp_path: Path) -> None:
    assert source(WEB + 'basic = "me:${PASSWORD}"', tmp_path).basic == "me:${PASSWORD}"
    assert source(WEB + 'basic = { env = "PAIR" }', tmp_path).basic == "${PAIR}"
    assert source(WEB + 'basic = { file = "pair" }', tmp_path).basic == f"${{file:{tmp_path}/pair}}"
    text = WEB + 'basic = "me:secret"'
    (tmp_path / "indicators.toml").chmod(0o600)
    assert source(text, tmp_path).basic == "me:secret", "in a file that nobody else reads"


def test_a_proxy_and_redirects_are_only_used_where_they_are_named(tmp_path: Path) -> None:
    plain = source(WEB, tmp_path)
    assert (plain.proxy, plain.proxy_basic, plain.follow_redirects) == ("", "", False)
    found = source(WEB + 'proxy = "http://10.0.0.1:3128"\nproxy_basic = "me:${PASSWORD}"', tmp_path)
    assert (found.proxy, found.proxy_basic) == ("http://10.0.0.1:3128", "me:${PASSWORD}")
    assert source(WEB + "follow_redirects = true", tmp_path).follow_redirects


def test_how_many_are_asked_at_once(tmp_path: Path) -> None:
    """Sixteen, four of one host, where the file says nothing else."""
    found = loaded(WEB, tmp_path)
    assert (found.at_once, found.per_host) == (16, 4)
    found = loaded(WEB + "[polling]\nat_once = 2\nper_host = 1", tmp_path)
    assert (found.at_once, found.per_host) == (2, 1)


def test_a_certificate_of_ours(tmp_path: Path) -> None:
    assert source(WEB + 'client_file = "client.pem"', tmp_path).client_file == f"{tmp_path}/client.pem"


def test_samples_and_folders(tmp_path: Path) -> None:
    plain = WEB.replace('"$.n"', '"__value__"')
    assert source(plain + 'format = "prometheus"', tmp_path).format == "prometheus"
    found = source(DROP + 'order = "modified"', tmp_path)
    assert (found.place, found.order, found.maps[0].unit) == (f"{tmp_path}/drop/*.csv", "modified", "*")


BOOK = HEAD + 'type = "file"\npath = "a.xlsx"\nmap = [{ indicator = "a", value = "v", period = "p" }]\n'
FORM = HEAD + 'type = "file"\npath = "a.xlsx"\ncell = "C7"\nmap = [{ indicator = "a", period = "B2" }]\n'


def test_workbooks(tmp_path: Path) -> None:
    plain = source(BOOK, tmp_path)
    assert (plain.header, plain.header_from, plain.max_bytes) == (1, 0, 20 * 1024 * 1024)
    found = source(BOOK + 'sheet = "2022"\nheader = 3\nmax_bytes = 1000', tmp_path)
    assert (found.sheet, found.header, found.header_from, found.max_bytes) == ("2022", 3, 0, 1000)
    found = source(BOOK + "header = [2, 3]", tmp_path)
    assert (found.header, found.header_from) == (3, 2)
    [only] = source(FORM, tmp_path).maps
    assert (only.value, only.period) == ("C7", "B2"), "the cell is the value where a map names none"
    assert source(FORM.replace("period", 'value = "C8", period'), tmp_path).maps[0].value == "C8"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (BOOK + "header = 0", "sources.s.header: "),
        (BOOK + "header = [3, 2]", "sources.s.header: "),
        (BOOK + "header = [1, 20]", "sources.s.header: "),
        (BOOK + 'header = "3"', "sources.s.header: "),
        (BOOK.replace('"v"', '"$.v"'), "sources.s.map[1].value: "),
        (WEB + 'proxy = "socks5://a"', "sources.s.proxy: "),
        (
            WEB + 'proxy = "http://a/b?token=c"',
            'sources.s.proxy: expected scheme, host and port alone, found "http://a/b"',
        ),
        (WEB + 'proxy = "http://me:secret@a"', "sources.s.proxy: "),
        (WEB + 'proxy_basic = "me:${P}"', "sources.s.proxy_basic: belongs to a proxy, and none is named"),
        (WEB + "[polling]\nat_once = 0", "polling.at_once: "),
        (WEB + "[polling]\nper_hots = 1", "polling.per_hots: "),
        (WEB + "pages = {}", "sources.s.pages: say either next or param"),
        (WEB + 'pages = { next = "link", param = "p" }', "sources.s.pages.param: say either next or param"),
        (
            WEB + 'pages = { next = "next" }',
            'sources.s.pages.next: "next" is neither "link" nor a JSONPath, which begins with $',
        ),
        (
            WEB + 'pages = { next = "link", first = 2 }',
            "sources.s.pages.first: first counts pages, and belongs to param",
        ),
        (WEB + 'pages = { param = "p", most = 0 }', "sources.s.pages.most: "),
        (WEB + "pages = 3", "sources.s.pages: "),
        (WEB + 'basic = "me"', "sources.s.basic: expected user:password, the password as ${NAME}"),
        (WEB + 'basic = "me:${1}"', "sources.s.basic: "),
        (WEB + 'basic = "me:secret"', "sources.s.basic: a secret in a file that others may read; write ${PASSWORD}"),
        (WEB + 'format = "prometheus"', "sources.s.map[1].value: "),
        (WEB + 'order = "name"', "sources.s.order: "),
        (DROP + 'order = "size"', "sources.s.order: "),
        (DROP + 'basic = "me:${P}"', "sources.s.basic: "),
        (DROP + 'pages = { next = "link" }', "sources.s.pages: "),
    ],
)
def test_what_is_wrong_is_said_at_its_key(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
    [only] = complaints(str(path))
    assert complaint in only
    assert complaints(str(path), "zh")
