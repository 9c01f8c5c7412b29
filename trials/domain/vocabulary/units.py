"""Factors between units and limits of normal: each number stands here once, with its source."""

from __future__ import annotations

from decimal import Decimal

#: umol/L in one mg/dL, from the JAMA conversion table between conventional and SI units. By molar mass (584.66) the
#: factor of bilirubin is 17.104; one textbook prints 83.3 for creatinine, which is a slip.
BILIRUBIN_PER_MG_DL = Decimal("17.1")
CREATININE_PER_MG_DL = Decimal("88.4")
#: Upper limit of normal of total bilirubin in umol/L unless a reader sets another: 1 mg/dL. Ten times it are the
#: 171 umol/L that the Chinese guideline prints beside 10 x ULN.
BILIRUBIN_ULN = BILIRUBIN_PER_MG_DL
