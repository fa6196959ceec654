"""The relationship with the bank: content, dissatisfied, leaving over some months, gone; or dormant and back.

Not everyone who sets out to leave does: some are won back, and some keep their accounts but do their banking elsewhere.
Whoever's last account is closed otherwise is gone too: `Society.let_go`.
"""

from __future__ import annotations

from c360sim.customer.life.guards import banks_elsewhere_too, contentment, displeasure, is_main_bank, leaves_this_month, readiness_to_leave
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.people.states import Loyalty
from c360sim.vocabulary import Event

LOYALTY = Machine(
    "loyalty",
    {
        Loyalty.CONTENT: (
            Exit(Event.STARTED_LEAVING, Loyalty.LEAVING, "leaving_while_content", scaled_by=readiness_to_leave),
            Exit(Event.GREW_DISSATISFIED, Loyalty.DISSATISFIED, "growing_dissatisfied", scaled_by=displeasure),
            Exit(Event.WENT_DORMANT, Loyalty.DORMANT, "going_dormant"),
            Exit(Event.MADE_MAIN_BANK, Loyalty.CONTENT, "making_main_bank", when=banks_elsewhere_too),
        ),
        Loyalty.DISSATISFIED: (
            Exit(Event.STARTED_LEAVING, Loyalty.LEAVING, "leaving_when_dissatisfied", scaled_by=readiness_to_leave),
            Exit(Event.RECONCILED, Loyalty.CONTENT, "reconciliation", scaled_by=contentment),
        ),
        Loyalty.LEAVING: (
            Exit(Event.LEFT_BANK, Loyalty.GONE, once=leaves_this_month),
            Exit(Event.RECONCILED, Loyalty.CONTENT, "winning_back"),
            Exit(Event.MOVED_MAIN_BANK, Loyalty.CONTENT, "settling_elsewhere", when=is_main_bank),
        ),
        Loyalty.DORMANT: (
            Exit(Event.STARTED_LEAVING, Loyalty.LEAVING, "leaving_when_dormant"),
            Exit(Event.RETURNED, Loyalty.CONTENT, "return_from_dormancy"),
        ),
        Loyalty.GONE: (),
    },
    starts=(Loyalty.CONTENT,),
)
