"""Every action of the desktop: the window binds keys and menus to them, screens do them."""
