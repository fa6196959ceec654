include: "/views/generated/fact_account_snapshot.view.lkml"
