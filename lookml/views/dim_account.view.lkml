include: "/views/generated/dim_account.view.lkml"
