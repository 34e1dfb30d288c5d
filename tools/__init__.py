"""What dev.py works with: nothing here is imported by the product."""
