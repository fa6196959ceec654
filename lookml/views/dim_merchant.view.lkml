include: "/views/generated/dim_merchant.view.lkml"
