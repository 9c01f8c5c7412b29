"""How gunicorn serves the application, on a laptop as on a server: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

from config.access_log import AccessLog

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
preload_app = False  # each worker opens its own database connections
accesslog = "-"
errorlog = "-"
control_socket_disable = True  # gunicorn 27 would put one into the home folder
# Nobody's header is believed here: config/proxies.py decides whose word counts, from TRUSTED_PROXIES.
forwarded_allow_ips = ""
forwarder_headers = ""
logger_class = AccessLog
access_log_format = '%(h)s %(t)s "%(m)s %(U)s%(query)s" %(s)s %(B)s %(M)sms'
umask = 0o077  # what the application writes is for its own account alone
