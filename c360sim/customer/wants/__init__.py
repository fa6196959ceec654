"""What customers want, as a function of who they are: standing intents, holdings, and decisions about products."""

from c360sim.customer.wants.holdings import first_holdings, notice
from c360sim.customer.wants.products import decide, is_tempted, on_event
from c360sim.customer.wants.restate import is_review_month, restate

__all__ = ["decide", "first_holdings", "is_review_month", "is_tempted", "notice", "on_event", "restate"]
