"""Forms of files. Each carries the version that was read, so that nothing is overwritten unseen."""
