"""What the index in memory finds, counts and orders, held against the FilterSet's queryset."""
