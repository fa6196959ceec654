include: "/views/generated/dim_product.view.lkml"
