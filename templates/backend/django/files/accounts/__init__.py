"""Users, their sign-in and their sessions."""
