"""Proxies: the one that a source names, with its own password, and never one of the environment."""

from base64 import b64encode
from pathlib import Path

import pytest
import trustme

from tests.sources.parts import read
from tests.sources.proxy import proxying
from tests.sources.server import Server, serving
from tests.sources.test_network import failure, free_port, secured, web_source

SHOWN = f"Basic {b64encode(b'me:canary').decode()}"


def test_a_named_proxy_is_asked_for_everything(web: Server) -> None:
    """And the server gets what was declared for it, without the proxy's password."""
    with proxying(SHOWN) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        declared = web_source(
            f"http://127.0.0.1:{web.port}/good",
            headers={"X-Api-Key": "${KEY}"},
            proxy=address,
            proxy_basic="me:${PASSWORD}",
        )
        assert read(declared, environ={"PASSWORD": "canary", "KEY": "ours"}).observations
        [head] = proxy.heads
    assert head.startswith(f"GET http://127.0.0.1:{web.port}/good HTTP/1.1\r\n")
    assert web.requests[-1].headers["x-api-key"] == "ours"
    assert "proxy-authorization" not in web.requests[-1].headers


def test_tls_goes_through_a_tunnel_and_is_verified_at_its_end(tmp_path: Path) -> None:
    """The proxy sees the name of the host, and nothing of ours that is meant for it."""
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    with serving(secured(authority, "localhost")) as server, proxying() as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        declared = web_source(f"https://localhost:{server.port}/good", headers={"X-Api-Key": "ours"}, proxy=address)
        assert read(declared._replace(ca_file=str(ca_file))).observations
        words = "localhost: certificate signed by an unknown authority; ca_file names one to trust"
        assert failure(declared) == words
        assert len(server.requests) == 1
        assert all(head.startswith(f"CONNECT localhost:{server.port} ") for head in proxy.heads)
        assert not any("ours" in head for head in proxy.heads)


def test_a_proxy_that_refuses_is_named_as_the_one_who_does(web: Server, tmp_path: Path) -> None:
    with proxying(SHOWN) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        before = len(web.requests)
        for place in (f"http://127.0.0.1:{web.port}/good", "https://localhost:1/good"):
            assert failure(web_source(place, proxy=address)) == "HTTP 407: refused by the proxy"
        assert len(web.requests) == before
    port = free_port()
    assert failure(web_source("http://a.example/", proxy=f"http://127.0.0.1:{port}")) == (
        f"127.0.0.1: refuses connections to port {port}"
    )


def test_the_environment_names_no_proxy(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a login script says: what is asked, and through whom, stands in the configuration."""
    with proxying() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        assert read(web_source(f"http://127.0.0.1:{web.port}/good")).observations
        assert proxy.heads == []


@pytest.mark.parametrize("host", ["169.254.169.254", "2852039166", "0xa9fea9fe", "[fe80::1]", "169.254.43518"])
def test_no_proxy_is_sent_where_credentials_are_handed_out(host: str) -> None:
    """H13: however the address is written."""
    with proxying() as proxy:
        declared = web_source(f"http://{host}/latest/", proxy=f"http://127.0.0.1:{proxy.port}")
        assert failure(declared).endswith(", a link-local or metadata address")
        assert proxy.heads == []
