"""All writes to files. `steps` moves them, `decisions` signs, `holds` joins them to the ledger of quotas."""
