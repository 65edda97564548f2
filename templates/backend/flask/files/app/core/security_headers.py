"""The headers that every answer carries."""

DOCS_PATH = "/docs"
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HSTS = "max-age=31536000; includeSubDomains"

Headers = dict[str, str]


def plain_headers(*, production: bool) -> Headers:
    return security_headers(API_POLICY, production=production)


def docs_headers(*, production: bool) -> Headers:
    return security_headers(DOCS_POLICY, production=production)


def security_headers(policy: str, *, production: bool) -> Headers:
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
    }
    return {**headers, "Strict-Transport-Security": HSTS} if production else headers
