"""Pages of returnees: papers to print, the check of a certificate, certificates issued anew, statuses that end soon."""
