"""Routes in prose: by which way the cells are given."""

from trials.domain.extraction.routes.reader import RouteFound, read_route, route_in, routes_found

__all__ = ["RouteFound", "read_route", "route_in", "routes_found"]
