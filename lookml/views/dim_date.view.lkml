include: "/views/generated/dim_date.view.lkml"
