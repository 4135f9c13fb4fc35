"""What is asked of whoever reads, issues or schedules a report; its parameters are asked by a form of its own."""
