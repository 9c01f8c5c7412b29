"""The cell product in prose: tissue of origin, donor, preparation, passage, vehicle, volume, viability."""

from trials.domain.extraction.products.donors import donor_in, donors_found, read_donor
from trials.domain.extraction.products.facts import Product, product_in, read_product
from trials.domain.extraction.products.origins import read_source, source_in, sources_found

__all__ = [
    "Product",
    "donor_in",
    "donors_found",
    "product_in",
    "read_donor",
    "read_product",
    "read_source",
    "source_in",
    "sources_found",
]
