include: "/views/generated/dim_customer.view.lkml"
