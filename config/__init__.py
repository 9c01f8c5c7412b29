"""How the application is put together and set up for one installation."""
