"""Work: studies, first job, careers, losing a job and finding the next, retirement."""

from __future__ import annotations

from c360sim.customer.life.guards import hiring, job_market, may_retire
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.people.states import Work
from c360sim.vocabulary import Event

WORK = Machine(
    "work",
    {
        Work.STUDYING: (Exit(Event.STUDENT_JOB_STARTED, Work.STUDYING_AND_WORKING, "student_job_start"),),
        Work.STUDYING_AND_WORKING: (
            Exit(Event.STUDENT_JOB_ENDED, Work.STUDYING, "student_job_end", scaled_by=job_market),
            Exit(Event.JOB_CHANGE, Work.STUDYING_AND_WORKING, "student_job_change"),
        ),
        Work.SEARCHING_FIRST_JOB: (Exit(Event.FIRST_JOB, Work.EMPLOYED, "first_job", scaled_by=hiring),),
        Work.EMPLOYED: (
            Exit(Event.RETIREMENT, Work.RETIRED, "retirement", when=may_retire),
            Exit(Event.JOB_LOSS, Work.UNEMPLOYED, "job_loss", scaled_by=job_market),
            Exit(Event.JOB_CHANGE, Work.EMPLOYED, "job_change"),
            Exit(Event.PROMOTION, Work.EMPLOYED, "promotion"),
        ),
        Work.SELF_EMPLOYED: (
            Exit(Event.RETIREMENT, Work.RETIRED, "retirement", when=may_retire),
            Exit(Event.JOB_CHANGE, Work.EMPLOYED, "gives_up_self_employment"),
        ),
        Work.UNEMPLOYED: (
            Exit(Event.RETIREMENT, Work.RETIRED, "retirement_when_unemployed", when=may_retire),
            Exit(Event.REHIRED, Work.EMPLOYED, "rehired", scaled_by=hiring),
            Exit(Event.JOB_CHANGE, Work.SELF_EMPLOYED, "turns_self_employed"),
        ),
        Work.RETIRED: (),
    },
    starts=(Work.STUDYING, Work.SEARCHING_FIRST_JOB, Work.EMPLOYED, Work.SELF_EMPLOYED, Work.RETIRED),
)
"""Graduation and dropping out belong to the student's stages; they lead to `SEARCHING_FIRST_JOB`."""
