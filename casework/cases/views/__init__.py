"""Pages of files: find through `visible_to`, run one form and one action, answer."""
