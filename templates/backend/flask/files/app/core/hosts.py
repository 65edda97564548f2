"""Which host names are ours."""


def accepts(header: str, patterns: list[str]) -> bool:
    host = host_name(header)
    return any(matches(host, pattern) for pattern in patterns)


def host_name(header: str) -> str:
    """The name without its port; an IPv6 address keeps its brackets."""
    name, colon, port = header.lower().rpartition(":")
    return name if colon and port.isdecimal() else header.lower()


def matches(host: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    return pattern in ("*", host)
