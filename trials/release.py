"""The release of the application and how old its facts are: printed on pages and, later, on every export."""

RELEASE = "0.1.0"
#: Most registry records of the fixtures were read as they stood in this month; each record says its own date.
FACTS_AS_OF = "October 2022"
