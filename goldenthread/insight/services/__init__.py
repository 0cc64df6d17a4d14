"""Services that children are referred to: the return of referrals that each gives every quarter, how long children wait, and what becomes of referrals."""
