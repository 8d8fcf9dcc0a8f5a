"""The application in a worker of the server that ``bin/run`` starts: it ends with its server.

Another server's workers load ``site_config.wsgi``, and know themselves when to end.
"""

import multiprocessing

from site_config.processes import end_with

if server := multiprocessing.parent_process():
    end_with(server.pid)

# Loading takes seconds, in which the server may end.
from site_config.wsgi import application

__all__ = ["application"]
