"""How Kosh is put together and started: settings, addresses, servers."""
