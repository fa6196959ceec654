include: "/views/generated/fact_loan_schedule.view.lkml"
