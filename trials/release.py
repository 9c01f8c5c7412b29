"""The release of the application and how old its facts are: printed on pages and, later, on every export."""

RELEASE = "0.1.0"
#: The registry records of the fixtures were read as they stood in this month, unless a record says otherwise.
FACTS_AS_OF = "October 2022"
