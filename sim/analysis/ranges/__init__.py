"""The bargaining range on a day: as it is, as each side sees it, and as the mediator believes."""
