"""How gunicorn serves the application, on a laptop as on a server: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
preload_app = False  # each worker opens its own database connections
accesslog = "-"
errorlog = "-"
control_socket_disable = True  # gunicorn 27 would put one into the home folder
