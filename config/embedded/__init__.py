"""PostgreSQL and Redis of our own, for a machine that has none.

A *user* is a process that holds a shared lock for as long as it lives, however it ends. The *keeper* starts the servers
for the first user, and stops them when it gets that lock for itself: nobody counts processes, nobody is forgotten.
The *place* says where the servers keep their files. Nothing here is started by reading the settings.
"""

from config.embedded.place import Place

DATABASE_URL = Place().database_url
REDIS_URL = Place().redis_url
