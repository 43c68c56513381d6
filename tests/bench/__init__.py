"""What the product costs, as ratios against something bare that runs beside it.

Machines are noisy, so nothing here is a test with a time limit: `python -m tests.bench` runs pairs in turn, A B A B …,
and prints the median of each pair's ratio beside the floor that the project sets itself.
"""
