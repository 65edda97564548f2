"""The address of the client, behind proxies that may be believed."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from flask import Request

Networks = tuple[IPv4Network | IPv6Network, ...]


@cache
def parse_networks(proxies: tuple[str, ...]) -> Networks:
    return tuple(ip_network(proxy, strict=False) for proxy in proxies)


def client_address(request: Request, trusted: list[str]) -> str:
    """Each proxy adds whom it heard at the end: the last one that is not a proxy of ours is the client.

    Werkzeug's ProxyFix counts proxies and believes whoever connects; this one looks at who they are.
    """
    proxies = parse_networks(tuple(trusted))
    client = request.remote_addr or "unknown"
    for hop in reversed(forwarded(request)):
        if not is_within(client, proxies):
            break
        client = hop
    return client


def forwarded(request: Request) -> list[str]:
    hops = ",".join(request.headers.getlist("X-Forwarded-For")).split(",")
    return [hop.strip() for hop in hops if hop.strip()]


def is_within(address: str, networks: Networks) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
