"""How gunicorn serves the application, on a laptop as on a server: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

from config.access_log import AccessLog

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# A thread is held by whoever is slow to say what they want: with four, a dozen of them closed the site. Threads cost
# little, for the cores bound how many pages are made at once; each may hold a connection to the database.
threads = int(os.environ.get("WEB_THREADS", "16"))
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
