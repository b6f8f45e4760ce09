"""What ./x does, one file per concern."""
