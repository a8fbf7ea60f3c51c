"""How the role fares on admin pages that nobody fitted it to: ``make pages``."""
