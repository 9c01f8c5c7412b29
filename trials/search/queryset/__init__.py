"""The filters as a queryset: the FilterSet of arms, the SQL of each filter, the order of the list in SQL."""
