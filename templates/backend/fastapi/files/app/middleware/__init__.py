"""Plain ASGI middleware: each is one class, and costs a request next to nothing."""
