"""What is typed or sent about improvement plans."""
