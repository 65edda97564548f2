"""As the service's own server, without what it adds."""

import os

wsgi_app = "main:app"
bind = f"127.0.0.1:{os.environ['PORT']}"
workers = 1
worker_class = "gthread"
threads = 64
keepalive = 75
control_socket_disable = True
