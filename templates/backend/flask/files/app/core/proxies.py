"""The address of the client, behind proxies that may be believed."""

from flask import Request


def client_address(request: Request, trusted: list[str]) -> str:
    """Each proxy adds whom it heard at the end: the last one that is not a proxy of ours is the client."""
    hops = [request.remote_addr or "unknown"]
    for header in request.headers.getlist("X-Forwarded-For"):
        hops[:0] = [hop.strip() for hop in header.split(",")]
    return next((hop for hop in reversed(hops) if hop not in trusted), hops[0]) if hops[-1] in trusted else hops[-1]
