"""The reports of the catalogue that count files, statuses, permits, nights and crossings of a period."""
