include: "/views/generated/fact_transaction.view.lkml"
