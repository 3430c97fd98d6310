"""The ground: who is who, the years of a bloc, and the site itself."""
